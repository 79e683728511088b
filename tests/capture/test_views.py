"""A capture through the API and through the form."""

import json
import re
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask

from tests.conftest import Person
from webapp.db import new_id

NGOZI = {"name": "Dr. Ngozi Adébáyò", "detail": "twin daughters; ran Boston in the rain"}
EVERYTHING = {
    **NGOZI,
    "captured_at": "2026-10-14T09:30:00-07:00",
    "place": "Poster 214",
    "organisation": "Mercy, Newark",
    "title": "Program director",
    "school": "St. George’s",
    "email": "ngozi@example.org",
    "phone": "+1 555 0100",
    "links": ["https://www.linkedin.com/in/ngozi"],
    "talk": "the second lactate",
    "promise": "the sepsis paper",
    "clicked": True,
    "introduced_by": "Marcus",
    "raw": "BEGIN:VCARD\r\n...",
}


def put(person: Person, op_id: Any = None, **fields: Any) -> Any:
    return person.browser.put(f"/api/v1/captures/{op_id or new_id()}", json=fields)


def people(person: Person) -> list[dict[str, Any]]:
    return list(person.browser.get("/api/v1/contacts").json["items"])


def follow_ups(person: Person) -> list[dict[str, Any]]:
    return list(person.browser.get("/api/v1/follow-ups").json["items"])


def test_a_name_and_one_detail_are_enough(asha: Person) -> None:
    op_id = new_id()
    answer = put(asha, op_id, **NGOZI)
    assert answer.status_code == 201
    assert answer.json["op_id"] == str(op_id)
    assert answer.json["status"] == "accepted"
    [person] = people(asha)
    assert person["name"] == NGOZI["name"]
    [encounter] = person["encounters"]
    assert encounter["detail"] == NGOZI["detail"]
    [owed] = follow_ups(asha)
    assert owed["kind"] == "nice_to_meet_you"


def test_everything_that_was_typed_is_kept_as_typed(asha: Person) -> None:
    assert put(asha, **EVERYTHING).status_code == 201
    [person] = people(asha)
    assert person["organisation"] == EVERYTHING["organisation"]
    assert person["title"] == EVERYTHING["title"]
    assert person["school"] == EVERYTHING["school"]
    assert person["emails"][0]["value"] == EVERYTHING["email"]
    assert person["phones"][0]["value"] == EVERYTHING["phone"]
    assert person["links"] == EVERYTHING["links"]
    [encounter] = person["encounters"]
    assert datetime.fromisoformat(encounter["at"]) == datetime(2026, 10, 14, 16, 30, tzinfo=UTC)
    for field in ("place", "detail", "talk", "promise", "clicked"):
        assert encounter[field] == EVERYTHING[field]


def test_the_same_again_changes_nothing(asha: Person) -> None:
    op_id = new_id()
    first = put(asha, op_id, **EVERYTHING)
    again = put(asha, op_id, **EVERYTHING)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json == first.json
    assert len(people(asha)) == 1
    assert len(follow_ups(asha)) == 2  # the promise is one of its own


def test_another_payload_under_the_same_id_is_refused(asha: Person) -> None:
    op_id = new_id()
    put(asha, op_id, **NGOZI)
    other = put(asha, op_id, **{**NGOZI, "detail": "plays the cello"})
    assert other.status_code == 409
    assert other.content_type == "application/problem+json"
    assert [p["encounters"][0]["detail"] for p in people(asha)] == [NGOZI["detail"]]


