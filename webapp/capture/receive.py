"""Take one capture, exactly once, whatever the network does."""

from functools import partial
from typing import TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from webapp.accounts.model import User
from webapp.capture.clocks import Arrival
from webapp.capture.conflicts import is_stale
from webapp.capture.details import CaptureDetails
from webapp.capture.receipts import Sent, Taken, digest_of, once
from webapp.contacts.deadlines import deadline
from webapp.contacts.deletion import revive
from webapp.contacts.meet import (
    add_encounter,
    fill_in,
    find_by_name,
    get_standing,
    meet,
    new_contact,
)
from webapp.contacts.model import Contact, Encounter
from webapp.days import day_at
from webapp.db import Owned, get_owned
from webapp.errors import Conflict, FieldError, Invalid, NotFound
from webapp.events.model import Event
from webapp.followups.opening import open_for
from webapp.followups.plan import replan
from webapp.programs.model import Program
from webapp.revisions import was_told
from webapp.targets.ticks import tick_matching

Row = TypeVar("Row", bound=Owned)


def receive(
    session: Session,
    owner: User,
    op_id: UUID,
    details: CaptureDetails,
    arrival: Arrival,
    phone: str = "",
    base_rev: int | None = None,
) -> Taken:
    """Take a capture down, once for each `op_id`, which becomes the id of what is new by it.

    The same again gives the first answer. Conflict when the id came with another payload,
    Invalid for an event, contact or introducer that is not the owner's. The caller commits.
    """
    digest = digest_of(details.model_dump_json(exclude_defaults=True))
    sent = Sent(op_id, "capture", digest, details.captured_at, arrival, phone)
    act = partial(_take_down, session, owner, sent, details, base_rev)
    return once(session, owner.id, sent, act)


def _take_down(
    session: Session, owner: User, sent: Sent, details: CaptureDetails, base_rev: int | None
) -> Taken:
    if session.get(Encounter, (owner.id, sent.id)) is not None:
        raise Conflict("This id belongs to another meeting. Send it under a new one.")
    event = _named(session, owner.id, Event, details.event_id)
    program = _named(session, owner.id, Program, details.program_id)
    encounter = _encounter(session, owner, details, event)
    encounter.id, encounter.at = sent.id, sent.arrival.moment(details.captured_at)
    known = _known(session, owner.id, details)
    stale = known is not None and is_stale(session, known, base_rev, sent.phone)
    now = sent.arrival.at
    contact = known or new_contact(owner.id, name=details.name, now=now, id=sent.id)
    fill_in(contact, details.model_dump())
    encounter.promise_by = encounter.promise_by or deadline(
        encounter.promise, day_at(encounter.at, encounter.time_zone)
    )
    if program is not None:
        contact.program_id = program.id
    if known is None:
        meet(session, contact, encounter)
    else:
        revive(contact, now)
        add_encounter(session, contact, encounter, now)
    open_for(session, encounter, now)
    if known is not None:
        replan(session, owner, contact.id, now)
    tick_matching(session, contact, encounter)
    return Taken(contact.id, encounter.id, stale=stale)


def _named(session: Session, owner_id: UUID, model: type[Row], id: UUID | None) -> Row | None:
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


def _known(session: Session, owner_id: UUID, details: CaptureDetails) -> Contact | None:
    """Whom the capture meets again, be they deleted meanwhile; None for somebody new."""
    known = _named(session, owner_id, Contact, details.contact_id)
    return get_standing(session, owner_id, known.id) if known else None


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
