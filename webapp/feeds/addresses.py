"""Giving out and taking back the address of the calendar."""

import secrets
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from webapp.accounts.model import User
from webapp.errors import NotFound
from webapp.feeds.model import FeedAddress
from webapp.row_security import act_for


def feed_token(session: Session, owner_id: UUID) -> str | None:
    """The address in use, if there is one."""
    return session.scalar(select(FeedAddress.token).where(FeedAddress.owner_id == owner_id))


def issue_feed(session: Session, owner_id: UUID, now: datetime) -> str:
    """A new address of 256 random bits; the one before is worth nothing from here on."""
    withdraw_feed(session, owner_id)
    token = secrets.token_urlsafe(32)
    session.add(FeedAddress(token=token, owner_id=owner_id, created_at=now))
    session.flush()
    return token


def withdraw_feed(session: Session, owner_id: UUID) -> None:
    """Take the address back; without one, nothing changes."""
    session.execute(delete(FeedAddress).where(FeedAddress.owner_id == owner_id))


def feed_owner(session: Session, token: str) -> User:
    """Whose calendar is at this address; from there on the session acts for them.

    NotFound alike for what never was and what was withdrawn.
    """
    owner_id = session.scalar(select(FeedAddress.owner_id).where(FeedAddress.token == token))
    owner = session.get(User, owner_id) if owner_id else None
    if owner is None:
        raise NotFound("FeedAddress")
    act_for(session, owner.id)
    return owner
