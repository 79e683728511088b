"""Importing on the screen and through the API."""

import io
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import Clock, Person, at_most
from tests.imports.conftest import BAO, LINKEDIN, NGOZI, bao, fates, look, people, send, take


def upload(person: Person, text: str, name: str = "people.vcf") -> str:
    """Send a file through the page; gives the address of its preview."""
    file = (io.BytesIO(text.encode()), name)
    answer = person.browser.post("/contacts/import", data={"file": file, "text": ""})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


def test_a_look_names_everything_on_the_card_and_takes_nothing(asha: Person) -> None:
    answer = look(asha, NGOZI)
    assert answer["state"] == "ready"
    assert fates(answer) == ["new"]
    contact = answer["entries"][0]["contact"]
    assert contact["name"] == "Ngozi Adébáyò"
    assert (contact["prefix"], contact["first"], contact["last"]) == ("Dr.", "Ngozi", "Adébáyò")
    assert contact["phones"] == [{"value": "+1 212 555 0148", "type": "mobile"}]
    assert contact["note"] == "Ran Boston, in the rain"
    assert contact["department"] == "Medicine"
    assert people(asha) == []


def test_an_import_adds_the_people_and_the_same_file_again_changes_nothing(asha: Person) -> None:
    assert fates(take(asha, NGOZI + BAO)) == ["added", "added"]
    before = people(asha)
    assert {person["name"] for person in before} == {"Ngozi Adébáyò", "Bao Tran"}
    again = take(asha, NGOZI + BAO)
    assert again["counts"] == {"unchanged": 2}
    assert [entry["why"] for entry in again["entries"]] == ["Same card", "Same card"]
    assert people(asha) == before


def test_a_known_person_is_only_filled_in(asha: Person) -> None:
    take(asha, bao("UID:bao-tran-0001", "TITLE:Resident"))
    more = bao("UID:bao-tran-0001", "TITLE:Fellow", "EMAIL:bao@example.org")
    assert fates(look(asha, more)) == ["same"]
    assert fates(take(asha, more)) == ["updated"]
    (found,) = people(asha)
    assert found["title"] == "Resident"
    assert found["note"] == "Title: Fellow"
    assert found["emails"] == [{"value": "bao@example.org", "type": "other"}]


def test_a_name_alone_never_decides(asha: Person) -> None:
    take(asha, BAO)
    another = bao("TEL:+1 212 555 0199")
    looked = look(asha, another)
    assert fates(looked) == ["probably"]
    assert looked["entries"][0]["matches"][0]["certain"] is False
    assert fates(take(asha, another)) == ["added"]
    assert len(people(asha)) == 2


def test_the_same_person_twice_in_a_file_is_one(asha: Person) -> None:
    twice = NGOZI + NGOZI.replace("NOTE:", "X-NOTE:")
    looked = look(asha, twice)
    assert fates(looked) == ["new", "same"]
    assert looked["entries"][1]["why"] == "Same card as number 1 in this file"
    assert fates(take(asha, twice)) == ["added", "updated"]
    assert len(people(asha)) == 1


def test_a_scheme_before_a_number_is_left_behind(asha: Person) -> None:
    take(asha, bao("TEL;VALUE=uri:tel:+1-212-555-0199;ext=7"))
    assert people(asha)[0]["phones"][0]["value"] == "+1-212-555-0199 ext. 7"


def test_text_that_is_too_long_for_its_field_stands_whole_in_the_note(asha: Person) -> None:
    take(asha, bao(f"TITLE:{'x' * 300}"))
    (found,) = people(asha)
    assert found["title"] == "x" * 200
    assert found["note"] == f"Title: {'x' * 300}"
    assert take(asha, bao(f"TITLE:{'x' * 300}"))["counts"] == {"unchanged": 1}


