"""What was asked of whom for a program, and what became of it."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.contacts.meet import get_contact
from webapp.contacts.model import Contact
from webapp.db import get_owned
from webapp.errors import FieldError, Invalid, NotFound
from webapp.programs.details import AskDetails
from webapp.programs.model import Ask, Program


def note_ask(
    session: Session,
    owner_id: UUID,
    program_id: UUID,
    details: AskDetails,
    today: date,
    now: datetime,
) -> Ask:
    """Note that something was asked today; the same asked and not answered yet is no second one.

    Invalid names the contact who is not the owner's.
    """
    get_owned(session, Program, owner_id, program_id)
    asked = _contact(session, owner_id, "contact_id", details.contact_id)
    sought = _contact(session, owner_id, "for_id", details.for_id) if details.for_id else None
    for_id = sought.id if sought else None
    same = select(Ask).where(
        Ask.owner_id == owner_id,
        Ask.program_id == program_id,
        Ask.contact_id == asked.id,
        Ask.kind == details.kind,
        Ask.for_id == for_id if for_id else Ask.for_id.is_(None),
        Ask.answer == "",
    )
    known = session.scalar(same)
    if known is not None:
        return known
    ask = Ask(
        owner_id=owner_id,
        program_id=program_id,
        contact_id=asked.id,
        for_id=for_id,
        kind=details.kind,
        asked_on=details.asked_on or today,
        created_at=now,
    )
    session.add(ask)
    session.flush()
    return ask


def answer_ask(session: Session, owner_id: UUID, ask_id: UUID, answer: str, today: date) -> Ask:
    """Note what they answered (a key of ANSWERS); an empty answer takes it back."""
    ask = get_owned(session, Ask, owner_id, ask_id)
    ask.answer, ask.answered_on = answer, today if answer else None
    session.flush()
    return ask


def remove_ask(session: Session, owner_id: UUID, ask_id: UUID) -> Ask:
    """Take back that something was asked."""
    ask = get_owned(session, Ask, owner_id, ask_id)
    session.delete(ask)
    session.flush()
    return ask


def _contact(session: Session, owner_id: UUID, field: str, contact_id: UUID) -> Contact:
    try:
        return get_contact(session, owner_id, contact_id)
    except NotFound:
        raise Invalid(FieldError(field, "is none of your contacts.")) from None
