"""The memory drill: from the detail to the name, five people a round.

A name that is known comes back after longer and longer, one that is not known tomorrow
(S. Leitner, So lernt man lernen, 1972: boxes).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from webapp.contacts.listing import with_encounters
from webapp.contacts.meet import get_contact
from webapp.contacts.model import Contact, Encounter
from webapp.contacts.search import fold
from webapp.drill.model import Recall

ROUND = 5
DAYS = (1, 3, 7, 21, 60, 180)
"""After how many days to ask again, by how many times in a row the name was known."""

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Question:
    """One contact, and the meeting whose detail leads to the name."""

    contact: Contact
    encounter: Encounter
    detail: str
    """The detail, with the contact's own name left out of it."""


def questions(session: Session, owner_id: UUID, today: date, most: int = ROUND) -> list[Question]:
    """Whom to be asked for: who was never asked for and the newest first, then who is due."""
    query = (
        _due(select(Contact), owner_id, today)
        .order_by(Recall.asked_at.asc().nulls_first(), Contact.newest_at.desc(), Contact.id.desc())
        .limit(most)
        .options(with_encounters())
    )
    return [question for contact in session.scalars(query) if (question := _ask(contact))]


def is_any_due(session: Session, owner_id: UUID, today: date) -> bool:
    """Whether there is anybody to be asked for."""
    query = _due(select(Contact.id), owner_id, today).order_by(Contact.newest_at.desc()).limit(1)
    return session.scalar(query) is not None


def count_due(session: Session, owner_id: UUID, today: date) -> int:
    """How many people there are to be asked for."""
    query = _due(select(func.count()).select_from(Contact), owner_id, today)
    return session.scalar(query) or 0


def answer(
    session: Session, owner_id: UUID, contact_id: UUID, *, knew: bool, now: datetime, today: date
) -> Recall:
    """Note whether the name was known; NotFound for nobody's contact. The caller commits."""
    contact = get_contact(session, owner_id, contact_id)
    recall = session.get(Recall, (owner_id, contact.id))
    if recall is None:
        recall = Recall(owner_id=owner_id, contact_id=contact.id, known=0)
        session.add(recall)
    recall.known = recall.known + 1 if knew else 0
    recall.due_on = today + timedelta(days=days_until_next(recall.known))
    recall.asked_at = now
    session.flush()
    return recall


def days_until_next(known: int) -> int:
    """After how many days to ask again for a name that was known so many times in a row."""
    return DAYS[min(known, len(DAYS) - 1)]


def without_name(text: str, names: Sequence[str]) -> str:
    """The text with every word of these names as a dash: "Ngozi's twins" gives "—'s twins"."""
    given = {fold(word) for name in names for word in _WORD.findall(name)}
    own = {word for word in given if len(word) >= _SHORTEST}
    return _WORD.sub(lambda found: "—" if fold(found[0]) in own else found[0], text)


def _due(query: Select[Any], owner_id: UUID, today: date) -> Select[Any]:
    remembered = and_(Recall.owner_id == owner_id, Recall.contact_id == Contact.id)
    met = select(Encounter.id).where(
        Encounter.owner_id == owner_id, Encounter.contact_id == Contact.id
    )
    return query.outerjoin(Recall, remembered).where(
        Contact.owner_id == owner_id,
        Contact.deleted_at.is_(None),
        met.exists(),
        or_(Recall.due_on.is_(None), Recall.due_on <= today),
    )


def _ask(contact: Contact) -> Question | None:
    told = next((met for met in contact.encounters if met.detail.strip()), None)
    if told is None:
        return None
    names = [contact.name, contact.first, contact.last]
    return Question(contact, told, without_name(told.detail, names))
