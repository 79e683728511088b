"""Follow-ups, and what events ask, as the days of a calendar."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.events.due import open_event_tasks
from webapp.events.tasks import Task
from webapp.followups.model import KINDS, FollowUp
from webapp.followups.queue import QueueItem, list_queue
from webapp.followups.words import detail_of, due_again, meeting_words
from webapp.formats.calendar import CalendarDay
from webapp.revisions import Change


def follow_up_days(
    session: Session, owner_id: UUID, today: date, base_url: str
) -> list[CalendarDay]:
    """The next thing for each person, on the day it is due or was put off to."""
    queue = list_queue(session, owner_id, today, state="queued")
    items = [item for item in queue if item.is_next]
    numbers = _numbers(session, owner_id, "follow_up", [item.follow_up.id for item in items])
    return [_day(item, base_url, numbers.get(item.follow_up.id, 0)) for item in items]


def task_days(session: Session, owner_id: UUID, today: date, base_url: str) -> list[CalendarDay]:
    """What the events ask and is still open, on its last day in time."""
    tasks = open_event_tasks(session, owner_id, today)
    numbers = _numbers(session, owner_id, "event", {task.event.id for task in tasks})
    return [_task_day(task, base_url, numbers.get(task.event.id, 0)) for task in tasks]


def _task_day(task: Task, base_url: str, number: int) -> CalendarDay:
    event = task.event
    return CalendarDay(
        uid=f"{event.id}.{task.rule.kind}@event-tasks.hallway",
        on=task.due_on,
        title=task.rule.words,
        note=f"{event.name}\n{task.rule.why}",
        url=f"{base_url}/plan/events/{event.id}",
        number=number,
        changed_at=event.created_at,
    )


def _day(item: QueueItem, base_url: str, number: int) -> CalendarDay:
    row = item.follow_up
    last = f"Last day: {row.closes_on:%A} {row.closes_on.day} {row.closes_on:%B}."
    said = [detail_of(row), meeting_words(row), last]
    return CalendarDay(
        uid=f"{row.id}@follow-ups.hallway",
        on=due_again(row),
        title=_title(row),
        note="\n".join(part for part in said if part),
        url=f"{base_url}/follow-ups/{row.id}",
        number=number,
        changed_at=row.state_at,
    )


def _title(row: FollowUp) -> str:
    """ "Write to Dr. Ngozi Adébáyò", and what it is about where it is no first letter."""
    first = row.kind == "nice_to_meet_you"
    return f"Write to {row.contact.name}{'' if first else f' ({KINDS[row.kind].lower()})'}"


def _numbers(session: Session, owner_id: UUID, kind: str, ids: Collection[UUID]) -> dict[UUID, int]:
    """How late each was last changed: a number that only rises (SEQUENCE, RFC 5545 3.8.7.4)."""
    query = select(Change.id, Change.rev).where(
        Change.owner_id == owner_id, Change.kind == kind, Change.id.in_(ids)
    )
    return {row.id: row.rev for row in session.execute(query)}
