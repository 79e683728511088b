"""A postbox of the test's own, and links as they stand in letters."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import partialmethod

import pytest
from aiosmtpd.controller import Controller
from flask import Flask

from tests.conftest import Browser, settings
from tests.serving import free_port


class Postbox:
    """What a real mail server was handed."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []

    async def handle_DATA(self, _server: object, _session: object, envelope: object) -> str:  # noqa: N802
        content = envelope.content  # type: ignore[attr-defined]
        self.letters.append(message_from_bytes(content, policy=policy.default))  # type: ignore[arg-type]
        return "250 taken"

    def to(self, address: str) -> list[str]:
        """The texts of the letters to this address, the oldest first."""
        return [one.get_content() for one in self.letters if one["To"] == address]

    def link(self, address: str) -> str:
        """The path of the link in the newest letter to this address."""
        return re.findall(r"https?://[^/\s]+(/\S+)", self.to(address)[-1])[0]


@pytest.fixture
def postbox(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Postbox]:
    """Let the application send its mail to a server of ours.

    Mail leaves when the server closes the answer, which a buffered client does at once.
    """
    monkeypatch.setattr(Browser, "open", partialmethod(Browser.open, buffered=True))
    box, port = Postbox(), free_port()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    before = app.config["HALLWAY"]
    app.config["HALLWAY"] = settings(
        before.database_url, before.instance, smtp_url=f"smtp://127.0.0.1:{port}"
    )
    yield box
    app.config["HALLWAY"] = before
    server.stop()
