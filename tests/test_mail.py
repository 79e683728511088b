"""Mail to a real server of our own."""

import smtplib
from collections.abc import Iterator

import pytest
from aiosmtpd.controller import Controller

from tests.serving import free_port
from webapp.mail import letter, send, sender_of


class Postbox:
    """What the server was handed."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, str]] = []

    async def handle_DATA(self, _server: object, _session: object, envelope: object) -> str:  # noqa: N802
        self.taken.append((envelope.rcpt_tos[0], envelope.content.decode()))  # type: ignore[attr-defined]
        return "250 taken"


@pytest.fixture
def postbox() -> Iterator[tuple[Postbox, str]]:
    box = Postbox()
    port = free_port()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    yield box, f"smtp://127.0.0.1:{port}?from=notes@hallway.example"
    server.stop()


def test_a_letter_arrives_as_written(postbox: tuple[Postbox, str]) -> None:
    box, url = postbox
    base = "https://hallway.example"
    send(
        url, letter("asha@example.org", "Grüße", "Zeile eins", base_url=base, sender=sender_of(url))
    )
    ((to, text),) = box.taken
    assert to == "asha@example.org"
    assert "From: Hallway <notes@hallway.example>" in text
    assert "Auto-Submitted: auto-generated" in text


@pytest.mark.parametrize("trick", ["a@example.org\nBcc: b@example.org", "x\r\n\r\nbody"])
def test_no_line_can_be_smuggled_into_the_head(trick: str) -> None:
    with pytest.raises(ValueError, match="may not contain"):
        letter(trick, "Subject", "Body", base_url="https://hallway.example")
    with pytest.raises(ValueError, match="may not contain"):
        letter("a@example.org", trick, "Body", base_url="https://hallway.example")


def test_nothing_goes_unencrypted_over_the_network(
    postbox: tuple[Postbox, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    box, url = postbox
    monkeypatch.setattr("webapp.mail._LOOPBACK", set())
    with pytest.raises(smtplib.SMTPNotSupportedError):
        send(url, letter("a@example.org", "S", "B", base_url="https://hallway.example"))
    assert box.taken == []
