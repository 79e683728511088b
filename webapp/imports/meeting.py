"""The meeting that a row of our own list tells of."""

from datetime import UTC, date, datetime, time
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.accounts.details import zone
from webapp.accounts.model import User
from webapp.contacts.meet import of_contact
from webapp.contacts.model import Contact, Encounter
from webapp.db import new_id
from webapp.events.model import Event
from webapp.formats.csv_people import OwnExtras


def add_meeting(session: Session, owner: User, contact: Contact, extras: OwnExtras) -> UUID | None:
    """Note the meeting with its detail, unless it is noted already; gives its id."""
    encounter = meeting_of(session, owner, contact, extras)
    if encounter is None:
        return None
    known = {one.detail for one in session.scalars(of_contact(contact))}
    if encounter.detail in known:
        return None
    session.add(encounter)
    session.flush()
    return encounter.id


def meeting_of(
    session: Session, owner: User, contact: Contact, extras: OwnExtras
) -> Encounter | None:
    """The meeting that a row tells of, not in the session yet; None without a detail."""
    if not extras.detail.strip():
        return None
    event = _event(session, owner.id, extras.event)
    time_zone = event.time_zone if event else owner.time_zone
    return Encounter(
        owner_id=owner.id,
        id=new_id(),
        contact_id=contact.id,
        event_id=event.id if event else None,
        at=_noon(extras.met_on, time_zone) or contact.created_at,
        time_zone=time_zone,
        place=extras.place[:200],
        detail=extras.detail,
        promise=extras.promise,
    )


def _event(session: Session, owner_id: UUID, name: str) -> Event | None:
    query = select(Event).where(Event.owner_id == owner_id, Event.name == name)
    return session.scalar(query.order_by(Event.starts_on.desc()).limit(1)) if name else None


def _noon(day: str, time_zone: str) -> datetime | None:
    """Noon of an ISO date there; None for any other text."""
    try:
        local = datetime.combine(date.fromisoformat(day), time(12), zone(time_zone))
        return local.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