def test_two_owners_may_use_the_same_id(asha: Person, someone_else: Person) -> None:
    op_id = uuid4()
    assert put(asha, op_id, **NGOZI).status_code == 201
    assert put(someone_else, op_id, name="Marcus", detail="climbs").status_code == 201
    assert [p["name"] for p in people(asha)] == [NGOZI["name"]]
    assert [p["name"] for p in people(someone_else)] == ["Marcus"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", None),
        ("name", ""),
        ("name", " \n"),
        ("name", "x" * 201),
        ("name", 7),
        ("name", ["Ngozi"]),
        ("name", "Ngo\0zi"),
        ("name", "\ud800"),
        ("detail", ""),
        ("detail", "x" * 2001),
        ("detail", {"a": 1}),
        ("captured_at", "yesterday"),
        ("captured_at", "2026-02-30T10:00:00Z"),
        ("captured_at", "2026-10-14T10:00:00"),
        ("event_id", "00000000-0000-4000-8000-000000000000"),
        ("event_id", "the big one"),
        ("contact_id", "00000000-0000-4000-8000-000000000000"),
        ("introduced_by", "00000000-0000-4000-8000-000000000000"),
        ("program_id", "00000000-0000-4000-8000-000000000000"),
        ("email", "x" * 201),
        ("links", "https://example.org"),
        ("links", ["x"] * 21),
        ("links", [5]),
        ("clicked", "perhaps"),
        ("talk", "x" * 2001),
        ("promise", "x\0"),
        ("raw", "x" * 20_001),
        ("surprise", 1),
    ],
)
def test_a_bad_field_is_named_and_nothing_is_taken(asha: Person, field: str, value: Any) -> None:
    answer = put(asha, **{**NGOZI, field: value})
    assert answer.status_code == 422
    assert answer.content_type == "application/problem+json"
    assert [e["field"].split(".")[0] for e in answer.json["errors"]] == [field]
    assert people(asha) == []


def test_every_bad_field_is_named_at_once(asha: Person) -> None:
    answer = put(asha, name="", detail="x" * 2001, clicked="perhaps")
    assert {e["field"] for e in answer.json["errors"]} == {"name", "detail", "clicked"}


@pytest.mark.parametrize(
    "text", ["😀👩🏽‍⚕️", "שלום עולם", "‮evil‬", "Ngọ̀zi", " spaces kept ", "a\r\nb", "\x07", "x" * 200]
)
def test_any_text_that_can_be_kept_is_kept_as_it_is(asha: Person, text: str) -> None:
    assert put(asha, name=text, detail=text).status_code == 201
    [person] = people(asha)
    assert person["name"] == text
    assert person["encounters"][0]["detail"] == text


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b'"x"', b"null", b'{"name": NaN}', b"[" * 100_000, b"\xff\xfe", b'{"a":1}x'],
)
def test_a_body_that_is_no_json_object_is_refused(asha: Person, body: bytes) -> None:
    answer = asha.browser.put(
        f"/api/v1/captures/{new_id()}", data=body, content_type="application/json"
    )
    assert answer.status_code == 422
    assert answer.json["errors"][0]["field"] == "body"


def test_a_body_of_ten_megabytes_is_refused(asha: Person) -> None:
    answer = put(asha, **{**NGOZI, "detail": "x" * 10_000_000})
    assert answer.status_code == 413
    assert answer.content_type == "application/problem+json"
    assert people(asha) == []


def test_the_api_takes_only_json(asha: Person) -> None:
    answer = asha.browser.put(f"/api/v1/captures/{new_id()}", data=NGOZI)
    assert answer.status_code == 415


def test_the_api_asks_the_stranger_to_sign_in(app: Flask) -> None:
    answer = app.test_client().put(f"/api/v1/captures/{new_id()}", json=NGOZI)
    assert answer.status_code == 401
    assert answer.content_type == "application/problem+json"


def test_notes_of_another_account_stay_on_the_phone(asha: Person, someone_else: Person) -> None:
    answer = asha.browser.put(
        f"/api/v1/captures/{new_id()}",
        json=NGOZI,
        headers={"Hallway-User": str(someone_else.id)},
    )
    assert answer.status_code == 401
    assert people(asha) == []


