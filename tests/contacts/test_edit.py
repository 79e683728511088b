"""Changing what is known of a person."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest

from tests.conftest import Clock, Person
from tests.contacts.conftest import DETAIL, add_event, get, meet

EVERYTHING = {
    "name": "Dr. Ngozi Ada Adébáyò",
    "first": "Ngozi Ada",
    "last": "Adébáyò",
    "organisation": "Mercy, Newark",
    "title": "Program director",
    "school": "St. George’s",
    "stage": "mentor",
    "note": "Prefers mornings.\nNo calls.",
}


def edit(person: Person, contact_id: str, **fields: str) -> Any:
    data = {name.replace("__", "."): value for name, value in fields.items()}
    return person.browser.post(f"/contacts/{contact_id}/edit", data=data)


def fields_of(page: str) -> dict[str, str]:
    """What the fields of a form hold."""
    found = dict(re.findall(r'<input[^>]*? name="([^"]+)"[^>]*? value="([^"]*)"', page))
    found |= dict(re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>\n(.*?)</textarea>', page, re.S))
    for name, options in re.findall(r'<select[^>]* name="([^"]+)".*?>(.*?)</select>', page, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    return {name: unescape(value) for name, value in found.items()}


def test_everything_can_be_changed(asha: Person) -> None:
    ngozi = meet(asha)
    [meeting] = get(asha, f"/contacts/{ngozi}")["encounters"]
    answer = edit(
        asha,
        ngozi,
        **EVERYTHING,
        links="https://example.org/ngozi\r\n\r\nlinkedin.com/in/ngozi\r\n",
        emails__0__value="ngozi@example.org",
        emails__0__type="work",
        emails__1__value="",
        phones__0__value="+1 555 0100",
        phones__0__type="mobile",
        encounters__0__id=meeting["id"],
        encounters__0__detail="three daughters",
        encounters__0__place="Booth 40",
        encounters__0__event_id=add_event(asha),
        encounters__0__talk="the second lactate",
        encounters__0__promise="the sepsis paper",
    )
    assert answer.status_code == 303
    assert answer.location == f"/contacts/{ngozi}"
    contact = get(asha, f"/contacts/{ngozi}")
    assert {name: contact[name] for name in EVERYTHING} == EVERYTHING
    assert contact["links"] == ["https://example.org/ngozi", "linkedin.com/in/ngozi"]
    assert contact["emails"] == [{"value": "ngozi@example.org", "type": "work"}]
    assert contact["phones"] == [{"value": "+1 555 0100", "type": "mobile"}]
    [changed] = contact["encounters"]
    assert (changed["detail"], changed["place"]) == ("three daughters", "Booth 40")
    assert (changed["talk"], changed["promise"]) == ("the second lactate", "the sepsis paper")
    assert changed["event_id"]


def test_a_person_is_found_by_what_was_typed_anew_and_no_longer_by_the_old(asha: Person) -> None:
    ngozi = meet(asha)
    [meeting] = get(asha, f"/contacts/{ngozi}")["encounters"]
    edit(
        asha,
        ngozi,
        name="Adaeze",
        encounters__0__id=meeting["id"],
        encounters__0__detail="keeps bees",
    )
    assert [c["id"] for c in get(asha, "/contacts", q="adaeze bees")["items"]] == [ngozi]
    assert get(asha, "/contacts", q="ngozi")["items"] == []
    assert get(asha, "/contacts", q="twin")["items"] == []


def test_saving_the_form_as_it_stands_changes_nothing(asha: Person, clock: Clock) -> None:
    event = add_event(asha, time_zone="America/Chicago")
    ngozi = meet(
        asha,
        'Ngozi <b> & "Ada"',
        "two\nlines, \t a tab",
        event_id=event,
        email="ngozi@example.org",
        phone="+1 555 0100",
        links=["https://example.org/a?b=c&d"],
        promise="a call",
    )
    meet(asha, detail="again", contact_id=ngozi)
    before = get(asha, f"/contacts/{ngozi}")
    [card] = [asha.browser.get(f"/contacts/{ngozi}.vcf").text]
    clock.forward(minutes=5)
    page = asha.browser.get(f"/contacts/{ngozi}/edit").text
    form = {
        # Browsers send line breaks as CRLF.
        name: value.replace("\n", "\r\n")
        for name, value in fields_of(page).items()
    }
    assert form["encounters.1.detail"] == "two\r\nlines, \t a tab"
    assert asha.browser.post(f"/contacts/{ngozi}/edit", data=form).status_code == 303
    assert get(asha, f"/contacts/{ngozi}") == before
    assert asha.browser.get(f"/contacts/{ngozi}.vcf").text == card


def test_what_is_not_in_the_form_stays(asha: Person) -> None:
    ngozi = meet(asha, email="ngozi@example.org", organisation="Mercy")
    edit(asha, ngozi, name="Adaeze")
    contact = get(asha, f"/contacts/{ngozi}")
    assert contact["name"] == "Adaeze"
    assert contact["organisation"] == "Mercy"
    assert contact["emails"]
    assert contact["encounters"][0]["detail"] == DETAIL


def test_emptying_a_field_takes_away_what_it_held(asha: Person) -> None:
    ngozi = meet(
        asha, email="ngozi@example.org", organisation="Mercy", links=["https://example.org"]
    )
    edit(asha, ngozi, organisation="", emails__0__value=" ", links="")
    contact = get(asha, f"/contacts/{ngozi}")
    assert (contact["organisation"], contact["emails"], contact["links"]) == ("", [], [])


WRONG = [
    ("name", "  ", "is needed"),
    ("name", "x" * 201, "than 200"),
    ("note", "x" * 1_000_001, "than 1000000"),
    ("title", "a\0b", "NUL"),
    ("stage", "friend", "must be one of"),
    ("encounters.0.detail", "", "is needed"),
    ("encounters.0.detail", "x" * 2_001, "than 2000"),
    ("encounters.0.talk", "x\0", "NUL"),
    ("encounters.0.event_id", "01900000-0000-7000-8000-000000000009", "none of your events"),
    ("encounters.0.event_id", "x", "not an id"),
    ("encounters.0.id", "01900000-0000-7000-8000-000000000009", "no meeting"),
    ("emails.0.value", "x" * 8_193, "than 8192"),
    ("phones.0.type", "x" * 8_193, "than 8192"),
    ("links", "example.org\n" + "x" * 8_193, "Line 2 "),
]


@pytest.mark.parametrize(("field", "value", "words"), WRONG)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    asha: Person, field: str, value: str, words: str
) -> None:
    ngozi = meet(asha)
    before = get(asha, f"/contacts/{ngozi}")
    typed = {
        "name": "Adaeze",
        "links": "https://example.org/a",
        "emails.0.value": "new@example.org",
        "phones.0.value": "1",
        "encounters.0.id": before["encounters"][0]["id"],
        "encounters.0.detail": "keeps bees",
        field: value,
    }
    answer = asha.browser.post(f"/contacts/{ngozi}/edit", data=typed)
    assert answer.status_code == 422
    assert words in unescape(answer.text)
    shown = fields_of(answer.text)
    for name in typed:
        if name != "stage" and not name.endswith(("event_id", "type", "id")):
            assert shown[name] == typed[name], name
    assert get(asha, f"/contacts/{ngozi}") == before


def test_whatever_came_in_on_a_card_can_be_saved_again(asha: Person) -> None:
    ngozi = meet(asha)
    many = {f"emails.{n}.value": f"{n}@example.org" for n in range(60)}
    given = {**many, "note": "x" * 50_000, "phones.0.value": "1" * 3_000}
    assert asha.browser.post(f"/contacts/{ngozi}/edit", data=given).status_code == 303
    contact = get(asha, f"/contacts/{ngozi}")
    assert (len(contact["emails"]), len(contact["note"])) == (60, 50_000)
    assert edit(asha, ngozi, title="Resident").status_code == 303
    again = get(asha, f"/contacts/{ngozi}")
    assert (again["emails"], again["note"]) == (contact["emails"], contact["note"])


def test_more_than_any_card_holds_is_refused_with_all_of_it_kept(asha: Person) -> None:
    ngozi = meet(asha)
    many = {f"emails.{n}.value": f"{n}@example.org" for n in range(1_001)}
    answer = asha.browser.post(f"/contacts/{ngozi}/edit", data=many)
    assert answer.status_code == 422
    assert "more than 1000 entries" in answer.text
    assert "1000@example.org" in answer.text


@pytest.mark.parametrize("text", ["👩🏽‍⚕️", "محمد بن سلمان", "é", "\ufeff", "‮evil", "<script>"])
def test_any_writing_is_kept_and_shown(asha: Person, text: str) -> None:
    ngozi = meet(asha)
    assert edit(asha, ngozi, name=f"a{text}", note=text).status_code == 303
    contact = get(asha, f"/contacts/{ngozi}")
    assert (contact["name"], contact["note"]) == (f"a{text}", text)
    for path in ("/contacts", f"/contacts/{ngozi}", f"/contacts/{ngozi}/edit"):
        page = asha.browser.get(path)
        assert page.status_code == 200
        assert text in unescape(page.text)
        assert "<script>evil" not in page.text


def test_a_meeting_moved_to_an_event_counts_by_the_days_there(asha: Person) -> None:
    ngozi = meet(asha, captured_at="2026-10-14T03:00:00Z")
    [meeting] = get(asha, f"/contacts/{ngozi}")["encounters"]
    chicago = add_event(asha, time_zone="America/Chicago")
    change = {"encounters__0__id": meeting["id"]}
    edit(asha, ngozi, **change, encounters__0__event_id=chicago)
    assert get(asha, f"/contacts/{ngozi}")["encounters"][0]["time_zone"] == "America/Chicago"
    assert "Tue 13 Oct 2026" in asha.browser.get(f"/contacts/{ngozi}.vcf").text
    edit(asha, ngozi, **change, encounters__0__event_id="")
    assert get(asha, f"/contacts/{ngozi}")["encounters"][0]["time_zone"] == "UTC"


def test_a_new_name_is_not_written_under_the_parts_of_the_old(asha: Person) -> None:
    ngozi = meet(asha, "Ngozi Adébáyò")
    edit(asha, ngozi, first="Ngozi", last="Adébáyò")
    edit(asha, ngozi, name="Ada Okafor", first="Ngozi", last="Adébáyò")
    assert "N:Okafor;Ada;;;" in asha.browser.get(f"/contacts/{ngozi}.vcf").text
    edit(asha, ngozi, name="Ada Grace Okafor", first="Ada Grace", last="Okafor")
    assert "N:Okafor;Ada Grace;;;" in asha.browser.get(f"/contacts/{ngozi}.vcf").text


def test_a_change_is_marked_with_its_time(asha: Person, clock: Clock) -> None:
    ngozi = meet(asha)
    clock.now += timedelta(hours=2)
    edit(asha, ngozi, note="Prefers mornings")
    assert "REV:2026-10-14T14:00:00Z" in asha.browser.get(f"/contacts/{ngozi}.vcf").text
