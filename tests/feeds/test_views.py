"""The calendar feed: secret, revocable, and true."""

import re
from datetime import date
from html import unescape
from typing import Any

import icalendar
from flask.testing import FlaskClient

from tests.conftest import Clock, Person
from tests.contacts.conftest import add_event, get, meet
from tests.formats.test_calendar import read_by_ical_js


def make_address(person: Person) -> str:
    """Press the button; gives the path of the feed."""
    assert person.browser.post("/settings/reminders/calendar").status_code == 303
    page = unescape(person.browser.get("/settings/reminders").text)
    found = re.search(r'value="http://localhost(/feeds/[^"]+\.ics)"', page)
    assert found
    return found[1]


def entries(client: FlaskClient, path: str) -> list[Any]:
    """Every entry; two foreign readers must find the same."""
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.content_type == "text/calendar; charset=utf-8"
    found = list(icalendar.Calendar.from_ical(answer.data).walk("VEVENT"))
    theirs = read_by_ical_js(answer.data)
    assert [(one["summary"], one["description"], one["start"]) for one in theirs] == [
        (str(one["summary"]), str(one["description"]), one.decoded("dtstart").isoformat())
        for one in found
    ]
    return found


def events(client: FlaskClient, path: str) -> list[Any]:
    """The follow-ups."""
    found = entries(client, path)
    return [one for one in found if one["uid"].endswith("@follow-ups.hallway")]


def tasks(client: FlaskClient, path: str) -> dict[str, date]:
    """What the events ask, and when."""
    found = entries(client, path)
    return {
        str(one["summary"]): one.decoded("dtstart")
        for one in found
        if one["uid"].endswith("@event-tasks.hallway")
    }


def first_follow_up(person: Person, contact: str) -> str:
    (first, *_) = get(person, f"/contacts/{contact}")["follow_ups"]
    return str(first["id"])


def test_each_person_stands_on_the_day_that_is_due(asha: Person, client: FlaskClient) -> None:
    contact = meet(asha, event_id=add_event(asha), place="Poster 214")
    (event,) = events(client, make_address(asha))
    assert event["summary"] == "Write to Ngozi Adébáyò"
    assert event.decoded("dtstart") == date(2026, 10, 17)
    for part in ("twin daughters", "Poster 214, ACP", "Last day: Monday 19 October"):
        assert part in event["description"]
    assert event["url"] == f"http://localhost/follow-ups/{first_follow_up(asha, contact)}"


def test_one_person_is_there_once_with_the_next_thing(asha: Person, client: FlaskClient) -> None:
    meet(asha, promise="the sepsis paper")
    (event,) = events(client, make_address(asha))
    assert event["summary"] == "Write to Ngozi Adébáyò (promise)"


def test_what_is_done_leaves_and_what_is_put_off_moves(asha: Person, client: FlaskClient) -> None:
    sent, later = (first_follow_up(asha, meet(asha, name)) for name in ("Marcus", "Ngozi"))
    path = make_address(asha)
    before = {str(event["uid"]): event["sequence"] for event in events(client, path)}
    asha.browser.post(f"/api/v1/follow-ups/{sent}/sent")
    asha.browser.post(f"/api/v1/follow-ups/{later}/snoozed", json={"until": "2026-10-30"})
    reminder, event = sorted(events(client, path), key=lambda one: one.decoded("dtstart"))
    assert event.decoded("dtstart") == date(2026, 10, 30)
    assert event["sequence"] > before[event["uid"]]
    assert f"{sent}@follow-ups.hallway" not in {reminder["uid"], event["uid"]}
    assert reminder["summary"] == "Write to Marcus (reminder)"


ROTATION = {"kind": "rotation", "starts_on": "2026-10-12", "ends_on": "2026-11-06"}
INTRODUCE = "Introduce yourself to everyone on the team"
FEEDBACK = "Ask for a talk about how you are doing"
LETTER = "Ask for the letter, if the feedback was good"


