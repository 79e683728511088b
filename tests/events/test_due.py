"""What a rotation asks on which day, on the screen and in the API."""

from typing import Any

from tests.capture.phone import Phone
from tests.conftest import Clock, Person

ROTATION = {
    "name": "Newark rotation",
    "kind": "rotation",
    "starts_on": "2026-10-13",
    "ends_on": "2026-11-09",
    "time_zone": "America/New_York",
}


def make(person: Person, **changes: Any) -> str:
    answer = person.browser.post("/api/v1/events", json={**ROTATION, **changes})
    assert answer.status_code == 201, answer.text
    return str(answer.json["id"])


def asked(person: Person, on: str | None = None) -> list[str]:
    answer = person.browser.get("/api/v1/event-tasks", query_string={"on": on} if on else {})
    return [task["kind"] for task in answer.json["items"]]


def test_each_day_asks_for_what_is_open_by_then(asha: Person) -> None:
    make(asha)
    assert asked(asha, "2026-10-12") == []
    assert asked(asha, "2026-10-14") == ["introduce"]
    assert asked(asha, "2026-10-30") == ["introduce", "feedback"]
    assert asked(asha, "2026-11-09") == ["introduce", "feedback", "letter"]


def test_what_is_long_over_asks_no_more(asha: Person) -> None:
    make(asha)
    assert asked(asha, "2026-11-23") == ["introduce", "feedback", "letter"]
    assert asked(asha, "2026-11-24") == []


def test_a_task_is_done_by_one_tap_and_opened_again_by_another(asha: Person) -> None:
    event_id = make(asha)
    where = f"/plan/events/{event_id}/tasks/introduce"
    assert "Introduce yourself" in asha.browser.get("/follow-ups").text
    done = asha.browser.post(f"{where}/done", data={"next": "/follow-ups"})
    assert done.headers["Location"] == "/follow-ups"
    assert "Introduce yourself" not in asha.browser.get("/follow-ups").text
    assert "Introduce yourself" not in asha.browser.get("/plan").text
    asha.browser.post(f"{where}/done")
    assert "Open it again" in asha.browser.get(f"/plan/events/{event_id}").text
    asha.browser.post(f"{where}/open")
    assert "Introduce yourself" in asha.browser.get("/plan").text


def test_the_queue_shows_what_the_rotation_asks_though_nobody_was_met(asha: Person) -> None:
    make(asha)
    text = asha.browser.get("/follow-ups").text
    assert "Your events ask" in text
    assert "Newark rotation" in text


def test_the_api_settles_a_task_and_tells_of_it(asha: Person) -> None:
    event_id = make(asha)
    where = f"/api/v1/events/{event_id}/tasks"
    assert [task["state"] for task in asha.browser.get(where).json["items"]] == ["open"] * 3
    for _ in range(2):
        answer = asha.browser.put(where, json={"kind": "letter", "state": "skipped"})
        assert (answer.json["kind"], answer.json["state"]) == ("letter", "skipped")
    assert [task["state"] for task in asha.browser.get(where).json["items"]] == [
        "open",
        "open",
        "skipped",
    ]
    assert asha.browser.put(where, json={"kind": "party", "state": "done"}).status_code == 404
    assert asha.browser.put(where, json={"kind": "letter", "state": "lost"}).status_code == 422


def test_the_days_move_with_the_event_and_what_is_done_stays_done(asha: Person) -> None:
    event_id = make(asha)
    where = f"/api/v1/events/{event_id}/tasks"
    asha.browser.put(where, json={"kind": "introduce", "state": "done"})
    later = {"starts_on": "2026-11-02", "ends_on": "2026-11-29"}
    asha.browser.patch(f"/api/v1/events/{event_id}", json=later)
    introduce, feedback, _ = asha.browser.get(where).json["items"]
    assert introduce["state"] == "done"
    assert feedback["due_on"] == "2026-11-22"


def test_a_task_goes_with_its_event(asha: Person) -> None:
    event_id = make(asha)
    asha.browser.put(
        f"/api/v1/events/{event_id}/tasks", json={"kind": "introduce", "state": "done"}
    )
    assert asha.browser.delete(f"/api/v1/events/{event_id}").status_code == 204
    assert asked(asha) == []


def test_a_phone_keeps_the_tasks_and_hears_when_one_is_settled(asha: Person) -> None:
    phone, event_id = Phone(asha), make(asha)
    states = lambda: [task["state"] for task in phone.pull()["event", event_id]["tasks"]]  # noqa: E731
    assert states() == ["open"] * 3
    body = {"kind": "introduce", "state": "done"}
    asha.browser.put(f"/api/v1/events/{event_id}/tasks", json=body)
    assert states() == ["done", "open", "open"]
    asha.browser.put(f"/api/v1/events/{event_id}/tasks", json={**body, "state": "open"})
    assert states() == ["open"] * 3


def test_the_tasks_of_another_owner_are_not_there(asha: Person, someone_else: Person) -> None:
    event_id = make(asha)
    browser, body = someone_else.browser, {"kind": "introduce", "state": "done"}
    assert browser.get(f"/api/v1/events/{event_id}/tasks").status_code == 404
    assert browser.put(f"/api/v1/events/{event_id}/tasks", json=body).status_code == 404
    assert browser.post(f"/plan/events/{event_id}/tasks/introduce/done").status_code == 404
    assert asked(someone_else) == []
    assert asked(asha) == ["introduce"]


def test_the_day_is_the_one_where_the_event_is(asha: Person, clock: Clock) -> None:
    make(asha, starts_on="2026-10-15", ends_on="2026-11-09", time_zone="Pacific/Auckland")
    clock.forward(hours=-2)  # 23:00 of Wednesday there
    assert asked(asha) == []
    clock.forward(hours=2)  # Thursday there, and still Wednesday at home
    assert asked(asha) == ["introduce"]


def tasks_on(phone: Phone, event_id: str) -> dict[str, str]:
    return {task["kind"]: task["state"] for task in phone.pull()["event", event_id]["tasks"]}


def test_a_task_settled_with_no_network_is_settled_once_it_is_back(asha: Person) -> None:
    phone, tablet = Phone(asha), Phone(asha)
    event_id = make(asha)
    tablet.pull()
    op = phone.op("event_task_settled", event_id=event_id, kind="introduce", state="done")
    first, again = phone.send(op), phone.send(op)
    assert [first[0]["status"], again] == ["accepted", first]
    assert tasks_on(tablet, event_id)["introduce"] == "done"
    phone.do("event_task_settled", event_id=event_id, kind="introduce", state="open")
    assert tasks_on(tablet, event_id)["introduce"] == "open"


def test_a_task_that_no_event_of_mine_has_is_refused_by_name(
    asha: Person, someone_else: Person
) -> None:
    phone, stranger = Phone(asha), Phone(someone_else)
    event_id = make(asha)
    phone.pull()
    asked = {"event_id": event_id, "kind": "introduce", "state": "done"}
    odd = phone.do("event_task_settled", **{**asked, "kind": "dance"})
    theirs = stranger.do("event_task_settled", **asked)
    wrong = phone.do("event_task_settled", **{**asked, "state": "perhaps"})
    refused = [(one["status"], one["errors"][0]["field"]) for one in (odd, theirs, wrong)]
    assert refused == [
        ("rejected", "kind"), ("rejected", "event_id"), ("rejected", "fields.state"),
    ]  # fmt: skip
    assert tasks_on(phone, event_id)["introduce"] == "open"
    asha.browser.delete(f"/api/v1/events/{event_id}")
    assert phone.do("event_task_settled", **asked)["status"] == "accepted"
