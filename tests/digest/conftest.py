"""People who want the digest, and the ends that it is sent to."""

import dataclasses
from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from tests.conftest import Clock, Person
from tests.contacts.conftest import meet
from tests.ends import Postbox, PushService, mail_server, push_service

Remind = Callable[[], None]


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    with mail_server() as box:
        yield box


@pytest.fixture
def service() -> Iterator[PushService]:
    with push_service() as running:
        yield running


@pytest.fixture
def remind(
    app: Flask, postbox: Postbox, service: PushService, monkeypatch: pytest.MonkeyPatch
) -> Remind:
    """Run `flask --app wsgi remind` with these ends; it must end well."""
    settings = dataclasses.replace(
        app.config["HALLWAY"],
        smtp_url=postbox.url,
        push_hosts=(service.host,),
        base_url="https://hallway.example",
    )
    monkeypatch.setitem(app.config, "HALLWAY", settings)

    def run() -> None:
        done = app.test_cli_runner().invoke(args=["remind"])
        assert done.exit_code == 0, done.output

    return run


@pytest.fixture
def early(asha: Person, clock: Clock) -> Person:
    """Asha, who met somebody on Wednesday, and wants a letter at seven; it is Saturday, six."""
    meet(asha, "Ngozi Adébáyò", place="Poster 214")
    asha.browser.patch("/api/v1/reminders", json={"hour": 7, "by_mail": True})
    clock.forward(days=2, hours=18)
    return asha
