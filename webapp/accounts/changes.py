"""Changing the account."""

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from webapp.accounts.details import AccountChanges
from webapp.accounts.model import User
from webapp.errors import FieldError, Invalid

EMPTIED = {"applications_open_on"}
"""What may be taken out again; null for anything else changes nothing."""


def change_account(session: Session, user: User, changes: AccountChanges) -> None:
    """Set what is given, but for the e-mail address, which has its own way."""
    given = changes.model_dump(exclude_unset=True, exclude={"email"})
    for field, value in given.items():
        if value is not None or field in EMPTIED:
            setattr(user, field, value)
    session.flush()


def change_email(session: Session, user: User, email: str) -> None:
    """Let the user sign in with this address; Invalid names `email` when somebody else has it."""
    try:
        with session.begin_nested():
            user.email = email.strip().lower()
    except IntegrityError:
        session.expire(user)
        raise Invalid(
            FieldError("email", "Another account has this address. Nothing was changed.")
        ) from None
