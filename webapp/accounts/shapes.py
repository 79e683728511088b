"""The account as the API gives it."""

from pydantic import BaseModel

from webapp.accounts.model import User


class AccountOut(BaseModel):
    """The signed-in user's account."""

    name: str
    email: str
    school: str
    time_zone: str


def account_out(user: User) -> AccountOut:
    """The account as JSON."""
    return AccountOut(
        name=user.name, email=user.email, school=user.school, time_zone=user.time_zone
    )
