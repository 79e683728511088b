"""Making, changing and removing events."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.accounts.model import User
from webapp.contacts.model import Encounter
from webapp.db import get_owned
from webapp.errors import FieldError, Invalid
from webapp.events.details import EventChanges, EventDetails
from webapp.events.model import Event
from webapp.programs.model import Program


def make_event(session: Session, owner: User, details: EventDetails, now: datetime) -> Event:
    """A new event; a missing last day is the first, a missing time zone the owner's.

    Invalid names `program_id` where that is not the owner's.
    """
    _check_program(session, owner.id, details.program_id)
    event = Event(
        owner_id=owner.id,
        name=details.name,
        kind=details.kind,
        starts_on=details.starts_on,
        ends_on=details.ends_on or details.starts_on,
        time_zone=details.time_zone or owner.time_zone,
        place=details.place,
        role=details.role,
        program_id=details.program_id,
        created_at=now,
    )
    session.add(event)
    session.flush()
    return event


def change_event(session: Session, owner_id: UUID, event_id: UUID, changes: EventChanges) -> Event:
    """Set what is given; the days of the meetings there are by the event's clock from then on.

    Invalid names `ends_on` when it would come before the first day, and `program_id` where that is
    not the owner's.
    """
    event = get_owned(session, Event, owner_id, event_id)
    values = changes.model_dump(exclude_none=True)
    if values.get("ends_on", event.ends_on) < values.get("starts_on", event.starts_on):
        raise Invalid(FieldError("ends_on", "is before the first day."))
    if "program_id" in changes.model_fields_set:
        _check_program(session, owner_id, changes.program_id)
        values["program_id"] = changes.program_id
    zone = event.time_zone
    for field, value in values.items():
        setattr(event, field, value)
    for encounter in _by_the_clock_of(session, event, zone):
        encounter.time_zone = event.time_zone
    session.flush()
    return event


def _by_the_clock_of(session: Session, event: Event, zone: str) -> list[Encounter]:
    """The meetings there that go by the zone that the event had until now, if it has another."""
    if zone == event.time_zone:
        return []
    query = select(Encounter).where(
        Encounter.owner_id == event.owner_id,
        Encounter.event_id == event.id,
        Encounter.time_zone == zone,
    )
    return list(session.scalars(query))


def remove_event(session: Session, owner_id: UUID, event_id: UUID) -> Event:
    """Take an event away; the people met there stay, with what was noted of them."""
    event = get_owned(session, Event, owner_id, event_id)
    query = select(Encounter).where(Encounter.owner_id == owner_id, Encounter.event_id == event_id)
    for encounter in session.scalars(query):
        encounter.event_id = None
    session.flush()
    session.delete(event)
    session.flush()
    return event


def people_met(session: Session, owner_id: UUID, event_id: UUID) -> int:
    """How many contacts were met at this event."""
    met = select(Encounter.contact_id).where(
        Encounter.owner_id == owner_id, Encounter.event_id == event_id
    )
    return len(set(session.scalars(met)))


def _check_program(session: Session, owner_id: UUID, program_id: UUID | None) -> None:
    if program_id is not None and session.get(Program, (owner_id, program_id)) is None:
        raise Invalid(FieldError("program_id", "is none of your programs."))
