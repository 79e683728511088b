"""Links that are mailed to a user: for a new password, and to confirm a new address."""

from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import delete
from sqlalchemy.orm import Session

from webapp.accounts.doors import close_all
from webapp.accounts.model import MailedToken, User
from webapp.accounts.passwords import hash_password
from webapp.accounts.tokens import hash_of, new_token
from webapp.accounts.weak_passwords import check_strength
from webapp.errors import NotFound

LASTS = timedelta(minutes=30)
Purpose = Literal["password", "email"]


def issue(session: Session, user: User, purpose: Purpose, email: str, now: datetime) -> str:
    """A token for one mailed link; any before it for the same purpose is worth nothing now."""
    forget(session, user, purpose)
    token = new_token()
    session.add(
        MailedToken(
            token_hash=hash_of(token),
            owner_id=user.id,
            purpose=purpose,
            email=email,
            expires_at=now + LASTS,
        )
    )
    session.flush()
    return token


def find(session: Session, token: str, purpose: Purpose, now: datetime) -> MailedToken:
    """What a mailed token stands for; NotFound for one that is unknown, used or too old."""
    found = session.get(MailedToken, hash_of(token))
    if found is None or found.purpose != purpose or found.expires_at <= now:
        raise NotFound("MailedToken")
    return found


def forget(session: Session, user: User, purpose: Purpose) -> None:
    """Forget what was mailed for this purpose: used, or overtaken."""
    mine = (MailedToken.owner_id == user.id, MailedToken.purpose == purpose)
    session.execute(delete(MailedToken).where(*mine))


def set_password(session: Session, user: User, password: str, *, besides: bytes = b"") -> None:
    """Give the user a new password; every sign-in but the one with this token hash ends.

    Invalid names `password` when it is weak. Open links for a new password are worth nothing now.
    """
    check_strength(password, user.name, user.email)
    user.password_hash = hash_password(password)
    forget(session, user, "password")
    close_all(session, user.id, besides)
    session.flush()