def test_meeting_again_adds_an_encounter_and_overwrites_nothing(asha: Person) -> None:
    first = put(asha, **EVERYTHING).json["contact_id"]
    again = {"name": "Ngozi", "detail": "now at Bellevue", "organisation": "Bellevue"}
    later = "2026-10-15T09:00:00Z"
    put(asha, **again, email="n@example.org", contact_id=first, captured_at=later)
    [person] = people(asha)
    assert person["name"] == EVERYTHING["name"]
    assert person["organisation"] == EVERYTHING["organisation"]
    assert [e["value"] for e in person["emails"]] == ["ngozi@example.org", "n@example.org"]
    assert [e["detail"] for e in person["encounters"]] == ["now at Bellevue", NGOZI["detail"]]


def test_who_introduced_us_is_linked_by_id_or_by_the_only_such_name(asha: Person) -> None:
    marcus = put(asha, name="Marcus Oyelaran", detail="climbs").json["contact_id"]
    by_id = put(asha, **NGOZI, introduced_by=marcus).json["contact_id"]
    by_name = put(asha, **NGOZI, introduced_by="marcus oyelaran").json["contact_id"]
    for contact_id in (by_id, by_name):
        assert asha.browser.get(f"/api/v1/contacts/{contact_id}").json["introduced_by"] == marcus


def test_nothing_of_another_owner_can_be_named(asha: Person, someone_else: Person) -> None:
    theirs = put(someone_else, **NGOZI).json["contact_id"]
    assert put(asha, **NGOZI, contact_id=theirs).json["errors"][0]["field"] == "contact_id"
    assert put(asha, **NGOZI, introduced_by=theirs).json["errors"][0]["field"] == "introduced_by"


def test_the_form_and_the_api_take_the_same(asha: Person) -> None:
    form = {**EVERYTHING, "links": "https://www.linkedin.com/in/ngozi\r\n", "clicked": "true"}
    answer = asha.browser.post("/capture", data={**form, "op_id": str(new_id())})
    assert answer.status_code == 303
    put(asha, **EVERYTHING)
    one, other = people(asha)
    for person in (one, other):
        for key in ("id", "follow_ups"):
            person.pop(key)
        person["encounters"][0].pop("id")
    assert one == other


def test_submitting_the_form_twice_counts_once(asha: Person) -> None:
    form = {**NGOZI, "op_id": str(new_id())}
    for _ in range(2):
        assert asha.browser.post("/capture", data=form).status_code == 303
    assert len(people(asha)) == 1


def test_going_back_and_saving_somebody_else_asks_once_more(asha: Person) -> None:
    op_id = str(new_id())
    asha.browser.post("/capture", data={**NGOZI, "op_id": op_id})
    back = asha.browser.post(
        "/capture", data={"name": "Marcus", "detail": "climbs", "op_id": op_id}
    )
    assert back.status_code == 409
    assert "Marcus" in back.text
    assert op_id not in back.text.partition("<form class")[2]
    assert len(people(asha)) == 1


def test_a_wrong_form_comes_back_with_what_was_typed(asha: Person) -> None:
    answer = asha.browser.post(
        "/capture", data={**EVERYTHING, "links": "a\nb", "detail": "x" * 2001, "clicked": "true"}
    )
    assert answer.status_code == 422
    for typed in (EVERYTHING["name"], EVERYTHING["promise"], "x" * 2001, "Poster 214"):
        assert typed in answer.text
    assert "longer than 2000 characters" in answer.text


def test_the_place_and_the_event_are_remembered_for_the_next_person(asha: Person) -> None:
    event = asha.browser.post(
        "/api/v1/events", json={"name": "ACP", "starts_on": "2026-10-14"}
    ).json
    form = {**NGOZI, "place": "Poster 214", "event_id": event["id"], "op_id": str(new_id())}
    answer = asha.browser.post("/capture", data=form, follow_redirects=True)
    assert 'value="Poster 214"' in answer.text
    assert f'<option value="{event["id"]}" selected>' in answer.text
    assert NGOZI["name"] not in answer.text.partition("<form class")[2]


def test_the_event_that_is_on_now_is_offered_first(asha: Person) -> None:
    asha.browser.post("/api/v1/events", json={"name": "Over", "starts_on": "2026-10-12"})
    on = asha.browser.post("/api/v1/events", json={"name": "On", "starts_on": "2026-10-14"}).json
    assert f'<option value="{on["id"]}" selected>' in asha.browser.get("/capture").text


