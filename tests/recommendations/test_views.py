"""Letters of recommendation: on the plan's third page and over the API."""

from typing import Any

import pytest

from tests.conftest import Person
from tests.contacts.conftest import meet


def plan(person: Person, **details: Any) -> Any:
    details.setdefault("contact_id", meet(person, "Dr. Robert Klein"))
    answer = person.browser.post("/api/v1/letters", json=details)
    assert answer.status_code == 201, answer.text
    return answer.json


def change(person: Person, letter: Any, **changes: Any) -> Any:
    answer = person.browser.patch(f"/api/v1/letters/{letter['id']}", json=changes)
    assert answer.status_code == 200, answer.text
    return answer.json


def owed(person: Person, letter: Any) -> list[str]:
    items = person.browser.get("/api/v1/follow-ups", query_string={"state": "queued"}).json["items"]
    return [one["kind"] for one in items if one["letter_id"] == letter["id"]]


def test_a_letter_is_planned_back_from_the_opening_day(asha: Person) -> None:
    asha.browser.patch("/api/v1/account", json={"applications_open_on": "2027-09-01"})
    letter = plan(asha)
    assert letter["state"] == "to_ask"
    assert (letter["ask_from"], letter["ask_until"]) == ("2027-06-01", "2027-07-01")
    assert letter["needed_by"] == "2027-09-01"
    assert letter["packet_missing"] == ["cv", "statement", "application_id", "bullet_points"]
    assert owed(asha, letter) == ["letter_request"]
    assert asha.browser.get("/api/v1/letters").json["items"] == [letter]
    page = asha.browser.get("/plan/letters").text
    assert "Dr. Robert Klein" in page
    assert "1 Jun 2027" in page


def test_its_way_is_noted_with_its_days(asha: Person) -> None:
    letter = plan(asha)
    assert change(asha, letter, state="asked")["asked_on"] == "2026-10-14"
    assert owed(asha, letter) == ["reminder"]
    assert change(asha, letter, state="promised")["answered_on"] == "2026-10-14"
    assert change(asha, letter, state="received")["received_on"] == "2026-10-14"
    assert owed(asha, letter) == ["thank_you"]
    letter = change(asha, letter, outcome="I matched at Mercy Newark")
    assert owed(asha, letter) == ["thank_you", "news"]
    items = asha.browser.get("/api/v1/follow-ups").json["items"]
    [news] = [one for one in items if one["kind"] == "news"]
    assert "I matched at Mercy Newark" in news["draft"]["body"]


def test_a_letter_that_came_is_an_act_of_theirs(asha: Person) -> None:
    letter = plan(asha)
    change(asha, letter, state="received")
    contact_id = letter["contact"]["id"]
    told = asha.browser.get(f"/api/v1/contacts/{contact_id}/relation").json
    assert [act["kind"] for act in told["acts"]] == ["letter"]
    assert told["proposed_stage"]["stage"] == "sponsor"


def test_the_request_that_was_sent_is_noted(asha: Person) -> None:
    letter = plan(asha)
    items = asha.browser.get("/api/v1/follow-ups").json["items"]
    [ask] = [one for one in items if one["kind"] == "letter_request"]
    assert "strong letter of recommendation" in ask["draft"]["body"]
    asha.browser.post(f"/api/v1/follow-ups/{ask['id']}/sent")
    told = asha.browser.get(f"/api/v1/letters/{letter['id']}").json
    assert (told["state"], told["asked_on"]) == ("asked", "2026-10-14")
    asha.browser.post(f"/api/v1/follow-ups/{ask['id']}/reopened")
    told = asha.browser.get(f"/api/v1/letters/{letter['id']}").json
    assert (told["state"], told["asked_on"]) == ("to_ask", None)


@pytest.mark.parametrize(
    ("kind", "warns"), [(None, True), ("advice", True), ("supervision", False), ("review", False)]
)
def test_a_writer_who_saw_nothing_of_my_work_is_warned_of(
    asha: Person, kind: str | None, warns: bool
) -> None:
    klein = meet(asha, "Dr. Robert Klein")
    if kind:
        act = {"kind": kind, "what": "six weeks on 4 West"}
        asha.browser.post(f"/api/v1/contacts/{klein}/acts", json=act)
    letter = plan(asha, contact_id=klein)
    assert bool(letter["warning"]) is warns
    page = asha.browser.get(f"/plan/letters/{letter['id']}").text
    assert ("lukewarm" in page) is warns


def test_one_person_writes_one_letter_at_a_time(asha: Person) -> None:
    letter = plan(asha)
    again = {"contact_id": letter["contact"]["id"]}
    answer = asha.browser.post("/api/v1/letters", json=again)
    assert answer.status_code == 422
    assert answer.json["errors"][0]["field"] == "contact_id"
    change(asha, letter, state="declined")
    assert asha.browser.post("/api/v1/letters", json=again).status_code == 201


def test_the_page_ticks_and_unticks_the_packet(asha: Person) -> None:
    letter = plan(asha)
    path = f"/plan/letters/{letter['id']}"
    asha.browser.post(path, data={"ticks": "1", "packet": ["statement", "cv"], "note": "kind"})
    told = asha.browser.get(f"/api/v1/letters/{letter['id']}").json
    assert (told["packet"], told["note"]) == (["cv", "statement"], "kind")
    asha.browser.post(path, data={"ticks": "1", "note": ""})
    told = asha.browser.get(f"/api/v1/letters/{letter['id']}").json
    assert (told["packet"], told["note"]) == ([], "")


def test_a_bad_day_is_named_and_what_was_typed_stays(asha: Person) -> None:
    letter = plan(asha)
    form = {"ticks": "1", "note": "kept", "needed_by": "soon"}
    answer = asha.browser.post(f"/plan/letters/{letter['id']}", data=form)
    assert answer.status_code == 422
    assert "is not a date" in answer.text
    assert "kept" in answer.text


def test_planning_on_the_page_leads_to_the_letter(asha: Person) -> None:
    klein = meet(asha, "Dr. Robert Klein")
    form = {"contact_id": klein}
    page = asha.browser.post("/plan/letters/new", data=form, follow_redirects=True)
    assert "Write the request" in page.text


def test_one_off_the_plan_takes_its_follow_ups_along(asha: Person) -> None:
    letter = plan(asha)
    assert asha.browser.delete(f"/api/v1/letters/{letter['id']}").status_code == 204
    assert owed(asha, letter) == []
    assert asha.browser.get(f"/api/v1/letters/{letter['id']}").status_code == 404


def test_another_owner_gets_404(asha: Person, someone_else: Person) -> None:
    letter = plan(asha)
    for method in ("GET", "PATCH", "DELETE"):
        path = f"/api/v1/letters/{letter['id']}"
        assert someone_else.browser.open(path, method=method, json={}).status_code == 404
    assert someone_else.browser.get(f"/plan/letters/{letter['id']}").status_code == 404
    other = {"contact_id": letter["contact"]["id"]}
    assert someone_else.browser.post("/api/v1/letters", json=other).status_code == 422
