"""Events on the screen and in the API."""

from typing import Any

import pytest

from tests.conftest import Clock, Person
from tests.contacts.conftest import meet
from webapp.events.views import PARTS

ACP = {
    "name": "ACP Internal Medicine Meeting",
    "kind": "conference",
    "starts_on": "2026-10-13",
    "ends_on": "2026-10-16",
    "time_zone": "America/Los_Angeles",
    "place": "San Francisco",
    "role": "presenter",
}


def make(person: Person, **changes: Any) -> Any:
    answer = person.browser.post("/api/v1/events", json={**ACP, **changes})
    assert answer.status_code == 201, answer.text
    return answer.json


def test_an_event_is_given_back_as_it_was_made(asha: Person) -> None:
    made = make(asha)
    assert {name: made[name] for name in ACP} == ACP
    assert asha.browser.get(f"/api/v1/events/{made['id']}").json == made
    assert asha.browser.get("/api/v1/events").json == {"items": [made], "cursor": None}


def test_a_missing_last_day_is_the_first_and_a_missing_zone_the_owners(asha: Person) -> None:
    answer = asha.browser.post("/api/v1/events", json={"name": "Call", "starts_on": "2026-10-20"})
    assert answer.json["ends_on"] == "2026-10-20"
    assert answer.json["time_zone"] == "UTC"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"kind": "party"}, "kind"),
        ({"starts_on": "2026-02-30"}, "starts_on"),
        ({"starts_on": 5.5}, "starts_on"),
        ({"ends_on": "2026-10-12"}, "body"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"role": None}, "role"),
        ({"colour": "green"}, "colour"),
    ],
)
def test_a_bad_event_is_refused_by_field(asha: Person, changes: dict[str, Any], field: str) -> None:
    answer = asha.browser.post("/api/v1/events", json={**ACP, **changes})
    assert answer.status_code == 422
    assert field in [error["field"] for error in answer.json["errors"]]
    assert asha.browser.get("/api/v1/events").json["items"] == []


def test_an_event_never_ends_before_it_starts(asha: Person) -> None:
    made = make(asha)
    answer = asha.browser.patch(f"/api/v1/events/{made['id']}", json={"ends_on": "2026-10-01"})
    assert answer.json["errors"][0]["field"] == "ends_on"
    assert asha.browser.get(f"/api/v1/events/{made['id']}").json == made
    wrong = {**ACP, "starts_on": "2026-10-14", "ends_on": "2026-10-13"}
    assert asha.browser.post("/api/v1/events", json=wrong).status_code == 422
    page = asha.browser.post("/plan/events/new", data=wrong)
    assert page.status_code == 422
    assert "The last day is before the first." in page.text
    assert asha.browser.get("/api/v1/events").json["items"] == [made]


def test_deleting_an_event_keeps_the_people(asha: Person) -> None:
    made = make(asha)
    capture = {"name": "Ngozi", "detail": "twin daughters", "event_id": made["id"]}
    taken = asha.browser.put("/api/v1/captures/01a2066e-4247-7089-a03e-bc1e4330f853", json=capture)
    assert taken.status_code == 201
    assert asha.browser.delete(f"/api/v1/events/{made['id']}").status_code == 204
    people = asha.browser.get("/api/v1/contacts").json["items"]
    assert people[0]["encounters"][0]["event_id"] is None


def test_an_event_belongs_to_a_program_until_either_goes(
    asha: Person, someone_else: Person
) -> None:
    mine, theirs = (
        person.browser.post("/api/v1/programs", json={"name": "Mercy"}).json["id"]
        for person in (asha, someone_else)
    )
    made = make(asha, program_id=mine)
    where = f"/plan/events/{made['id']}/edit"
    assert f'value="{mine}" selected' in asha.browser.get(where).text
    refused = asha.browser.post(where, data={**ACP, "program_id": theirs})
    assert refused.status_code == 422
    asha.browser.post(where, data={**ACP, "program_id": ""})
    assert asha.browser.get(f"/api/v1/events/{made['id']}").json["program_id"] is None
    asha.browser.patch(f"/api/v1/events/{made['id']}", json={"program_id": mine})
    asha.browser.delete(f"/api/v1/programs/{mine}")
    assert asha.browser.get(f"/api/v1/events/{made['id']}").json["program_id"] is None


def test_another_owners_event_is_not_there(asha: Person, someone_else: Person) -> None:
    event_id = make(asha)["id"]
    browser = someone_else.browser
    assert browser.get(f"/api/v1/events/{event_id}").status_code == 404
    assert browser.patch(f"/api/v1/events/{event_id}", json={"name": "Mine"}).status_code == 404
    assert browser.delete(f"/api/v1/events/{event_id}").status_code == 404
    assert browser.get(f"/plan/events/{event_id}").status_code == 404
    assert browser.get(f"/plan/events/{event_id}/edit").status_code == 404
    assert browser.post(f"/plan/events/{event_id}/edit", data=ACP).status_code == 404
    assert browser.post(f"/plan/events/{event_id}/delete").status_code == 404
    assert asha.browser.get(f"/api/v1/events/{event_id}").json["name"] == ACP["name"]


