"""`flask --app wsgi remind`: this morning's digests, to those who want them."""

import json
import logging
import smtplib
import socket
import sys
from datetime import datetime
from uuid import UUID

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from webapp.accounts.model import User
from webapp.config import Config
from webapp.db import db
from webapp.digest import words
from webapp.digest.choice import wanting
from webapp.digest.day import Morning, claim, settle
from webapp.digest.model import subscriptions_of
from webapp.digest.off import off_token
from webapp.digest.push import house_keys, push
from webapp.mail import letter, send, sender_of
from webapp.moments import now
from webapp.row_security import act_for, act_for_everyone

log = logging.getLogger("hallway")

SURELY_NOT_SENT = (
    smtplib.SMTPResponseException,
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPNotSupportedError,
    ConnectionRefusedError,
    socket.gaierror,
)


@click.command("remind")
@with_appcontext
def remind_command() -> None:
    """Send this morning's digests. Run it every quarter of an hour, on any number of machines.

    A day's digest is claimed in a transaction of its own before it is sent, so that it is sent at
    most once, even if this is killed half-way.
    """
    act_for_everyone(db.session)
    owners = wanting(db.session)
    db.session.rollback()
    troubled = [owner_id for owner_id in owners if not _reminded(owner_id, now())]
    if troubled:
        sys.exit(f"{len(troubled)} of {len(owners)} could not be looked at; see the log.")


def _reminded(owner_id: UUID, at: datetime) -> bool:
    """Whether one owner was looked at; another's trouble must not cost them their morning."""
    settings: Config = current_app.config["HALLWAY"]
    act_for(db.session, owner_id)
    try:
        owner = db.session.get(User, owner_id)
        if owner is None:
            return True
        morning = claim(db.session, owner, at, can_mail=settings.smtp_url is not None)
        db.session.commit()
        if morning is not None:
            _tell(owner, morning, settings)
    except SQLAlchemyError as error:
        db.session.rollback()
        log.error("a digest was not sent: %s", type(error).__name__)
        return False
    return True


def _tell(owner: User, morning: Morning, settings: Config) -> None:
    """Send what was claimed, and note at once what became of it."""
    if morning.by_mail:
        outcome = _mail(owner, morning, settings)
        settle(db.session, morning.row, "mail", outcome)
        db.session.commit()
    if morning.by_push:
        outcome = _push(owner, morning, settings)
        settle(db.session, morning.row, "push", outcome)
        db.session.commit()


def _mail(owner: User, morning: Morning, settings: Config) -> str:
    url = settings.smtp_url or ""
    keys = (settings.secret_key, *settings.old_secret_keys)
    off = f"{settings.base_url}/digest/off/{off_token(keys, owner.id)}"
    text = words.letter(morning.items, morning.tasks, settings.base_url, off)
    subject = words.subject(morning.items, morning.tasks)
    message = letter(owner.email, subject, text, base_url=settings.base_url, sender=sender_of(url))
    message["List-Unsubscribe"] = f"<{off}>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    try:
        send(url, message)
    except SURELY_NOT_SENT as error:
        log.error("a digest was refused: %s", type(error).__name__)
        return "failed"
    except (OSError, smtplib.SMTPException) as error:
        # It may have been taken before the connection broke: once too few is better than twice.
        log.error("a digest may not have arrived: %s", type(error).__name__)
        return "claimed"
    return "sent"


def _push(owner: User, morning: Morning, settings: Config) -> str:
    keys = house_keys(db.session)
    text = json.dumps(words.notification(morning.items, morning.tasks, morning.row.on))
    answers = []
    for device in subscriptions_of(db.session, owner.id):
        answer = push(device, text, keys, settings.contact, settings.push_hosts)
        answers.append(answer)
        if answer == "gone":
            db.session.delete(device)
    db.session.commit()
    return "sent" if "taken" in answers else "failed" if "refused" in answers else ""