def test_a_rotation_asks_on_its_days(asha: Person, client: FlaskClient) -> None:
    rotation = add_event(asha, "Newark rotation", **ROTATION)
    path = make_address(asha)
    assert tasks(client, path) == {
        INTRODUCE: date(2026, 10, 13),
        FEEDBACK: date(2026, 10, 30),
        LETTER: date(2026, 11, 6),
    }
    first = entries(client, path)[0]
    assert "Newark rotation" in first["description"]
    assert first["url"] == f"http://localhost/plan/events/{rotation}"


def test_what_is_settled_or_long_over_leaves_the_calendar(
    asha: Person, client: FlaskClient, clock: Clock
) -> None:
    rotation = add_event(asha, "Newark rotation", **ROTATION)
    path, settle = make_address(asha), f"/api/v1/events/{rotation}/tasks"
    for kind, state in (("introduce", "done"), ("feedback", "skipped")):
        asha.browser.put(settle, json={"kind": kind, "state": state})
    assert list(tasks(client, path)) == [LETTER]
    clock.forward(days=60)
    assert tasks(client, path) == {}


def test_an_event_that_moves_moves_what_it_asks(asha: Person, client: FlaskClient) -> None:
    rotation = add_event(asha, "Newark rotation", **ROTATION)
    path = make_address(asha)
    before = {str(one["uid"]): one["sequence"] for one in entries(client, path)}
    tag = client.get(path).headers["ETag"]
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
    asha.browser.patch(f"/api/v1/events/{rotation}", json={"ends_on": "2026-11-13"})
    assert tasks(client, path)[FEEDBACK] == date(2026, 11, 6)
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 200
    after = {str(one["uid"]): one["sequence"] for one in entries(client, path)}
    assert after.keys() == before.keys()
    assert all(after[uid] > before[uid] for uid in before)


def test_nothing_new_is_answered_by_304(asha: Person, client: FlaskClient, clock: Clock) -> None:
    meet(asha)
    path = make_address(asha)
    tag = client.get(path).headers["ETag"]
    clock.forward(hours=4)
    again = client.get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    meet(asha, "Marcus")
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 200


def test_a_new_address_ends_the_old_one_and_turning_it_off_ends_it_too(
    asha: Person, client: FlaskClient
) -> None:
    old = make_address(asha)
    new = make_address(asha)
    assert (client.get(old).status_code, client.get(new).status_code) == (404, 200)
    asha.browser.post("/settings/reminders/calendar/end")
    assert client.get(new).status_code == 404
    assert "Make the address" in asha.browser.get("/settings/reminders").text


def test_an_address_shows_its_owners_people_alone(
    asha: Person, someone_else: Person, client: FlaskClient
) -> None:
    meet(asha)
    meet(someone_else, "Nobody of Asha's")
    assert [event["summary"] for event in events(client, make_address(asha))] == [
        "Write to Ngozi Adébáyò"
    ]


def test_the_address_cannot_be_guessed_and_is_kept_out_of_caches_and_searches(
    asha: Person, client: FlaskClient
) -> None:
    path = make_address(asha)
    assert len(path.split("/")[2]) >= 43
    headers = client.get(path).headers
    assert headers["Cache-Control"] == "private, no-cache"
    assert headers["X-Robots-Tag"] == "noindex"


def test_the_page_needs_a_sign_in(client: FlaskClient) -> None:
    for path in ("/settings/reminders/calendar", "/settings/reminders/calendar/end"):
        assert client.post(path, headers={"Sec-Fetch-Site": "same-origin"}).location.startswith(
            "/signin"
        )


def test_guessing_addresses_ends_and_the_right_one_still_works(
    asha: Person, client: FlaskClient
) -> None:
    path = make_address(asha)
    answers = [client.get(f"/feeds/{n}/follow-ups.ics").status_code for n in range(120)]
    assert answers[0] == 404
    assert answers[-1] == 429
    assert client.get(path).status_code == 200
