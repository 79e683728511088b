"""Events as a phone keeps them, to be chosen with no network."""

from collections.abc import Collection
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.events.model import Event
from webapp.events.shapes import event_out


def pocket_values(session: Session, owner_id: UUID, ids: Collection[UUID]) -> dict[UUID, BaseModel]:
    """Those that are there, in one query."""
    query = select(Event).where(Event.owner_id == owner_id, Event.id.in_(ids))
    return {event.id: event_out(event) for event in session.scalars(query)}
