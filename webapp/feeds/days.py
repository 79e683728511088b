"""Follow-ups as the days of a calendar."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

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
    numbers = _numbers(session, owner_id, [item.follow_up.id for item in items])
    return [_day(item, base_url, numbers.get(item.follow_up.id, 0)) for item in items]


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


def _numbers(session: Session, owner_id: UUID, ids: Collection[UUID]) -> dict[UUID, int]:
    """How late each was last changed: a number that only rises (SEQUENCE, RFC 5545 3.8.7.4)."""
    query = select(Change.id, Change.rev).where(
        Change.owner_id == owner_id, Change.kind == "follow_up", Change.id.in_(ids)
    )
    return {row.id: row.rev for row in session.execute(query)}
