"""To whom news matters: those who had a part in it, and those one stays in touch with."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.contacts.model import STAGES, Contact
from webapp.followups.cap import too_soon
from webapp.followups.model import FollowUp
from webapp.relations.cadence import KEPT_STAGES
from webapp.relations.model import ACTS, Act


class Cares(NamedTuple):
    """A person to whom news matters, and why; too soon for another letter until a day."""

    contact: Contact
    why: str
    too_soon_until: date | None


def who_cares(session: Session, owner_id: UUID, on: date) -> list[Cares]:
    """Those who did something for the owner, the latest first, then mentors, sponsors and alumni,
    then those who answered a letter.
    """
    why = _by_acts(session, owner_id)
    people = {one.id: one for one in _people(session, owner_id, list(why))}
    for contact in people.values():
        why.setdefault(contact.id, STAGES[contact.stage])
    for contact in _who_answered(session, owner_id):
        people.setdefault(contact.id, contact)
        why.setdefault(contact.id, "Answered you")
    until = too_soon(session, owner_id, list(people.values()), on)
    return [
        Cares(people[contact_id], words, until.get(contact_id))
        for contact_id, words in why.items()
        if contact_id in people
    ]


def _by_acts(session: Session, owner_id: UUID) -> dict[UUID, str]:
    query = select(Act).where(Act.owner_id == owner_id).order_by(Act.on.desc(), Act.id.desc())
    why: dict[UUID, str] = {}
    for act in session.scalars(query):
        why.setdefault(act.contact_id, f"{ACTS[act.kind]}: {' '.join(act.what.split())}")
    return why


def _people(session: Session, owner_id: UUID, acted: Collection[UUID]) -> list[Contact]:
    query = select(Contact).where(
        Contact.owner_id == owner_id,
        Contact.deleted_at.is_(None),
        Contact.stage.in_(KEPT_STAGES) | Contact.id.in_(acted),
    )
    return list(session.scalars(query.order_by(Contact.newest_at.desc(), Contact.id)))


def _who_answered(session: Session, owner_id: UUID) -> list[Contact]:
    answered = select(FollowUp.contact_id).where(
        FollowUp.owner_id == owner_id, FollowUp.state == "replied"
    )
    query = select(Contact).where(
        Contact.owner_id == owner_id, Contact.deleted_at.is_(None), Contact.id.in_(answered)
    )
    return list(session.scalars(query.order_by(Contact.newest_at.desc(), Contact.id)))
