"""Which of the events' tasks a day asks for, and settling them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import chain
from typing import cast
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.db import get_owned
from webapp.errors import NotFound
from webapp.events.model import Event, EventTask
from webapp.events.tasks import State, Task, tasks_of

AFTER = timedelta(days=14)
"""How long after its event a task that is still open is worth a line."""


def event_tasks(session: Session, event: Event) -> list[Task]:
    """All that one event asks, with what became of it."""
    return tasks_by_event(session, event.owner_id, [event])[event.id]


def open_event_tasks(session: Session, owner_id: UUID, on: date) -> list[Task]:
    """The open tasks of events that are near or to come, the most pressing first."""
    events = session.scalars(
        select(Event).where(Event.owner_id == owner_id, Event.ends_on >= on - AFTER)
    )
    tasks = chain.from_iterable(tasks_by_event(session, owner_id, events).values())
    still_open = [task for task in tasks if task.state == "open"]
    return sorted(still_open, key=lambda task: (task.due_on, task.event.name, str(task.event.id)))


def event_tasks_due(session: Session, owner_id: UUID, on: date) -> list[Task]:
    """What a day asks: open tasks whose first day has come, those due first before the others."""
    return [task for task in open_event_tasks(session, owner_id, on) if task.is_open(on)]


def settle_task(
    session: Session, owner_id: UUID, event_id: UUID, kind: str, state: State, now: datetime
) -> Task:
    """Mark a task done or skipped, or open it again; NotFound where the event has no such one."""
    event = get_owned(session, Event, owner_id, event_id)
    if not any(task.rule.kind == kind for task in tasks_of(event, {})):
        raise NotFound("EventTask")
    row = session.get(EventTask, (owner_id, event_id, kind))
    if state == "open":
        if row is not None:
            session.delete(row)
    elif row is None:
        row = EventTask(owner_id=owner_id, event_id=event_id, kind=kind, state=state)
        row.settled_at = now
        session.add(row)
    elif row.state != state:
        row.state, row.settled_at = state, now
    session.flush()
    return next(task for task in event_tasks(session, event) if task.rule.kind == kind)


def tasks_by_event(
    session: Session, owner_id: UUID, events: Iterable[Event]
) -> dict[UUID, list[Task]]:
    """All that each of these events asks, with what became of it."""
    events = list(events)
    states: dict[UUID, dict[str, State]] = defaultdict(dict)
    rows = session.scalars(
        select(EventTask).where(
            EventTask.owner_id == owner_id, EventTask.event_id.in_([event.id for event in events])
        )
    )
    for row in rows:
        states[row.event_id][row.kind] = cast(State, row.state)
    return {event.id: tasks_of(event, states[event.id]) for event in events}
