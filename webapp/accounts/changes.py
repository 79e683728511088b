"""Changing the account."""

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from webapp.accounts.details import AccountChanges
from webapp.accounts.model import User
from webapp.errors import FieldError, Invalid


def change_account(session: Session, user: User, changes: AccountChanges) -> None:
    """Set what is given; Invalid names `email` when somebody else has it."""
    values = changes.model_dump(exclude_none=True)
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
