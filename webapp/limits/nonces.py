"""Signed nonces: a form is sent once, not at once, and not days later."""

import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Literal

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from webapp.limits.model import SpentNonce

_RANDOM = 16
_TIME = 8
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Spent = Literal["fresh", "unknown", "early", "late", "again"]


def issue(secret: str, purpose: str, now: datetime) -> str:
    """A nonce for one purpose; nobody else can make one, and nothing is kept of it yet."""
    body = secrets.token_bytes(_RANDOM) + _milliseconds(now).to_bytes(_TIME, "big")
    return urlsafe_b64encode(body + _sign(secret, purpose, body)).decode()


def spend(
    session: Session,
    secret: str,
    purpose: str,
    nonce: str,
    now: datetime,
    *,
    not_before: timedelta = timedelta(0),
    not_after: timedelta,
) -> Spent:
    """Use a nonce up: `fresh` the first time, in its time; else what is wrong with it."""
    body = _read(secret, purpose, nonce)
    if body is None:
        return "unknown"
    age = timedelta(milliseconds=_milliseconds(now) - int.from_bytes(body[_RANDOM:], "big"))
    if age < not_before:
        return "early"
    if age > not_after:
        return "late"
    session.execute(delete(SpentNonce).where(SpentNonce.expires_at < now))
    try:
        with session.begin_nested():
            spent = SpentNonce(digest=sha256(body).digest(), expires_at=now + not_after)
            session.add(spent)
    except IntegrityError:
        return "again"
    return "fresh"


def _read(secret: str, purpose: str, nonce: str) -> bytes | None:
    try:
        given = urlsafe_b64decode(nonce.encode())
    except ValueError:
        return None
    body, signature = given[: _RANDOM + _TIME], given[_RANDOM + _TIME :]
    fits = hmac.compare_digest(signature, _sign(secret, purpose, body))
    return body if fits and len(body) == _RANDOM + _TIME else None


def _sign(secret: str, purpose: str, body: bytes) -> bytes:
    return hmac.digest(secret.encode(), f"nonce\0{purpose}\0".encode() + body, "sha256")


def _milliseconds(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(milliseconds=1)
