"""Changing the account."""

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from webapp.accounts.details import AccountChanges
from webapp.accounts.model import User
from webapp.errors import FieldError, Invalid

EMPTIED = {"applications_open_on"}
"""What may be taken out again; null for anything else changes nothing."""


def change_account(session: Session, user: User, changes: AccountChanges) -> None:
    """Set what is given; Invalid names `email` when somebody else has it."""
    given = changes.model_dump(exclude_unset=True)
    values = {name: value for name, value in given.items() if value is not None or name in EMPTIED}
    if "email" in values:
        values["email"] = values["email"].lower()
    try:
        with session.begin_nested():
            for field, value in values.items():
                setattr(user, field, value)
    except IntegrityError:
        session.expire(user)
        raise Invalid(
            FieldError("email", "Another account has this address. Nothing was changed.")
        ) from None
