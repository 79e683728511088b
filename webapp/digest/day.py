"""Whose morning it is, and the claim that lets a day's digest be sent by one machine only."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from webapp.accounts.details import zone
from webapp.accounts.model import User
from webapp.digest.choice import choice_of
from webapp.digest.model import DigestDay, subscriptions_of
from webapp.events.due import event_tasks_due
from webapp.events.model import event_on_now, list_events
from webapp.events.tasks import Task
from webapp.followups.queue import QueueItem, list_queue

LATEST = 6
"""A digest that could not be sent for so many hours is no morning's any more."""
KEPT = timedelta(days=60)
ASKED_FOR = ("tonight", "due", "late")


@dataclass(frozen=True, slots=True)
class Morning:
    """A claimed day: what it asks, and by which ways to say so."""

    row: DigestDay
    items: list[QueueItem]
    tasks: list[Task]
    by_mail: bool
    by_push: bool


def claim(session: Session, owner: User, now: datetime, *, can_mail: bool) -> Morning | None:
    """Claim the owner's digest of today if it is time for it; the caller commits, then sends.

    None before the hour, long after it, when the day asks nothing, and when it was claimed before,
    by whatever machine. A way that was refused on this morning is claimed once more.
    """
    chosen = choice_of(session, owner.id)
    here = now.astimezone(time_zone_of(session, owner, now))
    if not chosen.hour <= here.hour < chosen.hour + LATEST:
        return None
    items = asked_on(session, owner, here.date())
    tasks = tasks_on(session, owner, here.date())
    asks = bool(items or tasks)
    by_mail = chosen.by_mail and can_mail
    by_push = bool(subscriptions_of(session, owner.id))
    row = DigestDay(owner_id=owner.id, on=here.date(), claimed_at=now, people=len(items))
    row.mail = "claimed" if asks and by_mail else ""
    row.push = "claimed" if asks and by_push else ""
    if not _add(session, row):
        by_mail, by_push = _claim_again(session, row, asks=asks)
        asks = by_mail or by_push
    return Morning(row, items, tasks, by_mail, by_push) if asks else None


def asked_on(session: Session, owner: User, on: date) -> list[QueueItem]:
    """The next thing for each person that the day asks for."""
    queue = list_queue(session, owner.id, on, state="queued")
    return [item for item in queue if item.is_next and item.group in ASKED_FOR]


def tasks_on(session: Session, owner: User, on: date) -> list[Task]:
    """What the owner's events ask, on its first day and on its last: a letter each day is a nag."""
    due = event_tasks_due(session, owner.id, on)
    return [task for task in due if on in (task.opens_on, task.due_on)]


def time_zone_of(session: Session, owner: User, now: datetime) -> ZoneInfo:
    """Where the owner is: at the event that is on, else at home."""
    event = event_on_now(list_events(session, owner.id), now)
    return zone(event.time_zone if event else owner.time_zone)


def settle(session: Session, row: DigestDay, way: str, outcome: str) -> None:
    """Note what became of a way, and forget days that nobody asks about any more."""
    mine = (DigestDay.owner_id == row.owner_id, DigestDay.on == row.on)
    session.execute(update(DigestDay).where(*mine).values({way: outcome}))
    old = DigestDay.on < row.on - KEPT
    session.execute(delete(DigestDay).where(DigestDay.owner_id == row.owner_id, old))


def _add(session: Session, row: DigestDay) -> bool:
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return False
    return True


def _claim_again(session: Session, row: DigestDay, *, asks: bool) -> tuple[bool, bool]:
    """Claim the ways that were refused, mail and push; the update lets one machine have each."""
    again = []
    for way in ("mail", "push"):
        column = getattr(DigestDay, way)
        mine = (DigestDay.owner_id == row.owner_id, DigestDay.on == row.on, column == "failed")
        done = session.execute(update(DigestDay).where(*mine).values({way: "claimed"}))
        again.append(bool(done.rowcount) and asks)  # type: ignore[attr-defined]  # updates count
    by_mail, by_push = again
    return by_mail, by_push
