"""Asking for letters of recommendation, and how far each has come."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from webapp.accounts.model import User
from webapp.contacts.meet import get_contact
from webapp.contacts.model import Contact
from webapp.db import get_owned
from webapp.errors import FieldError, Invalid, NotFound
from webapp.recommendations.details import LetterChanges, LetterDetails
from webapp.recommendations.model import PACKET, Recommendation
from webapp.relations.model import Act

_WARM = {"supervision", "review", "letter", "call_to_program"}
"""Acts that show that somebody knows my work."""
_DAY_OF = {
    "asked": "asked_on",
    "promised": "answered_on",
    "declined": "answered_on",
    "received": "received_on",
}
_EMPTIED = {"needed_by", "asked_on", "answered_on", "received_on", "thanked_on", "told_outcome_on"}


def want_letter(
    session: Session, owner: User, details: LetterDetails, now: datetime, today: date
) -> Recommendation:
    """A letter that is wanted of a contact.

    Invalid names `contact_id` for nobody's contact, or for one of whom a letter is under way.
    """
    try:
        contact = get_contact(session, owner.id, details.contact_id)
    except NotFound:
        raise Invalid(FieldError("contact_id", "is none of your contacts.")) from None
    if any(one.state not in ("declined", "received") for one in letters_of(session, contact)):
        raise Invalid(FieldError("contact_id", f"A letter of {contact.name} is under way already."))
    letter = Recommendation(
        owner_id=owner.id,
        contact_id=contact.id,
        state="to_ask",
        packet=[],
        reminded_on=[],
        bullet_points="",
        note="",
        outcome="",
        created_at=now,
        changed_at=now,
    )
    session.add(letter)
    _set(session, letter, details, today)
    letter.changed_at = now
    session.flush()
    return letter


def change_letter(
    session: Session,
    owner: User,
    letter_id: UUID,
    changes: LetterChanges,
    now: datetime,
    today: date,
) -> Recommendation:
    """Set what is given; a new state notes its day, and a letter received is an act of theirs."""
    letter = get_letter(session, owner.id, letter_id)
    _set(session, letter, changes, today)
    letter.changed_at = now
    session.flush()
    return letter


def remove_letter(session: Session, owner_id: UUID, letter_id: UUID) -> Recommendation:
    """Take a letter off the plan, with what was still to be written about it."""
    letter = get_owned(session, Recommendation, owner_id, letter_id)
    session.delete(letter)
    session.flush()
    return letter


def get_letter(session: Session, owner_id: UUID, letter_id: UUID) -> Recommendation:
    """One letter of the owner's with its writer; NotFound also while the writer is deleted."""
    found: Recommendation | None = session.scalar(
        _letters(owner_id).where(Recommendation.id == letter_id)
    )
    if found is None:
        raise NotFound("Letter")
    return found


def list_letters(session: Session, owner_id: UUID) -> list[Recommendation]:
    """All letters with their writers, in the order in which they were planned."""
    return list(session.scalars(_letters(owner_id).order_by(Recommendation.id)))


def letters_of(session: Session, contact: Contact) -> list[Recommendation]:
    """The letters that are wanted of one contact."""
    query = _letters(contact.owner_id).where(Recommendation.contact_id == contact.id)
    return list(session.scalars(query.order_by(Recommendation.id)))


def lukewarm(acts: Sequence[Act], name: str) -> str:
    """Why a letter of this writer may do harm, in words; empty where their acts show otherwise."""
    if any(act.kind in _WARM for act in acts):
        return ""
    if not acts:
        return (
            f"Nothing is logged that {name} saw of your work. A lukewarm letter does harm: log"
            " what they saw, or ask somebody who worked with you."
        )
    return (
        f"{name} advised or introduced you, but nothing says that they saw you work. Such letters"
        " tend to be lukewarm, and those do harm."
    )


def _letters(owner_id: UUID) -> Any:
    return (
        select(Recommendation)
        .join(Recommendation.contact)
        .where(Recommendation.owner_id == owner_id, Contact.deleted_at.is_(None))
        .options(contains_eager(Recommendation.contact))
    )


def _set(session: Session, letter: Recommendation, changes: LetterChanges, today: date) -> None:
    given = changes.model_dump(exclude_unset=True, exclude={"contact_id"})
    if given.get("packet") is not None:
        given["packet"] = [part for part in PACKET if part in given["packet"]]
    state, before = given.get("state"), letter.state
    for name, value in given.items():
        if value is not None or name in _EMPTIED:
            setattr(letter, name, value)
    if state in _DAY_OF and state != before and getattr(letter, _DAY_OF[state]) is None:
        setattr(letter, _DAY_OF[state], today)
    if state == "received" != before:
        _log_letter(session, letter)


def _log_letter(session: Session, letter: Recommendation) -> None:
    """A letter that came is something they did for me: relations rest on it."""
    session.add(
        Act(
            owner_id=letter.owner_id,
            contact_id=letter.contact_id,
            kind="letter",
            on=letter.received_on,
            what="a letter of recommendation",
            created_at=letter.changed_at,
        )
    )
