"""Follow-ups over the JSON API."""

from typing import Any
from uuid import uuid4

import pytest

from tests.conftest import Clock, Person
from webapp.followups.windows import GROUPS

NGOZI = {
    "name": "Dr. Ngozi Adébáyò",
    "detail": "twin daughters; ran Boston in the rain",
    "captured_at": "2026-10-14T12:00:00Z",
    "place": "Poster 214",
    "email": "ngozi@example.org",
}


def capture(person: Person, **details: Any) -> Any:
    """Take somebody down; gives the contact."""
    sent = {**NGOZI, **details}
    answer = person.browser.put(f"/api/v1/captures/{uuid4()}", json=sent)
    assert answer.status_code == 201, answer.text
    return answer.json


def follow_ups(person: Person, **query: str) -> list[Any]:
    answer = person.browser.get("/api/v1/follow-ups", query_string=query)
    assert answer.status_code == 200, answer.text
    assert answer.json["cursor"] is None
    return list(answer.json["items"])


def owed(person: Person, **details: Any) -> Any:
    """The first follow-up of one capture."""
    capture(person, **details)
    return follow_ups(person)[0]


def test_a_capture_opens_a_follow_up_with_its_letter(asha: Person) -> None:
    item = owed(asha)
    assert item["kind"] == "nice_to_meet_you"
    assert item["contact"]["name"] == "Dr. Ngozi Adébáyò"
    days = ("2026-10-14", "2026-10-17", "2026-10-19")
    assert (item["opens_on"], item["due_on"], item["closes_on"]) == days
    assert (item["state"], item["group"], item["snoozed_until"]) == ("queued", "coming", None)
    assert "ran Boston in the rain" in item["draft"]["body"]
    assert item["draft"]["mailto"].startswith("mailto:ngozi@example.org?subject=")
    assert all(check["ok"] for check in item["draft"]["checks"])
    assert item["next"]
    assert asha.browser.get(f"/api/v1/follow-ups/{item['id']}").json == item


def test_the_letter_is_signed_as_my_card_says(asha: Person) -> None:
    asha.browser.patch("/api/v1/account", json={"school": "St. George’s University"})
    assert (
        "\n\nWith best wishes,\nAsha Rao\nSt. George’s University\n\n"
        in (owed(asha)["draft"]["body"])
    )
    card = {"name": "Dr. Asha Rao", "headline": "Final-year student"}
    made = asha.browser.post("/api/v1/cards", json=card)
    assert made.status_code == 201, made.text
    signed = "\nDr. Asha Rao\nFinal-year student, St. George’s University\n" + made.json["url"]
    assert signed in follow_ups(asha)[0]["draft"]["body"]


def test_the_day_and_the_state_can_be_asked_for(asha: Person) -> None:
    item = owed(asha, promise="the sepsis paper")
    assert item["kind"] == "promise"
    by_day = {
        day: [found["group"] for found in follow_ups(asha, on=day)]
        for day in ("2026-10-14", "2026-10-15", "2026-10-17", "2026-10-20")
    }
    assert list(by_day.values()) == [
        ["coming", "coming"],
        ["due", "coming"],
        ["due", "due"],
        ["late", "late"],
    ]
    asha.browser.post(f"/api/v1/follow-ups/{item['id']}/sent")
    assert [found["id"] for found in follow_ups(asha, state="sent")] == [item["id"]]
    assert item["id"] not in [found["id"] for found in follow_ups(asha, state="queued")]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"on": "tomorrow"}, "on"),
        ({"on": "1697328000"}, "on"),
        ({"on": "2026-02-30"}, "on"),
        ({"on": "0000-01-01"}, "on"),
        ({"on": ""}, "on"),
        ({"state": "late"}, "state"),
        ({"colour": "green"}, "colour"),
    ],
)
def test_a_bad_question_is_refused_by_field(
    asha: Person, query: dict[str, str], field: str
) -> None:
    answer = asha.browser.get("/api/v1/follow-ups", query_string=query)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json["errors"]] == [field]


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_are_days_too(asha: Person, day: str) -> None:
    capture(asha, clicked=True, promise="the paper")
    assert {item["group"] for item in follow_ups(asha, on=day)} <= set(GROUPS)
    assert asha.browser.get("/follow-ups", query_string={"on": day}).status_code == 200


