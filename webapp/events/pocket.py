"""Events as a phone keeps them, to be chosen with no network, with what they ask."""

from collections.abc import Collection
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.events.due import tasks_by_event
from webapp.events.model import Event
from webapp.events.shapes import EventOut, TaskOut, event_out, task_out


class KeptEvent(EventOut):
    """An event with its tasks, by the days on which they are due."""

    tasks: list[TaskOut]


def pocket_values(session: Session, owner_id: UUID, ids: Collection[UUID]) -> dict[UUID, BaseModel]:
    """Those that are there, in two queries."""
    query = select(Event).where(Event.owner_id == owner_id, Event.id.in_(ids))
    events = list(session.scalars(query))
    tasks = tasks_by_event(session, owner_id, events)
    return {
        event.id: KeptEvent(
            **event_out(event).model_dump(), tasks=[task_out(task) for task in tasks[event.id]]
        )
        for event in events
    }
