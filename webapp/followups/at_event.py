"""Follow-ups in step with the event where people were met."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.accounts.model import User
from webapp.contacts.model import Encounter
from webapp.events.model import Event
from webapp.followups.model import FollowUp
from webapp.followups.plan import replan


@contextmanager
def replanned(session: Session, owner: User, event_id: UUID, now: datetime) -> Iterator[None]:
    """Whatever the block does to an event, the open follow-ups of the meetings there go with it."""
    before, owed = _what_counts(session, owner.id, event_id), _owed_to(session, owner.id, event_id)
    yield
    if _what_counts(session, owner.id, event_id) != before:
        for contact_id in owed:
            replan(session, owner, contact_id, now)


def _what_counts(session: Session, owner_id: UUID, event_id: UUID) -> tuple[Any, ...] | None:
    """What windows and kinds of letters depend on; None where the event is not there."""
    event = session.get(Event, (owner_id, event_id))
    return (event.kind, event.time_zone) if event else None


def _owed_to(session: Session, owner_id: UUID, event_id: UUID) -> list[UUID]:
    there = select(Encounter.id).where(
        Encounter.owner_id == owner_id, Encounter.event_id == event_id
    )
    query = select(FollowUp.contact_id).where(
        FollowUp.owner_id == owner_id,
        FollowUp.state == "queued",
        FollowUp.encounter_id.in_(there),
    )
    return sorted(set(session.scalars(query)))
