"""The morning's digest, to a real mail server and a real push service."""

import json
from base64 import urlsafe_b64decode
from datetime import UTC, datetime

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from flask.testing import FlaskClient

from tests.conftest import Clock, Person
from tests.contacts.conftest import get, meet
from tests.digest.conftest import Remind
from tests.ends import Device, Postbox, PushService


def last(person: Person) -> dict[str, object]:
    told: dict[str, object] = get(person, "/reminders")["last"]
    return told


def test_the_letter_comes_at_the_hour_with_the_person_the_detail_and_the_last_day(
    early: Person, remind: Remind, postbox: Postbox, clock: Clock
) -> None:
    remind()
    assert postbox.taken == []
    clock.forward(hours=1)
    remind()
    (letter,) = postbox.letters
    assert letter["To"] == "asha@example.org"
    assert letter["Subject"] == "One person to write to today"
    text = letter.get_content()
    for part in ("Ngozi Adébáyò", "twin daughters", "Poster 214", "Window closes on Monday 19"):
        assert part in text
    assert "https://hallway.example/follow-ups/" in text
    assert last(early) == {"on": "2026-10-17", "people": 1, "mail": "sent", "push": ""}


def test_run_twice_it_is_sent_once_and_the_next_day_again(
    early: Person, remind: Remind, postbox: Postbox, clock: Clock
) -> None:
    clock.forward(hours=1)
    remind()
    remind()
    clock.forward(hours=2)
    remind()
    assert len(postbox.taken) == 1
    clock.forward(days=1)
    remind()
    assert len(postbox.taken) == 2


def test_nothing_comes_on_a_day_that_asks_nothing(
    asha: Person, remind: Remind, postbox: Postbox, clock: Clock
) -> None:
    meet(asha)
    asha.browser.patch("/api/v1/reminders", json={"hour": 7, "by_mail": True})
    clock.forward(hours=19)
    remind()
    assert postbox.taken == []
    assert last(asha) is None


def test_what_an_event_asks_comes_on_its_first_and_on_its_last_day(
    asha: Person, remind: Remind, postbox: Postbox, clock: Clock
) -> None:
    event = {
        "name": "Newark rotation", "kind": "rotation", "time_zone": "Asia/Kolkata",
        "starts_on": "2026-10-19", "ends_on": "2026-11-15",
    }  # fmt: skip
    made = asha.browser.post("/api/v1/events", json=event).json
    asha.browser.patch("/api/v1/reminders", json={"hour": 7, "by_mail": True})
    subjects = []
    for day in range(18, 23):
        clock.now = datetime(2026, 10, day, 2, 30, tzinfo=UTC)
        remind()
        subjects.append([str(letter["Subject"]) for letter in postbox.letters])
        postbox.taken.clear()
    introduce = ["Introduce yourself to everyone on the team"]
    assert subjects == [[], introduce, introduce, [], []]
    clock.now = datetime(2026, 11, 2, 2, 30, tzinfo=UTC)
    meet(asha, "Ngozi Adébáyò")
    asha.browser.post(f"/plan/events/{made['id']}/tasks/introduce/done")
    clock.now = datetime(2026, 11, 8, 2, 30, tzinfo=UTC)
    remind()
    (letter,) = postbox.letters
    assert letter["Subject"] == "One person to write to today"
    text = letter.get_content()
    for part in ("Ngozi Adébáyò", "Ask for a talk", "Newark rotation", "By Sunday 8."):
        assert part in text
    assert "Introduce yourself" not in text


def test_nothing_comes_to_whoever_did_not_ask_nor_long_after_the_hour(
    early: Person, someone_else: Person, remind: Remind, postbox: Postbox, clock: Clock
) -> None:
    meet(someone_else)
    clock.forward(hours=7)
    remind()
    assert postbox.taken == []


def test_the_hour_is_the_owners_and_the_nights_of_the_clock_change_bring_one_letter(
    asha: Person, remind: Remind, postbox: Postbox, clock: Clock
) -> None:
    meet(asha)
    asha.browser.patch("/api/v1/account", json={"time_zone": "America/New_York"})
    asha.browser.patch("/api/v1/reminders", json={"hour": 1, "by_mail": True})
    # One o'clock comes twice in the night of 1 November 2026 in New York.
    for hour, sent in ((4, 0), (5, 1), (6, 1)):
        clock.now = datetime(2026, 11, 1, hour, 30, tzinfo=UTC)
        remind()
        assert len(postbox.taken) == sent
    # Two o'clock does not come at all in the night of 14 March 2027.
    asha.browser.patch("/api/v1/reminders", json={"hour": 2})
    clock.now = datetime(2027, 3, 14, 6, 59, tzinfo=UTC)
    remind()
    assert len(postbox.taken) == 1
    clock.now = datetime(2027, 3, 14, 7, 0, tzinfo=UTC)
    remind()
    assert len(postbox.taken) == 2


