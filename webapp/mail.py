"""Mail that Hallway itself sends to its own users; never to anybody they met."""

import smtplib
import ssl
from contextlib import suppress
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from urllib.parse import parse_qs, unquote, urlsplit

TIMEOUT = 20
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def letter(to: str, subject: str, body: str, *, base_url: str, sender: str = "") -> EmailMessage:
    """A plain message to a user, from this Hallway or from `sender`."""
    host = urlsplit(base_url).hostname or "localhost"
    message = EmailMessage()
    message["From"] = f"Hallway <{sender or f'hallway@{host}'}>"
    message["To"] = to
    message["Subject"] = subject
    message["Date"] = formatdate()
    message["Message-ID"] = make_msgid(domain=host)
    # Answering machines shall not answer.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(body)
    return message


def sender_of(smtp_url: str) -> str:
    """The address that the configured server sends from: `?from=` in its address, or nothing."""
    return parse_qs(urlsplit(smtp_url).query).get("from", [""])[0]


def send(smtp_url: str, message: EmailMessage) -> None:
    """Hand a message to the configured server; OSError or SMTPException when it does not take it.

    `smtps://` is encrypted from the start. `smtp://` turns encryption on, and goes without it
    only to this very machine.
    """
    parts = urlsplit(smtp_url)
    host = parts.hostname or "localhost"
    server = _connected(parts.scheme, host, parts.port)
    try:
        if parts.scheme == "smtp" and (server.has_extn("starttls") or host not in _LOOPBACK):
            server.starttls(context=ssl.create_default_context())
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.send_message(message)
        # It is taken: what is said at parting changes nothing.
        with suppress(OSError, smtplib.SMTPException):
            server.quit()
    finally:
        server.close()


def _connected(scheme: str, host: str, port: int | None) -> smtplib.SMTP:
    if scheme == "smtps":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(host, port or 465, timeout=TIMEOUT, context=context)
    server = smtplib.SMTP(host, port or 587, timeout=TIMEOUT)
    server.ehlo()
    return server