@pytest.mark.parametrize(
    ("verb", "state", "group"), [("sent", "sent", "waiting"), ("skipped", "skipped", "done")]
)
def test_a_repeat_changes_nothing(
    asha: Person, clock: Clock, verb: str, state: str, group: str
) -> None:
    item = owed(asha)
    first = asha.browser.post(f"/api/v1/follow-ups/{item['id']}/{verb}")
    assert first.status_code == 200
    assert (first.json["state"], first.json["group"]) == (state, group)
    clock.forward(days=1)
    again = asha.browser.post(f"/api/v1/follow-ups/{item['id']}/{verb}", json={})
    assert again.json == first.json
    assert "yesterday" in asha.browser.get("/follow-ups").text


def test_it_is_put_off_until_tomorrow_or_a_given_day(asha: Person) -> None:
    item = owed(asha, clicked=True)
    address = f"/api/v1/follow-ups/{item['id']}/snoozed"
    assert item["group"] == "tonight"
    for body in ({}, {"json": {}}, {"json": {"until": None}}):
        answer = asha.browser.post(address, **body)
        assert (answer.json["snoozed_until"], answer.json["group"]) == ("2026-10-15", "coming")
    answer = asha.browser.post(address, json={"until": "2026-10-20"})
    assert answer.json["snoozed_until"] == "2026-10-20"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"until": "2026-10-14"}, "until"),
        ({"until": "2027-10-20"}, "until"),
        ({"until": "next week"}, "until"),
        ({"until": 1791936000}, "until"),
        ({"until": "1791936000"}, "until"),
        ({"until": ["2026-10-15"]}, "until"),
        ({"till": "2026-10-15"}, "till"),
        ([], "body"),
        ("2026-10-15", "body"),
    ],
)
def test_a_bad_day_is_refused_and_changes_nothing(asha: Person, body: Any, field: str) -> None:
    item = owed(asha)
    answer = asha.browser.post(f"/api/v1/follow-ups/{item['id']}/snoozed", json=body)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json["errors"]] == [field]
    assert follow_ups(asha) == [item]


def test_a_body_that_is_not_json_is_refused(asha: Person) -> None:
    address = f"/api/v1/follow-ups/{owed(asha)['id']}/snoozed"
    answer = asha.browser.post(address, data={"until": "2026-10-15"})
    assert answer.status_code == 415
    broken = asha.browser.post(address, data="{", content_type="application/json")
    assert broken.status_code == 422


def test_another_owner_finds_and_changes_nothing(asha: Person, someone_else: Person) -> None:
    item = owed(asha)
    assert follow_ups(someone_else) == []
    address = f"/api/v1/follow-ups/{item['id']}"
    assert someone_else.browser.get(address).status_code == 404
    for verb in ("sent", "skipped", "snoozed"):
        assert someone_else.browser.post(f"{address}/{verb}").status_code == 404
        assert asha.browser.post(f"/api/v1/follow-ups/{uuid4()}/{verb}").status_code == 404
    assert follow_ups(asha) == [item]


def test_a_capture_taken_back_leaves_nothing_owed(asha: Person) -> None:
    op_id = uuid4()
    asha.browser.put(f"/api/v1/captures/{op_id}", json=NGOZI)
    asha.browser.post(f"/capture/{op_id}/undo")
    assert follow_ups(asha) == []


def test_at_an_event_far_from_home_today_is_the_halls(asha: Person, clock: Clock) -> None:
    asha.browser.patch("/api/v1/account", json={"time_zone": "Asia/Kolkata"})
    made = asha.browser.post(
        "/api/v1/events",
        json={
            "name": "ACP",
            "starts_on": "2026-10-13",
            "ends_on": "2026-10-16",
            "time_zone": "America/Los_Angeles",
        },
    )
    # At home Thursday has begun; in the hall it is Wednesday evening.
    clock.forward(hours=12)
    at = clock.now.isoformat()
    assert owed(asha, clicked=True, captured_at=at, event_id=made.json["id"])["group"] == "tonight"