def test_undoing_takes_away_who_was_added_and_gives_back_what_was_changed(asha: Person) -> None:
    take(asha, bao("UID:bao-tran-0001"))
    before = people(asha)
    more = bao("UID:bao-tran-0001", "EMAIL:bao@example.org")
    made = take(asha, more + NGOZI)
    assert made["counts"] == {"updated": 1, "added": 1}
    for _ in range(2):
        undone = asha.browser.post(f"/api/v1/imports/{made['id']}/undo")
        assert undone.json["state"] == "undone"
        assert people(asha) == before


def test_undoing_keeps_what_was_edited_since(asha: Person) -> None:
    take(asha, bao("UID:bao-tran-0001"))
    more = bao("UID:bao-tran-0001", "TITLE:Fellow", "EMAIL:bao@example.org")
    made = take(asha, more)
    (found,) = people(asha)
    edited = {"name": "Bao Tran", "title": "Chief fellow", "stage": "contact"}
    assert asha.browser.post(f"/contacts/{found['id']}/edit", data=edited).status_code == 303
    asha.browser.post(f"/api/v1/imports/{made['id']}/undo")
    (found,) = people(asha)
    assert (found["title"], found["emails"]) == ("Chief fellow", [])


def test_undoing_keeps_whoever_was_met_since(asha: Person) -> None:
    made = take(asha, BAO)
    met = {"name": "Bao Tran", "detail": "plays the oud", "contact_id": people(asha)[0]["id"]}
    url = "/api/v1/captures/01a2066e-4247-7089-a03e-bc1e4330f853"
    assert asha.browser.put(url, json=met).status_code == 201
    asha.browser.post(f"/api/v1/imports/{made['id']}/undo")
    assert [found["name"] for found in people(asha)] == ["Bao Tran"]


def test_after_a_day_an_import_stands(asha: Person, clock: Clock) -> None:
    made = take(asha, BAO)
    clock.forward(hours=25)
    answer = asha.browser.post(f"/api/v1/imports/{made['id']}/undo")
    assert answer.status_code == 409
    assert "stands" in answer.json["detail"]
    assert len(people(asha)) == 1


def test_a_list_is_imported_like_cards(asha: Person) -> None:
    looked = look(asha, LINKEDIN, "text/csv")
    assert looked["entries"][0]["contact"]["organisation"] == "City Clinic"
    assert fates(take(asha, LINKEDIN, "text/csv")) == ["added"]
    assert fates(take(asha, LINKEDIN, "text/csv")) == ["unchanged"]


def test_our_own_list_brings_the_meeting_back(asha: Person, someone_else: Person) -> None:
    captured = {"name": "Ngozi", "detail": "twin daughters", "place": "Poster 214"}
    url = "/api/v1/captures/01a2066e-4247-7089-a03e-bc1e4330f853"
    assert asha.browser.put(url, json=captured).status_code == 201
    table = asha.browser.get("/contacts.csv").data
    assert fates(take(someone_else, table, "text/csv")) == ["added"]
    (met,) = people(someone_else)[0]["encounters"]
    assert (met["detail"], met["place"]) == ("twin daughters", "Poster 214")
    assert fates(take(asha, table, "text/csv")) == ["added"]


def test_our_own_cards_change_nothing_when_they_come_back(asha: Person) -> None:
    captured = {
        "name": "Ngozi Adébáyò",
        "detail": "twin daughters",
        "promise": "the sepsis paper",
        "links": ["example.org/ngozi"],
        "email": "ngozi@example.org",
    }
    url = "/api/v1/captures/01a2066e-4247-7089-a03e-bc1e4330f853"
    assert asha.browser.put(url, json=captured).status_code == 201
    before = people(asha)
    cards = asha.browser.get("/contacts.vcf").data
    assert fates(look(asha, cards)) == ["same"]
    assert fates(take(asha, cards)) == ["unchanged"]
    assert people(asha) == before