def test_what_was_just_saved_can_be_taken_back(asha: Person) -> None:
    op_id = new_id()
    asha.browser.post("/capture", data={**NGOZI, "op_id": str(op_id)})
    assert f"/capture/{op_id}/undo" in asha.browser.get("/capture").text
    for _ in range(2):
        assert asha.browser.post(f"/capture/{op_id}/undo").status_code == 303
    assert people(asha) == []
    assert follow_ups(asha) == []
    assert put(asha, op_id, **NGOZI).status_code == 200
    assert people(asha) == []


def test_taking_back_a_second_meeting_keeps_the_first(asha: Person) -> None:
    first = put(asha, **NGOZI).json["contact_id"]
    op_id = new_id()
    put(asha, op_id, name="Ngozi", detail="again", contact_id=first)
    assert asha.browser.delete(f"/api/v1/captures/{op_id}").status_code == 204
    [person] = people(asha)
    assert [e["detail"] for e in person["encounters"]] == [NGOZI["detail"]]
    assert len(follow_ups(asha)) == 1


def test_somebody_who_was_met_already_is_suggested_at_once(asha: Person) -> None:
    first = put(asha, **NGOZI, email="ngozi@example.org").json["contact_id"]
    form = {"name": "Ngozi Adebayo", "detail": "again", "email": "ngozi@example.org"}
    page = asha.browser.post("/capture", data=form, follow_redirects=True).text
    assert f"Met already? {NGOZI['name']}" in page
    address = re.search(rf'href="(/contacts/{first}/merge\?with=[^"]+)"', page)
    assert address
    assert asha.browser.get(address[1]).status_code == 200


def test_another_owners_capture_cannot_be_taken_back(asha: Person, someone_else: Person) -> None:
    op_id = new_id()
    put(asha, op_id, **NGOZI)
    assert someone_else.browser.post(f"/capture/{op_id}/undo").status_code == 404
    assert someone_else.browser.delete(f"/api/v1/captures/{op_id}").status_code == 404
    assert len(people(asha)) == 1


def test_the_text_of_a_code_fills_the_form_and_is_never_followed(asha: Person) -> None:
    card = "MECARD:N:Owen,Sean;TEL:+12125551212;EMAIL:sean@example.org;;"
    text = asha.browser.post("/scan", data={"text": card}).text
    assert 'value="Sean Owen"' in text
    assert 'value="sean@example.org"' in text
    odd = asha.browser.post("/scan", data={"text": "javascript:alert(1)"}).text
    assert 'href="javascript' not in odd


def test_a_shell_for_the_phone_holds_nothing_of_anybody(asha: Person) -> None:
    put(asha, **NGOZI)
    asha.browser.post("/api/v1/events", json={"name": "ACP 2026", "starts_on": "2026-10-14"})
    for path in ("/offline/capture", "/offline/scan", "/offline"):
        text = asha.browser.get(path).text
        for private in (str(asha.id), asha.email, "ACP 2026", NGOZI["name"], "Asha"):
            assert private not in text


def test_the_answer_is_json_that_a_phone_can_check(asha: Person) -> None:
    answer = put(asha, **NGOZI)
    assert answer.headers["Hallway"] == "1"
    assert set(json.loads(answer.data)) == {"op_id", "status", "contact_id", "encounter_id"}


def test_the_answer_names_somebody_known_who_may_be_the_same(asha: Person) -> None:
    known = put(asha, name="Ngozi Adébáyò", detail="twins", email="n@example.org").json
    assert "met_before" not in known
    again = put(asha, name="Ngozi Adebayo", detail="again", email="n@example.org").json
    assert again["met_before"] == {
        "contact_id": known["contact_id"],
        "name": "Ngozi Adébáyò",
        "why": "Same e-mail address",
    }
    met_again = {"contact_id": known["contact_id"], "name": "Ngozi Adébáyò", "detail": "third"}
    assert "met_before" not in put(asha, **met_again).json
