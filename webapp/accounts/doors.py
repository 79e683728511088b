"""Where a user is signed in, and the tokens of their scripts: listed, and closed one by one."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from webapp.accounts.model import ApiToken, SignIn
from webapp.accounts.signing import is_open
from webapp.errors import FieldError, Invalid, NotFound

MOST_TOKENS = 50

_PHONES_AND_DESKS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android phone"), ("CrOS", "Chromebook"),
    ("Macintosh", "Mac"), ("Windows", "Windows computer"), ("Linux", "Linux computer"),
)  # fmt: skip
_BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung"), ("FxiOS", "Firefox"),
    ("Firefox", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip


def list_sign_ins(session: Session, owner_id: UUID, now: datetime) -> Sequence[SignIn]:
    """Where the user is signed in, the latest used first."""
    query = select(SignIn).where(SignIn.owner_id == owner_id, SignIn.expires_at > now)
    latest = query.order_by(SignIn.seen_at.desc(), SignIn.created_at.desc())
    return [door for door in session.scalars(latest) if is_open(door, now)]


def list_tokens(session: Session, owner_id: UUID) -> Sequence[ApiToken]:
    """The user's API tokens, the newest first."""
    query = select(ApiToken).where(ApiToken.owner_id == owner_id)
    return session.scalars(query.order_by(ApiToken.created_at.desc())).all()


def close_sign_in(session: Session, owner_id: UUID, handle: str) -> None:
    """End one sign-in, named by the hash of its token in hexadecimal."""
    _close(session, SignIn, owner_id, handle)


def close_token(session: Session, owner_id: UUID, handle: str) -> None:
    """Take one API token back, named by its hash in hexadecimal."""
    _close(session, ApiToken, owner_id, handle)


def close_all(session: Session, owner_id: UUID, besides: bytes = b"") -> None:
    """End every sign-in of the user, but for the one with this token hash."""
    session.execute(delete(SignIn).where(SignIn.owner_id == owner_id, SignIn.token_hash != besides))


def check_token_count(session: Session, owner_id: UUID) -> None:
    """Invalid names `name` when the user has fifty API tokens already."""
    held = session.scalar(select(func.count()).where(ApiToken.owner_id == owner_id)) or 0
    if held >= MOST_TOKENS:
        raise Invalid(FieldError("name", "There are 50 tokens. Take one back that is not used."))


def device_words(agent: str) -> str:
    """What a browser says of itself, in words: "Chrome on Android phone"."""
    browser = next((words for mark, words in _BROWSERS if mark in agent), "")
    device = next((words for mark, words in _PHONES_AND_DESKS if mark in agent), "")
    return " on ".join(filter(None, (browser, device))) or "Unknown browser"


def _close(session: Session, model: type[SignIn | ApiToken], owner_id: UUID, handle: str) -> None:
    found: Any = None
    if re.fullmatch("[0-9a-f]{64}", handle):
        found = session.get(model, bytes.fromhex(handle))
    if found is None or found.owner_id != owner_id:
        raise NotFound(model.__name__)
    session.delete(found)
    session.flush()
