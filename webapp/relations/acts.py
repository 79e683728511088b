"""Logging what people did for me and what I can do for them, and raising a stage on it."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.accounts.model import User
from webapp.contacts.meet import get_contact
from webapp.contacts.model import Contact
from webapp.db import get_owned
from webapp.errors import FieldError, Invalid, NotFound
from webapp.programs.model import Program
from webapp.relations.details import (
    ActChanges,
    ActDetails,
    OfferChanges,
    OfferDetails,
    RelationChanges,
)
from webapp.relations.model import Act, Offer

_RESTS_ON_ACTS = ("mentor", "sponsor")


def log_act(
    session: Session, owner: User, contact_id: UUID, details: ActDetails, now: datetime, today: date
) -> Act:
    """Log an act; Invalid names `on` for a day ahead, `program_id` for a program not one's own."""
    contact = get_contact(session, owner.id, contact_id)
    _check(session, owner, details.on, details.program_id, today)
    act = Act(
        owner_id=owner.id,
        contact_id=contact.id,
        kind=details.kind,
        on=details.on or today,
        what=details.what,
        program_id=details.program_id,
        created_at=now,
    )
    session.add(act)
    session.flush()
    return act


def change_act(
    session: Session, owner: User, act_id: UUID, changes: ActChanges, today: date
) -> Act:
    """Set what is given; `reported_back_on` and `program_id` may be emptied."""
    act = get_owned(session, Act, owner.id, act_id)
    _check(session, owner, changes.on, changes.program_id, today)
    for name, value in changes.model_dump(exclude_unset=True).items():
        if value is not None or name in ("reported_back_on", "program_id"):
            setattr(act, name, value)
    session.flush()
    return act


def forget_act(session: Session, owner_id: UUID, act_id: UUID) -> Act:
    """Take an act away, with the follow-up that it opened."""
    act = get_owned(session, Act, owner_id, act_id)
    session.delete(act)
    session.flush()
    return act


def acts_of(session: Session, owner_id: UUID, contact_id: UUID) -> list[Act]:
    """What a contact did for me, the latest first."""
    query = select(Act).where(Act.owner_id == owner_id, Act.contact_id == contact_id)
    return list(session.scalars(query.order_by(Act.on.desc(), Act.id.desc())))


def make_offer(
    session: Session, owner_id: UUID, contact_id: UUID, details: OfferDetails, now: datetime
) -> Offer:
    """Note something that I can do for a contact."""
    contact = get_contact(session, owner_id, contact_id)
    offer = Offer(owner_id=owner_id, contact_id=contact.id, what=details.what, created_at=now)
    session.add(offer)
    session.flush()
    return offer


def change_offer(session: Session, owner_id: UUID, offer_id: UUID, changes: OfferChanges) -> Offer:
    """Set what is given."""
    offer = get_owned(session, Offer, owner_id, offer_id)
    given = changes.model_dump(exclude_unset=True)
    offer.what = given.get("what") or offer.what
    if "done_on" in given:
        offer.done_on = given["done_on"]
    session.flush()
    return offer


def forget_offer(session: Session, owner_id: UUID, offer_id: UUID) -> Offer:
    """Take an offer away."""
    offer = get_owned(session, Offer, owner_id, offer_id)
    session.delete(offer)
    session.flush()
    return offer


def offers_of(session: Session, owner_id: UUID, contact_id: UUID) -> list[Offer]:
    """What I can do for a contact, and did, in the order in which it was noted."""
    query = select(Offer).where(Offer.owner_id == owner_id, Offer.contact_id == contact_id)
    return list(session.scalars(query.order_by(Offer.id)))


def change_relation(
    session: Session, owner: User, contact_id: UUID, changes: RelationChanges, now: datetime
) -> Contact:
    """Set what is given; Invalid names `stage` for a rise that nothing logged speaks for."""
    contact = get_contact(session, owner.id, contact_id)
    given = changes.model_dump(exclude_unset=True)
    stage = given.get("stage")
    rises = stage in _RESTS_ON_ACTS and stage != contact.stage
    if rises and not acts_of(session, owner.id, contact.id):
        raise Invalid(
            FieldError("stage", "rests on something that they did for you. Log that first.")
        )
    for name, value in given.items():
        if value is not None or name == "contact_limit_a_year":
            setattr(contact, name, value)
    contact.changed_at = now
    session.flush()
    return contact


def _check(
    session: Session, owner: User, on: date | None, program_id: UUID | None, today: date
) -> None:
    if on is not None and on > today:
        raise Invalid(FieldError("on", "is a day ahead. Log it once it has happened."))
    if program_id is not None:
        try:
            get_owned(session, Program, owner.id, program_id)
        except NotFound:
            raise Invalid(FieldError("program_id", "is none of your programs.")) from None
