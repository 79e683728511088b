"""What came of each event: how many people were met, written to, and answered.

Only counts of my own people, by event; nothing is compared, and no day is missed.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from webapp.contacts.model import Contact, Encounter
from webapp.events.model import Event, list_events
from webapp.followups.model import FollowUp

WRITTEN = ("sent", "replied")


@dataclass(frozen=True, slots=True)
class Tally:
    """One event, or None for people met outside of any; each person counts once for each."""

    event: Event | None
    met: int
    written: int
    answered: int


def tally(session: Session, owner_id: UUID) -> list[Tally]:
    """All events where people were met, the latest first, in two queries."""
    counted = {event_id: counts for event_id, *counts in session.execute(_counts(owner_id))}
    events: list[Event | None] = [*list_events(session, owner_id), None]
    return [
        Tally(event, *counts)
        for event in events
        if (counts := counted.get(event.id if event else None))
    ]


def _counts(owner_id: UUID) -> Select[UUID | None, int, int, int]:
    written = case((FollowUp.state.in_(WRITTEN), Encounter.contact_id))
    answered = case((FollowUp.state == "replied", Encounter.contact_id))
    about = (FollowUp.owner_id == owner_id) & (FollowUp.encounter_id == Encounter.id)
    return (
        select(
            Encounter.event_id,
            func.count(Encounter.contact_id.distinct()),
            func.count(written.distinct()),
            func.count(answered.distinct()),
        )
        .join(
            Contact,
            (Contact.owner_id == Encounter.owner_id) & (Contact.id == Encounter.contact_id),
        )
        .outerjoin(FollowUp, about)
        .where(Encounter.owner_id == owner_id, Contact.deleted_at.is_(None))
        .group_by(Encounter.event_id)
    )
