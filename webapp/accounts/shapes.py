"""The account as the API gives it."""

from datetime import date

from pydantic import BaseModel

from webapp.accounts.model import User


class AccountOut(BaseModel):
    """The signed-in user's account."""

    name: str
    email: str
    school: str
    school_spellings: list[str]
    other_schools: list[str]
    time_zone: str
    applications_open_on: date | None
    contact_limit_a_year: int


def account_out(user: User) -> AccountOut:
    """The account as JSON."""
    return AccountOut.model_validate(user, from_attributes=True)
