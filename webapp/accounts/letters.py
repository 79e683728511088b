"""The letters that Hallway writes to its own users about their account, and how they leave."""

import logging
import smtplib
from collections.abc import Callable

from flask import Response, after_this_request, current_app, url_for

from webapp.accounts import mailed
from webapp.accounts.changes import change_email
from webapp.accounts.current import has_proven
from webapp.accounts.model import User
from webapp.config import Config
from webapp.db import db
from webapp.errors import FieldError, Invalid
from webapp.mail import letter, send, sender_of
from webapp.pages import now

log = logging.getLogger("hallway")

_FOOT = "\n\nThis is about your Hallway at {base}. Nobody else was written to.\n"

LETTERS = {
    "password": (
        "A new password for Hallway",
        "Somebody, hopefully you, asked for a new password. Set it here within 30 minutes:\n\n"
        "{link}\n\nIf it was not you, do nothing: the old password stays as it is.",
    ),
    "email": (
        "Confirm this address for Hallway",
        "Somebody, hopefully you, wants to sign in to Hallway with this address. "
        "Confirm it here within 30 minutes:\n\n{link}\n\nIf it was not you, do nothing.",
    ),
    "changed": (
        "Your Hallway account was changed",
        "{what}\n\nIf it was not you, ask for a new password at once: {base}/signin/forgot",
    ),
}


def can_mail() -> bool:
    """Whether this Hallway was told how to send mail."""
    return _settings().smtp_url is not None


def change_or_confirm(user: User, email: str | None) -> bool:
    """Let the user sign in with another address: at once, or by a link mailed to the new one.

    Says whether a letter is on its way. Invalid names `email` when another account has it, and
    where nobody proved lately to be the user.
    """
    if email is None or email.lower() == user.email:
        return False
    if not has_proven():
        words = "is changed under Sign-in and security, once you have shown that it is you."
        raise Invalid(FieldError("email", words))
    if not can_mail():
        change_email(db.session, user, email)
        return False
    token = mailed.issue(db.session, user, "email", email, now())
    link = f"{_settings().base_url}{url_for('security.confirm_email', token=token)}"
    write_to(email, "email", link=link)
    return True


def write_to(email: str, kind: str, **words: str) -> None:
    """Send one of the letters once the answer is out, so that no answer tells by its time."""
    settings = _settings()
    if settings.smtp_url is None:
        return
    subject, body = LETTERS[kind]
    words["base"] = settings.base_url
    text = (body + _FOOT).format(**words)
    sender = sender_of(settings.smtp_url)
    message = letter(email, subject, text, base_url=settings.base_url, sender=sender)
    url = settings.smtp_url
    _afterwards(lambda: send(url, message))


def _afterwards(leave: Callable[[], None]) -> None:
    def try_to_leave() -> None:
        try:
            leave()
        except (OSError, smtplib.SMTPException) as error:
            log.error("mail did not leave: %s", type(error).__name__)

    @after_this_request
    def _(answer: Response) -> Response:
        answer.call_on_close(try_to_leave)
        return answer


def _settings() -> Config:
    settings: Config = current_app.config["HALLWAY"]
    return settings
