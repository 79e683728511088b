"""Events as the API gives them."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel

from webapp.events.model import Event


class EventOut(BaseModel):
    """One event; the days are in its own time zone."""

    id: UUID
    name: str
    kind: str
    starts_on: date
    ends_on: date
    time_zone: str
    place: str
    role: str


class EventsOut(BaseModel):
    """All events, the latest first."""

    items: list[EventOut]
    cursor: str | None = None


def event_out(event: Event) -> EventOut:
    """An event as JSON."""
    return EventOut.model_validate(event, from_attributes=True)
