"""To whom news matters, as the API gives it."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from pydantic import BaseModel

from webapp.news.whom import Cares


class CaresOut(BaseModel):
    """A person to whom news matters, and why."""

    id: UUID
    name: str
    why: str
    too_soon_until: date | None


class CaresListOut(BaseModel):
    """All of them, those who did something first."""

    items: list[CaresOut]
    cursor: str | None = None


def cares_out(people: Iterable[Cares]) -> CaresListOut:
    """Those people as JSON."""
    return CaresListOut(
        items=[
            CaresOut(
                id=one.contact.id,
                name=one.contact.name,
                why=one.why,
                too_soon_until=one.too_soon_until,
            )
            for one in people
        ]
    )
