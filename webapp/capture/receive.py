"""Take one capture, exactly once, whatever the network does."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from webapp.accounts.model import User
from webapp.capture.details import CaptureDetails
from webapp.capture.model import Receipt
from webapp.contacts.meet import add_contact, add_encounter, fill_in, find_by_name, get_contact
from webapp.contacts.model import Contact, Encounter
from webapp.db import get_owned, new_id
from webapp.errors import Conflict, FieldError, Invalid, NotFound
from webapp.events.model import Event
from webapp.followups.queue import open_for
from webapp.programs.model import Program
from webapp.targets.ticks import tick_matching


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a capture; `new` is False when it had come before."""

    op_id: UUID
    contact_id: UUID
    encounter_id: UUID
    new: bool


def receive(
    session: Session, owner: User, op_id: UUID, details: CaptureDetails, now: datetime
) -> Taken:
    """Take a capture down, once for each `op_id`.

    The same again gives the first answer. Conflict when the id came with another payload,
    Invalid for an event, contact or introducer that is not the owner's. The caller commits.
    """
    payload_hash = fingerprint(details)
    known = session.get(Receipt, (owner.id, op_id))
    if known is None:
        try:
            with session.begin_nested():
                return _take_down(session, owner, op_id, payload_hash, details, now)
        except IntegrityError:
            # Another request with the same id was faster: its receipt is there now.
            known = session.get(Receipt, (owner.id, op_id))
            if known is None:
                raise
    return _again(known, payload_hash)


def fingerprint(details: CaptureDetails) -> bytes:
    """SHA-256 over the canonical JSON of what was sent."""
    return hashlib.sha256(details.model_dump_json(exclude_defaults=True).encode()).digest()


def _again(known: Receipt, payload_hash: bytes) -> Taken:
    if known.payload_hash != payload_hash:
        raise Conflict("This id was used before for another capture. Send it under a new one.")
    return Taken(known.id, known.contact_id, known.encounter_id, new=False)


def _take_down(
    session: Session,
    owner: User,
    op_id: UUID,
    payload_hash: bytes,
    details: CaptureDetails,
    now: datetime,
) -> Taken:
    event = _event(session, owner.id, details)
    program = _program(session, owner.id, details)
    contact = _contact(session, owner.id, details, now)
    encounter = _encounter(session, owner, details, event, details.captured_at or now)
    receipt = Receipt(
        owner_id=owner.id,
        id=op_id,
        payload_hash=payload_hash,
        contact_id=contact.id,
        encounter_id=encounter.id,
        phone_time=details.captured_at,
        received_at=now,
    )
    session.add(receipt)
    session.flush()
    fill_in(contact, details.model_dump())
    contact.program_id = program.id if program else contact.program_id
    add_encounter(session, contact, encounter, now)
    open_for(session, encounter, now)
    tick_matching(session, contact, encounter)
    return Taken(op_id, contact.id, encounter.id, new=True)


def _event(session: Session, owner_id: UUID, details: CaptureDetails) -> Event | None:
    if details.event_id is None:
        return None
    try:
        return get_owned(session, Event, owner_id, details.event_id)
    except NotFound:
        raise Invalid(FieldError("event_id", "is none of your events.")) from None


def _program(session: Session, owner_id: UUID, details: CaptureDetails) -> Program | None:
    if details.program_id is None:
        return None
    try:
        return get_owned(session, Program, owner_id, details.program_id)
    except NotFound:
        raise Invalid(FieldError("program_id", "is none of your programs.")) from None


def _contact(session: Session, owner_id: UUID, details: CaptureDetails, now: datetime) -> Contact:
    if details.contact_id is None:
        return add_contact(session, owner_id, name=details.name, now=now)
    try:
        return get_contact(session, owner_id, details.contact_id)
    except NotFound:
        raise Invalid(FieldError("contact_id", "is none of your contacts.")) from None


def _encounter(
    session: Session, owner: User, details: CaptureDetails, event: Event | None, at: datetime
) -> Encounter:
    introducer = _introducer(session, owner.id, details.introduced_by)
    return Encounter(
        id=new_id(),
        event_id=event.id if event else None,
        at=at,
        time_zone=event.time_zone if event else owner.time_zone,
        place=details.place,
        detail=details.detail,
        talk=details.talk,
        promise=details.promise,
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
        return get_contact(session, owner_id, contact_id)
    except NotFound:
        raise Invalid(FieldError("introduced_by", "is none of your contacts.")) from None
