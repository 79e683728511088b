"""What a capture says, as a meeting: at which event, introduced by whom, and when it was."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from webapp.accounts.model import User
from webapp.capture.details import CaptureDetails
from webapp.capture.receipts import Sent
from webapp.contacts.deadlines import deadline
from webapp.contacts.meet import fill_in, find_by_name, get_standing, new_contact
from webapp.contacts.model import Contact, Encounter
from webapp.days import day_at
from webapp.db import Owned, get_owned
from webapp.errors import FieldError, Invalid, NotFound
from webapp.events.model import Event, event_on_now, events_near
from webapp.programs.model import Program
from webapp.revisions import was_told

Row = TypeVar("Row", bound=Owned)


class Meeting(NamedTuple):
    """Who was met, and the meeting, not yet in the session."""

    contact: Contact
    encounter: Encounter
    event: Event | None
    """As long as it is held on to, the session need not ask for it again."""


def meeting(
    session: Session,
    owner: User,
    sent: Sent,
    details: CaptureDetails,
    events: list[Event],
    known: Contact | None = None,
) -> Meeting:
    """The meeting of a capture with somebody `known`, or with somebody new of the capture's id.

    Where it names no event it falls to the one of `events` (see events_of) that was on. Invalid
    for an event, program or introducer that is not the owner's.
    """
    at = _moment(sent, details)
    event = (
        named(session, owner.id, Event, details.event_id)
        if _says_event(details)
        else event_on_now(events, at)
    )
    program = named(session, owner.id, Program, details.program_id)
    encounter = _encounter(session, owner, details, event)
    encounter.id, encounter.at = sent.id, at
    encounter.promise_by = encounter.promise_by or deadline(
        encounter.promise, day_at(encounter.at, encounter.time_zone)
    )
    contact = known or new_contact(owner.id, name=details.name, now=sent.arrival.at, id=sent.id)
    fill_in(contact, details.model_dump())
    if program is not None:
        contact.program_id = program.id
    return Meeting(contact, encounter, event)


def events_of(
    session: Session, owner_id: UUID, captures: Iterable[tuple[Sent, CaptureDetails]]
) -> list[Event]:
    """The events that these captures may fall to; no query where each says where it was."""
    silent = [_moment(sent, details) for sent, details in captures if not _says_event(details)]
    return events_near(session, owner_id, silent)


def _moment(sent: Sent, details: CaptureDetails) -> datetime:
    return sent.arrival.moment(details.captured_at)


def _says_event(details: CaptureDetails) -> bool:
    """Whether a capture says at which event it was; null says at none."""
    return "event_id" in details.model_fields_set


def named(session: Session, owner_id: UUID, model: type[Row], id: UUID | None) -> Row | None:
    """What the capture names; nothing where it was removed before the phone could know."""
    kind = model.__tablename__  # type: ignore[attr-defined]  # every mapped class has it
    if id is None:
        return None
    try:
        return get_owned(session, model, owner_id, id)
    except NotFound:
        if was_told(session, owner_id, kind, id):
            return None
        raise Invalid(FieldError(f"{kind}_id", f"is none of your {kind}s.")) from None


def _encounter(
    session: Session, owner: User, details: CaptureDetails, event: Event | None
) -> Encounter:
    introducer = _introducer(session, owner.id, details.introduced_by)
    return Encounter(
        event_id=event.id if event else None,
        time_zone=event.time_zone if event else owner.time_zone,
        place=details.place,
        detail=details.detail,
        talk=details.talk,
        promise=details.promise,
        promise_by=details.promise_by,
        clicked=details.clicked,
        introducer_id=introducer.id if introducer else None,
        introducer_name="" if introducer else details.introduced_by,
        raw=details.raw,
    )


def _introducer(session: Session, owner_id: UUID, given: str) -> Contact | None:
    """Whom `introduced_by` means: a contact's id, or the name of exactly one contact."""
    if not given.strip():
        return None
    try:
        contact_id = UUID(given)
    except ValueError:
        return find_by_name(session, owner_id, given)
    try:
        return get_standing(session, owner_id, contact_id)
    except NotFound:
        raise Invalid(FieldError("introduced_by", "is none of your contacts.")) from None
