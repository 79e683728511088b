"""Events as the API gives them."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel

from webapp.events.model import Event
from webapp.events.tasks import Task


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
    program_id: UUID | None


class EventsOut(BaseModel):
    """All events, the latest first."""

    items: list[EventOut]
    cursor: str | None = None


def event_out(event: Event) -> EventOut:
    """An event as JSON."""
    return EventOut.model_validate(event, from_attributes=True)


class TaskOut(BaseModel):
    """Something an event asks; it opens on one day and is in time up to another."""

    event_id: UUID
    kind: str
    words: str
    why: str
    opens_on: date
    due_on: date
    state: str


class TasksOut(BaseModel):
    """Tasks in order; there is always the one page."""

    items: list[TaskOut]
    cursor: str | None = None


def task_out(task: Task) -> TaskOut:
    """A task as JSON."""
    return TaskOut(
        event_id=task.event.id,
        kind=task.rule.kind,
        words=task.rule.words,
        why=task.rule.why,
        opens_on=task.opens_on,
        due_on=task.due_on,
        state=task.state,
    )
