"""Signing up, in and out, and the tokens that stand for a person."""

import hashlib
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from webapp.accounts.model import ApiToken, SignIn, User, find_by_email
from webapp.accounts.passwords import fits, hash_password
from webapp.errors import FieldError, Invalid
from webapp.row_security import act_for

STAYS_SIGNED_IN = timedelta(days=90)


def sign_up(
    session: Session, *, email: str, password: str, name: str, time_zone: str, now: datetime
) -> User:
    """A new account; Invalid names `email` when somebody has it already."""
    password_hash = hash_password(password)
    user = User(
        email=email.strip().lower(),
        name=name,
        time_zone=time_zone,
        password_hash=password_hash,
        created_at=now,
    )
    try:
        with session.begin_nested():
            session.add(user)
    except IntegrityError:
        raise Invalid(
            FieldError("email", "An account with this address exists. Sign in instead.")
        ) from None
    act_for(session, user.id)
    return user


def check_password(session: Session, *, email: str, password: str) -> User | None:
    """The user with this address and password, or None after the same time.

    The transaction ends before the slow hash, so that nobody waits for it.
    """
    user = find_by_email(session, email)
    session.rollback()
    return user if fits(password, user.password_hash if user else None) else None


def sign_in(session: Session, owner_id: UUID, *, agent: str, now: datetime) -> str:
    """Open a sign-in for this user; gives the token that the browser keeps."""
    token = secrets.token_urlsafe(32)
    session.add(
        SignIn(
            token_hash=_hash(token),
            owner_id=owner_id,
            created_at=now,
            expires_at=now + STAYS_SIGNED_IN,
            agent=agent[:200],
        )
    )
    return token


def signed_in_user(session: Session, token: str, *, now: datetime) -> User | None:
    """Whom a browser's token stands for, while it lasts."""
    found = session.get(SignIn, _hash(token))
    if found is None or found.expires_at <= now:
        return None
    return session.get(User, found.owner_id)


def sign_out(session: Session, token: str) -> None:
    """End this one sign-in; the token is worth nothing from here on."""
    session.execute(delete(SignIn).where(SignIn.token_hash == _hash(token)))


def issue_token(session: Session, owner_id: UUID, *, name: str, now: datetime) -> str:
    """A new API token, to be shown once."""
    token = "hallway_" + secrets.token_urlsafe(32)
    session.add(
        ApiToken(token_hash=_hash(token), owner_id=owner_id, name=name[:100], created_at=now)
    )
    return token


def token_user(session: Session, token: str) -> User | None:
    """Whom an API token speaks for."""
    found = session.get(ApiToken, _hash(token))
    return session.get(User, found.owner_id) if found else None


def _hash(token: str) -> bytes:
    # The tokens are 256 random bits, so a fast hash is enough to keep them unreadable.
    return hashlib.sha256(token.encode()).digest()