def test_a_file_is_looked_through_chosen_from_and_run_on_the_screen(asha: Person) -> None:
    where = upload(asha, NGOZI + BAO)
    page = asha.browser.get(where).text
    assert "2 people in <bdi>people.vcf</bdi>" in page
    answer = asha.browser.post(f"{where}/run", data={"choice.0": "leave", "choice.1": ""})
    assert answer.status_code == 303
    report = asha.browser.get(where).text
    assert "You left it out." in report
    assert [person["name"] for person in people(asha)] == ["Bao Tran"]
    table = asha.browser.get(f"{where}/report.csv").data.decode("utf-8-sig")
    assert "1,1,Ngozi Adébáyò,Left out,You left it out." in table
    assert asha.browser.post(f"{where}/undo").status_code == 303
    assert people(asha) == []


def test_a_long_list_can_be_taken_without_going_through_it(asha: Person) -> None:
    cards = "".join(BAO.replace("Bao", f"Bao{number}") for number in range(6))
    page = asha.browser.get(upload(asha, cards + "BEGIN:VCARD\nEND:VCARD\n")).text
    assert page.index("Import all 6") < page.index("Bao0")


def test_a_name_alone_is_not_said_to_be_the_same_person(asha: Person) -> None:
    take(asha, BAO)
    email = "EMAIL:bao@example.org"
    twice = bao(email) + bao(email, "TITLE:Resident")
    page = asha.browser.get(upload(asha, twice)).text
    assert "Same e-mail address as number 1 in this file" in page
    assert "The same as" not in page


def test_a_person_chosen_to_be_updated_is_updated(asha: Person) -> None:
    take(asha, BAO)
    (found,) = people(asha)
    where = upload(asha, bao("TITLE:Resident"))
    asha.browser.post(f"{where}/run", data={"choice.0": found["id"]})
    assert [person["title"] for person in people(asha)] == ["Resident"]


def test_an_erased_person_is_left_out_unless_chosen_to_be_added(asha: Person) -> None:
    take(asha, NGOZI)
    erased = f"/contacts/{people(asha)[0]['id']}/erase"
    asha.browser.post(erased, data={"for_good": "true", "keep_out": "true"})
    [entry] = look(asha, NGOZI)["entries"]
    assert entry["fate"] == "left_out"
    assert entry["why"] == "You erased this person and asked not to add them again."

    place = upload(asha, NGOZI)
    assert "asked not to add them again" in asha.browser.get(place).text
    asha.browser.post(place + "/run", data={"choice.0": ""})
    assert people(asha) == []

    place = upload(asha, NGOZI)
    asha.browser.post(place + "/run", data={"choice.0": "new"})
    assert [one["name"] for one in people(asha)] == ["Ngozi Adébáyò"]
    assert fates(look(asha, NGOZI)) == ["same"]


def test_a_card_that_was_not_read_cannot_be_chosen(asha: Person) -> None:
    place = upload(asha, "BEGIN:VCARD\r\nVERSION:3.0\r\nEND:VCARD\r\n")
    assert "choice.0" not in asha.browser.get(place).text
    asha.browser.post(place + "/run", data={"choice.0": "new"})
    assert people(asha) == []


def test_a_choice_that_is_none_is_refused(asha: Person) -> None:
    where = upload(asha, BAO)
    assert asha.browser.post(f"{where}/run", data={"choice.0": "<script>"}).status_code == 422
    assert people(asha) == []