def test_a_server_that_refuses_is_asked_again_and_then_the_letter_comes_once(
    early: Person, remind: Remind, postbox: Postbox, clock: Clock
) -> None:
    clock.forward(hours=1)
    postbox.says = "451 later"
    remind()
    assert last(early)["mail"] == "failed"
    postbox.says = "250 taken"
    remind()
    remind()
    assert len(postbox.taken) == 1
    assert last(early)["mail"] == "sent"


def test_the_letter_can_be_turned_off_by_the_mail_program_and_by_the_person(
    early: Person, remind: Remind, postbox: Postbox, clock: Clock, client: FlaskClient
) -> None:
    clock.forward(hours=1)
    remind()
    (letter,) = postbox.letters
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = str(letter["List-Unsubscribe"]).strip("<>")
    path = address.removeprefix("https://hallway.example")
    assert address in letter.get_content().replace("\n", "")
    # Programs that read mail ahead follow its links.
    assert "Turn them off" in client.get(path).text
    assert get(early, "/reminders")["by_mail"] is True
    # A mail program is no browser: it brings neither a cookie nor where it comes from.
    mail_program = FlaskClient(client.application, use_cookies=False)
    one_click = {"List-Unsubscribe": "One-Click"}
    assert mail_program.post(path, data=one_click).status_code == 200
    assert get(early, "/reminders")["by_mail"] is False
    clock.forward(days=1)
    remind()
    assert len(postbox.taken) == 1
    # The last letter of a signature has bits that say nothing, so the one before it is changed.
    changed = "B" if path[-2] == "A" else "A"
    for wrong in (f"{path[:-2]}{changed}{path[-1]}", path.rpartition("/")[0] + "/x"):
        assert client.get(wrong).status_code == 404


def test_a_device_reads_it_and_nobody_between(
    early: Person, remind: Remind, service: PushService, clock: Clock
) -> None:
    phone, desk = Device(service), Device(service)
    for device in (phone, desk):
        made = early.browser.post("/api/v1/push-subscriptions", json=device.subscription())
        assert made.status_code == 200, made.text
    clock.forward(hours=1)
    remind()
    remind()
    for device in (phone, desk):
        (message,) = device.messages()
        shown = json.loads(message)
        assert shown["title"] == "One person to write to today"
        assert shown["body"] == "Ngozi Adébáyò"
        assert shown["url"].startswith("/follow-ups/")
    assert all(b"Ngozi" not in body for _, _, body in service.taken)
    assert last(early)["push"] == "sent"


def test_the_push_service_learns_who_sends_and_can_check_it(
    early: Person, remind: Remind, service: PushService, clock: Clock
) -> None:
    early.browser.post("/api/v1/push-subscriptions", json=Device(service).subscription())
    clock.forward(hours=1)
    remind()
    ((_, headers, _),) = service.taken
    token, key = headers["authorization"].removeprefix("vapid t=").split(", k=")
    assert key == get(early, "/reminders")["push_key"]
    point = urlsafe_b64decode(key + "==")
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    said = jwt.decode(token, public, algorithms=["ES256"], audience="http://127.0.0.1")
    assert said["sub"] == "mailto:hallway@hallway.example"
    assert int(headers["ttl"]) > 0


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_forgotten(
    early: Person, remind: Remind, service: PushService, clock: Clock, status: int
) -> None:
    early.browser.post("/api/v1/push-subscriptions", json=Device(service).subscription())
    service.status = status
    clock.forward(hours=1)
    remind()
    assert get(early, "/reminders")["devices"] == []


def test_a_push_service_that_sends_elsewhere_is_not_followed_but_asked_again(
    early: Person, remind: Remind, service: PushService, clock: Clock
) -> None:
    device = Device(service)
    early.browser.post("/api/v1/push-subscriptions", json=device.subscription())
    service.status = 307
    clock.forward(hours=1)
    remind()
    assert service.taken == []
    assert last(early)["push"] == "failed"
    service.status = 201
    remind()
    remind()
    assert len(device.messages()) == 1