def test_the_plan_shows_what_is_on_before_what_is_over(asha: Person, clock: Clock) -> None:
    make(asha, name="On now")
    make(asha, name="Long ago", starts_on="2026-01-05", ends_on="2026-01-06")
    text = asha.browser.get("/plan").text
    assert text.index("On now") < text.index("Over") < text.index("Long ago")


def test_the_form_makes_and_changes_an_event(asha: Person) -> None:
    made = asha.browser.post("/plan/events/new", data=ACP)
    assert made.status_code == 303
    where = made.headers["Location"]
    assert "San Francisco" in asha.browser.get(where).text
    changed = asha.browser.post(f"{where}/edit", data={**ACP, "place": "", "ends_on": ""})
    assert changed.status_code == 303
    text = asha.browser.get(where).text
    assert "San Francisco" not in text
    assert "Tuesday 13 October" in text
    assert "16 October" not in text


def test_a_wrong_form_comes_back_with_what_was_typed(asha: Person) -> None:
    answer = asha.browser.post("/plan/events/new", data={**ACP, "starts_on": "soon"})
    assert answer.status_code == 422
    assert ACP["name"] in answer.text
    assert "is not a date" in answer.text


def test_a_part_of_the_plan_has_a_link_once_a_room_answers_for_it(asha: Person) -> None:
    addresses = asha.browser.application.url_map.bind("")
    for words, path in PARTS:
        is_linked = f'<a href="{path}"' in asha.browser.get("/plan").text.split("places")[0]
        built = [part for part in PARTS if addresses.test(part[1], "GET")]
        assert is_linked == ((words, path) in built and len(built) > 1)


def owed_to(person: Person, contact: str) -> dict[str, tuple[str, str]]:
    """When each open follow-up to somebody is due and closes, by its kind."""
    rows = person.browser.get(f"/api/v1/contacts/{contact}").json["follow_ups"]
    return {
        row["kind"]: (row["due_on"], row["closes_on"]) for row in rows if row["state"] == "queued"
    }


def meet_on_monday(person: Person, event_id: str) -> str:
    """Somebody met at two in the night of the twelfth in London, still the eleventh over there."""
    captured_at = "2026-10-12T01:00:00Z"
    return meet(person, captured_at=captured_at, event_id=event_id)


def test_a_corrected_time_zone_moves_the_days_of_the_meetings_there(asha: Person) -> None:
    made = make(asha, time_zone="Europe/London", starts_on="2026-10-10", ends_on="2026-10-11")
    contact = meet_on_monday(asha, made["id"])
    path = f"/plan/events/{made['id']}/edit"
    asha.browser.post(path, data={**ACP, "starts_on": "2026-10-10", "ends_on": "2026-10-11"})
    assert owed_to(asha, contact) == {"nice_to_meet_you": ("2026-10-14", "2026-10-16")}
    [met] = asha.browser.get(f"/api/v1/contacts/{contact}").json["encounters"]
    assert met["time_zone"] == "America/Los_Angeles"


def test_the_third_day_is_due_however_long_the_event_is(asha: Person) -> None:
    made = make(asha, time_zone="UTC", starts_on="2026-10-10", ends_on="2026-10-11")
    contact = meet_on_monday(asha, made["id"])
    asha.browser.patch(f"/api/v1/events/{made['id']}", json={"ends_on": "2026-10-14"})
    assert owed_to(asha, contact) == {"nice_to_meet_you": ("2026-10-15", "2026-10-17")}


def test_a_letter_that_went_out_stays_as_it_was(asha: Person) -> None:
    made = make(asha, time_zone="Europe/London", ends_on="2026-10-13")
    contact = meet_on_monday(asha, made["id"])
    [row] = asha.browser.get(f"/api/v1/contacts/{contact}").json["follow_ups"]
    asha.browser.post(f"/api/v1/follow-ups/{row['id']}/sent")
    asha.browser.patch(f"/api/v1/events/{made['id']}", json={"time_zone": "America/Los_Angeles"})
    rows = asha.browser.get(f"/api/v1/contacts/{contact}").json["follow_ups"]
    assert ("sent", row["due_on"]) in [(one["state"], one["due_on"]) for one in rows]


def test_what_turns_out_a_call_asks_for_thanks(asha: Person) -> None:
    made = make(asha, time_zone="UTC")
    contact = meet_on_monday(asha, made["id"])
    asha.browser.patch(f"/api/v1/events/{made['id']}", json={"kind": "call"})
    assert owed_to(asha, contact) == {"thank_you": ("2026-10-12", "2026-10-13")}


def test_the_introducer_is_written_to_by_the_clock_of_the_event(asha: Person) -> None:
    made = make(asha, time_zone="Europe/London", starts_on="2026-10-10", ends_on="2026-10-11")
    introducer = meet(asha, "Marcus")
    at = {"captured_at": "2026-10-12T01:00:00Z", "event_id": made["id"]}
    meet(asha, "Lena", introduced_by=introducer, **at)
    assert owed_to(asha, introducer)["introduction_made"] == ("2026-10-14", "2026-10-19")
    asha.browser.patch(f"/api/v1/events/{made['id']}", json={"time_zone": "America/Los_Angeles"})
    assert owed_to(asha, introducer)["introduction_made"] == ("2026-10-13", "2026-10-18")