def test_a_long_run_says_how_far_it_is_and_goes_on(
    asha: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = upload(asha, NGOZI + BAO + BAO.replace("Bao", "Lan"))
    monkeypatch.setattr("webapp.imports.views.SLICE", -1.0)
    monkeypatch.setattr("webapp.imports.run.LONGEST", -1.0)
    shown = asha.browser.post(f"{where}/run")
    assert '<progress id="progress" value="1" max="3">' in shown.text
    assert shown.headers["Refresh"] == f"0; url={where}/run"
    assert len(people(asha)) == 1
    assert asha.browser.get(where).headers["Location"] == f"{where}/run"
    assert 'value="2" max="3"' in asha.browser.get(f"{where}/run").text
    assert asha.browser.get(f"{where}/run").headers["Location"] == where
    assert len(people(asha)) == 3


def test_a_long_reading_says_how_far_it_is_and_goes_on(
    asha: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webapp.imports.views.SLICE", -1.0)
    monkeypatch.setattr("webapp.imports.read.AT_ONCE", 2)
    file = (io.BytesIO((NGOZI + BAO + NGOZI + bao("TITLE:Resident")).encode()), "people.vcf")
    shown = asha.browser.post("/contacts/import", data={"file": file})
    pages = [shown.text]
    while "Refresh" in shown.headers and len(pages) < 50:
        shown = asha.browser.get(shown.headers["Refresh"].partition("url=")[2])
        pages.append(shown.text)
    assert any("Line 16 of 41" in page for page in pages)
    assert any("Line 36 of 41" in page for page in pages)
    where = shown.headers["Location"]
    preview = asha.browser.get(where).text
    assert "4 people in" in preview
    assert "Same card as number 1 in this file" in preview
    assert people(asha) == []


def test_a_file_is_read_once_however_many_ask_for_it(
    asha: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webapp.imports.views.SLICE", -1.0)
    file = (io.BytesIO(BAO.encode()), "people.vcf")
    on = asha.browser.post("/contacts/import", data={"file": file}).headers["Refresh"][7:]
    monkeypatch.setattr("webapp.imports.views.SLICE", 10.0)
    for _ in range(3):
        assert asha.browser.get(on).headers["Location"] == on.removesuffix("/read")
    assert "1 person in" in asha.browser.get(on.removesuffix("/read")).text


def test_a_file_that_turns_out_to_be_too_long_leaves_nothing(
    asha: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webapp.imports.views.SLICE", -1.0)
    monkeypatch.setattr("webapp.imports.read.AT_ONCE", 1_000)
    file = (io.BytesIO(b"Name\n" + b"Bao\n" * 5_001), "people.csv")
    shown = asha.browser.post("/contacts/import", data={"file": file})
    for _ in range(50):
        if "Refresh" not in shown.headers:
            break
        shown = asha.browser.get(shown.headers["Refresh"].partition("url=")[2])
    assert shown.status_code == 422
    assert "more than 5,000 people. Nothing was taken" in shown.text
    assert "imports</h2>" not in asha.browser.get("/contacts/import").text


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_cards_are_told_from_lists_in_every_encoding(asha: Person, codec: str) -> None:
    file = (io.BytesIO(NGOZI.encode(codec)), "people")
    answer = asha.browser.post("/api/v1/imports", data={"file": file})
    assert answer.json["kind"] == "vcard"
    assert [person["name"] for person in people(asha)] == ["Ngozi Adébáyò"]


def test_the_columns_of_a_list_can_be_corrected(asha: Person) -> None:
    where = upload(asha, "Who,What\r\nBao Tran,Resident\r\n", "list.csv")
    assert "Who" in asha.browser.get(where).text
    columns = {"column.0": "name", "column.1": "title"}
    assert asha.browser.post(f"{where}/columns", data=columns).status_code == 303
    asha.browser.post(f"{where}/run")
    assert [(found["name"], found["title"]) for found in people(asha)] == [("Bao Tran", "Resident")]
    assert asha.browser.post(f"{where}/columns", data=columns).status_code == 409


def test_a_pasted_signature_is_shown_first(asha: Person) -> None:
    text = "Bao Tran, MD\nResident, City Clinic\nbao@example.org"
    answer = asha.browser.post("/contacts/import", data={"text": text})
    assert answer.status_code == 303
    assert "bao@example.org" in asha.browser.get(answer.headers["Location"]).text
    assert people(asha) == []


@pytest.mark.parametrize(
    ("body", "kind", "words"),
    [
        (b"", "text/vcard", "holds nobody"),
        (b"hello", "text/vcard", "holds nobody"),
        (b"x" * (5 * 1024 * 1024 + 1), "text/vcard", "larger than 5 MB"),
        (b"BEGIN:VCARD\nEND:VCARD\n" * 5_001, "text/vcard", "more than 5,000"),
        (b"Name\n" + b"Bao\n" * 5_001, "text/csv", "more than 5,000"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_with_the_limit(
    asha: Person, body: bytes, kind: str, words: str
) -> None:
    answer = send(asha, body, kind, dry_run="true")
    assert answer.status_code == 422
    (error,) = answer.json["errors"]
    assert error["field"] == "file"
    assert words in error["message"]
    assert "imports</h2>" not in asha.browser.get("/contacts/import").text


def test_other_content_types_are_not_read(asha: Person) -> None:
    assert send(asha, b"{}", "application/json").status_code == 415
    empty: dict[str, Any] = {"other": "1"}
    answer = asha.browser.post("/api/v1/imports", data=empty, content_type="multipart/form-data")
    assert answer.status_code == 422


def test_a_file_can_come_in_a_form(asha: Person) -> None:
    file = (io.BytesIO(LINKEDIN.encode()), "Connections.csv")
    answer = asha.browser.post("/api/v1/imports", data={"file": file})
    assert answer.json["counts"] == {"added": 1}
    assert answer.json["file_name"] == "Connections.csv"


def test_another_owners_import_is_not_there(asha: Person, someone_else: Person) -> None:
    made = take(asha, BAO)
    page, call = f"/contacts/import/{made['id']}", f"/api/v1/imports/{made['id']}"
    browser = someone_else.browser
    for address in (page, f"{page}/run", f"{page}/report.csv", call):
        assert browser.get(address).status_code == 404, address
    for address in (f"{page}/run", f"{page}/columns", f"{page}/choices", f"{page}/undo"):
        assert browser.post(address).status_code == 404, address
    assert browser.post(f"{call}/undo").status_code == 404
    assert len(people(asha)) == 1


def test_what_a_stranger_wrote_is_shown_as_text(asha: Person) -> None:
    evil = '<script>alert(1)</script>"onload=alert(2)'
    card = f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{evil}\r\nURL:javascript:alert(3)\r\nEND:VCARD\r\n"
    for kind in (card, card.replace("FN", "NICKNAME")):
        where = upload(asha, kind, f"{evil}.vcf")
        before = asha.browser.get(where).text
        asha.browser.post(f"{where}/run")
        for page in (before, asha.browser.get(where).text, asha.browser.get("/contacts").text):
            assert "<script>alert" not in page
            assert '"onload' not in page
            assert 'href="javascript' not in page


@settings(
    max_examples=at_most(25),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
)
@given(st.binary(max_size=200), st.sampled_from(["text/vcard", "text/csv"]), st.booleans())
def test_any_bytes_have_an_answer(asha: Person, body: bytes, kind: str, framed: bool) -> None:
    if framed:
        body = b"BEGIN:VCARD\r\nFN:x\r\nTEL:" + body + b"\r\nEND:VCARD\r\n"
    assert send(asha, body, kind, dry_run="true").status_code in (200, 422)
    assert send(asha, body, kind).status_code in (200, 422)


def test_a_file_of_people_who_are_all_known_says_so(asha: Person) -> None:
    first = asha.browser.get(upload(asha, NGOZI + BAO)).text
    assert "You know everybody in it already" not in first
    take(asha, NGOZI + BAO)
    assert "You know everybody in it already" in asha.browser.get(upload(asha, NGOZI + BAO)).text


def test_the_report_begins_with_its_sum(asha: Person) -> None:
    where = upload(asha, NGOZI + BAO + BAO)
    asha.browser.post(f"{where}/run")
    assert "2 added, 1 nothing new." in asha.browser.get(where).text
