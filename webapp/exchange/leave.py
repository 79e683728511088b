"""A visitor leaves details on a card, and may take them back."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from webapp.cards.shown import ShownCard
from webapp.contacts.kept_out import is_blocked
from webapp.contacts.meet import of_contact, settle
from webapp.contacts.model import Contact, Encounter
from webapp.errors import FieldError, Invalid, NotFound
from webapp.exchange.details import LeftDetails
from webapp.exchange.model import ACCEPTED, ERASED, WAITING, EraseLink, Exchange
from webapp.privacy.erase import erase_person
from webapp.row_security import act_for

WAITS = timedelta(days=90)
MOST_WAITING = 1_000


@dataclass(frozen=True, slots=True)
class Left:
    """What a visitor's link leads to: what they left, and the address of the card."""

    exchange: Exchange
    card_token: str


def leave(session: Session, shown: ShownCard, details: LeftDetails, now: datetime) -> str:
    """Keep a visitor's details for the owner of this card; gives the token of their link.

    Of somebody whom the owner blocked nothing is kept, and the answer is the same. Invalid when a
    thousand wait already.
    """
    card = shown.card
    token = secrets.token_urlsafe(32)
    forget_old(session, card.owner_id, now)
    if is_blocked(session, card.owner_id, emails=[details.email or ""], phones=[details.phone]):
        return token
    if _count_waiting(session, card.owner_id) >= MOST_WAITING:
        raise Invalid(FieldError("body", "This inbox is full. Write an e-mail instead."))
    left = Exchange(
        owner_id=card.owner_id,
        card_label=card.label,
        place=card.place,
        name=details.name,
        email=details.email or "",
        phone=details.phone.strip(),
        detail=details.detail,
        received_at=now,
    )
    session.add(left)
    session.flush()
    session.add(
        EraseLink(
            token_hash=_hash(token),
            owner_id=card.owner_id,
            exchange_id=left.id,
            card_token=shown.token,
        )
    )
    session.flush()
    return token


def find_left(session: Session, token: str) -> Left:
    """What was left, by the link in the visitor's hand; NotFound once nothing is kept of it.

    From here on the session acts for the owner whom it was left with.
    """
    link = session.get(EraseLink, _hash(token))
    if link is None:
        raise NotFound("EraseLink")
    act_for(session, link.owner_id)
    left = session.get(Exchange, (link.owner_id, link.exchange_id))
    if left is None or left.state == ERASED:
        raise NotFound("Exchange")
    return Left(left, link.card_token)


def erase(session: Session, left: Exchange, now: datetime) -> None:
    """Erase what a visitor left, also after it was accepted; that it was asked stays known.

    A person whom the owner knows from this alone is erased whole. Of one whom the owner met
    besides, the meeting that this made and the address and number that came with it go.
    """
    if left.state == ACCEPTED and left.contact_id is not None:
        _erase_from_contact(session, left, now)
    left.name = left.email = left.phone = left.detail = ""
    left.state, left.decided_at = ERASED, now
    left.contact_id = left.encounter_id = None
    session.flush()


def forget_old(session: Session, owner_id: UUID, now: datetime) -> int:
    """Forget what has waited for three months, and by then also that something was erased.

    Gives how many there were.
    """
    old = delete(Exchange).where(
        Exchange.owner_id == owner_id,
        Exchange.state.in_((WAITING, ERASED)),
        Exchange.received_at < now - WAITS,
    )
    return len(session.scalars(old.returning(Exchange.id)).all())


def _count_waiting(session: Session, owner_id: UUID) -> int:
    query = select(func.count()).where(Exchange.owner_id == owner_id, Exchange.state == WAITING)
    return session.scalar(query) or 0


def _erase_from_contact(session: Session, left: Exchange, now: datetime) -> None:
    contact = session.get_one(Contact, (left.owner_id, left.contact_id))
    met = list(session.scalars(of_contact(contact)))
    if all(meeting.id == left.encounter_id for meeting in met):
        left.contact_id = left.encounter_id = None
        session.flush()
        erase_person(session, left.owner_id, contact.id, now)
        return
    if meeting := session.get(Encounter, (left.owner_id, left.encounter_id)):
        session.delete(meeting)
    contact.emails = [one for one in contact.emails if one["value"] != left.email]
    contact.phones = [one for one in contact.phones if one["value"] != left.phone]
    contact.changed_at = now
    session.flush()
    settle(session, contact)


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
