"""A digest is sent once, whatever is killed and however many machines send."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from tests.conftest import Person, sign_up
from tests.contacts.conftest import get, meet
from tests.ends import Device, Postbox, PushService
from tests.serving import ROOT, database_settings


class Machine:
    """A machine that runs `flask --app wsgi remind` as a process of its own."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> "Machine":
        command = [sys.executable, "-m", "flask", "--app", "wsgi", "remind"]
        self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment)
        return self

    def ends_with(self) -> int:
        assert self.process
        return self.process.wait(60)

    def kill(self) -> None:
        assert self.process
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(60)


@pytest.fixture
def machine(
    database_url: str, postbox: Postbox, service: PushService, tmp_path: Path
) -> Iterator[Machine]:
    made = Machine(
        {
            **{name: text for name, text in os.environ.items() if not name.startswith("HALLWAY_")},
            **database_settings(database_url),
            "HALLWAY_INSTANCE": str(tmp_path),
            "HALLWAY_SMTP_URL": postbox.url,
            "HALLWAY_PUSH_HOSTS": service.host,
        }
    )
    yield made
    if made.process and made.process.poll() is None:
        made.kill()


def at_midday(person: Person, *, by_mail: bool = True) -> None:
    """Let it be about noon where this person is, whenever the test runs, and the digest due."""
    ahead = 12 - datetime.now(UTC).hour
    # In these names east is minus.
    zone = f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"
    said = person.browser.patch("/api/v1/account", json={"time_zone": zone})
    assert said.status_code == 200, said.text
    person.browser.patch("/api/v1/reminders", json={"hour": 10, "by_mail": by_mail})


@pytest.mark.slow
def test_killed_while_the_server_takes_the_letter_it_was_sent_once_and_the_page_says_so(
    asha: Person, machine: Machine, postbox: Postbox
) -> None:
    meet(asha)
    at_midday(asha)
    postbox.on_taken = machine.kill
    machine.start().ends_with()
    postbox.on_taken = lambda: None
    assert machine.start().ends_with() == 0
    assert len(postbox.taken) == 1
    assert get(asha, "/reminders")["last"]["mail"] == "claimed"
    assert "cut off half-way, and may have arrived" in asha.browser.get("/settings/reminders").text


@pytest.mark.usefixtures("remind")
@pytest.mark.slow
def test_killed_between_the_letter_and_the_notification_neither_comes_twice(
    asha: Person, machine: Machine, postbox: Postbox, service: PushService
) -> None:
    meet(asha)
    at_midday(asha)
    device = Device(service)
    subscription = device.subscription()
    listening = asha.browser.post("/api/v1/push-subscriptions", json=subscription)
    assert listening.status_code == 200, listening.text
    service.on_taken = machine.kill
    machine.start().ends_with()
    service.on_taken = lambda: None
    assert machine.start().ends_with() == 0
    assert (len(postbox.taken), len(device.messages())) == (1, 1)
    last = get(asha, "/reminders")["last"]
    assert (last["mail"], last["push"]) == ("sent", "claimed")


@pytest.mark.slow
def test_two_machines_at_once_send_each_person_one(
    app: Flask, machine: Machine, postbox: Postbox
) -> None:
    people = [sign_up(app, f"p{n}@example.org", f"Person {n}") for n in range(5)]
    for person in people:
        meet(person)
        at_midday(person)
    both = [Machine(machine.environment).start() for _ in range(2)]
    assert [one.ends_with() for one in both] == [0, 0]
    assert sorted(one for [one] in postbox.people) == [person.email for person in people]
