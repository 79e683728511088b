"""The owner's inbox: who left details, whom they may be, and what becomes of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from webapp.accounts.model import User
from webapp.capture.clocks import Arrival
from webapp.capture.details import CaptureDetails
from webapp.capture.receive import receive
from webapp.capture.undo import undo
from webapp.contacts.duplicates import find_likenesses
from webapp.contacts.kept_out import BLOCKED, keep_out
from webapp.contacts.likeness import Person
from webapp.contacts.model import Contact
from webapp.contacts.pairs import contacts_of
from webapp.contacts.phone_numbers import region_of
from webapp.db import get_owned, new_id
from webapp.errors import NotFound
from webapp.exchange.model import ACCEPTED, ERASED, WAITING, Exchange, waiting
from webapp.revisions import lock

MOST_SHOWN = 100
MOST_LIKELY = 3


@dataclass(frozen=True, slots=True)
class Waiting:
    """Details that wait, and the contacts who may be that person, the likeliest first."""

    exchange: Exchange
    likely: Sequence[tuple[Contact, str]]


def list_waiting(session: Session, owner: User) -> list[Waiting]:
    """What waits, the newest first, at most a hundred."""
    rows = list(session.scalars(waiting(owner.id).limit(MOST_SHOWN)))
    return [Waiting(left, _likely(session, owner, left)) for left in rows]


def count_waiting(session: Session, owner_id: UUID) -> int:
    """How many wait."""
    query = select(func.count()).where(Exchange.owner_id == owner_id, Exchange.state == WAITING)
    return session.scalar(query) or 0


def list_erased(session: Session, owner_id: UUID) -> list[Exchange]:
    """Where visitors took back what they had left: what is known is only that, and when."""
    query = (
        select(Exchange)
        .where(Exchange.owner_id == owner_id, Exchange.state == ERASED)
        .order_by(Exchange.decided_at.desc())
        .limit(MOST_SHOWN)
    )
    return list(session.scalars(query))


def accept(
    session: Session, owner: User, exchange_id: UUID, contact_id: UUID | None, now: datetime
) -> Exchange:
    """Take a visitor down as met, with a follow-up: a new contact, or a known one met again.

    Repeatable: what was accepted stays as it is. NotFound for what was erased or refused.
    """
    lock(session, owner.id)
    left = get_owned(session, Exchange, owner.id, exchange_id)
    session.refresh(left)
    if left.state == ERASED:
        raise NotFound("Exchange")
    if left.state == ACCEPTED:
        return left
    capture_id = new_id()
    met = _capture(left, contact_id)
    taken = receive(session, owner, capture_id, met, Arrival(now))
    left.state, left.decided_at, left.capture_id = ACCEPTED, now, capture_id
    left.contact_id, left.encounter_id = taken.contact_id, taken.encounter_id
    session.flush()
    return left


def reopen(session: Session, owner_id: UUID, exchange_id: UUID, now: datetime) -> Exchange:
    """Take an acceptance back: the meeting that it made is gone, and the details wait again."""
    left = get_owned(session, Exchange, owner_id, exchange_id)
    if left.state == ACCEPTED and left.capture_id is not None:
        undo(session, owner_id, left.capture_id, now)
        left.state, left.decided_at = WAITING, None
        left.contact_id = left.encounter_id = left.capture_id = None
        session.flush()
    return left


def refuse(session: Session, owner_id: UUID, exchange_id: UUID) -> str:
    """Forget what was left, at once and for good; gives the name, to say so."""
    left = _waiting(session, owner_id, exchange_id)
    name = left.name
    session.delete(left)
    session.flush()
    return name


def block(session: Session, owner_id: UUID, exchange_id: UUID, now: datetime) -> str:
    """Forget what was left, and take nothing from that address or number again."""
    left = _waiting(session, owner_id, exchange_id)
    name, email, phone = left.name, left.email, left.phone
    keep_out(session, owner_id, why=BLOCKED, now=now, emails=[email], phones=[phone])
    same = [Exchange.id == exchange_id]
    same += [Exchange.email == email] if email else []
    same += [Exchange.phone == phone] if phone else []
    session.execute(
        delete(Exchange).where(Exchange.owner_id == owner_id, Exchange.state == WAITING, or_(*same))
    )
    return name


def _waiting(session: Session, owner_id: UUID, exchange_id: UUID) -> Exchange:
    left = get_owned(session, Exchange, owner_id, exchange_id)
    if left.state != WAITING:
        raise NotFound("Exchange")
    return left


def _likely(session: Session, owner: User, left: Exchange) -> list[tuple[Contact, str]]:
    person = Person(left.name, "", (left.email,), (left.phone,))
    likely = find_likenesses(session, owner.id, person, region_of(owner.time_zone))[:MOST_LIKELY]
    contacts = contacts_of(session, owner.id, [one.contact_id for one in likely])
    return [(contacts[one.contact_id], one.why) for one in likely]


def _capture(left: Exchange, contact_id: UUID | None) -> CaptureDetails:
    return CaptureDetails(
        name=left.name,
        detail=left.detail,
        captured_at=left.received_at,
        place=left.place,
        email=left.email,
        phone=left.phone,
        contact_id=contact_id,
    )
