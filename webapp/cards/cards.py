"""Making, changing and removing my cards."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.cards.addresses import issue_address
from webapp.cards.details import CardChanges, CardDetails
from webapp.cards.model import Card
from webapp.cards.shown import ShownCard, shown_cards
from webapp.db import get_owned
from webapp.errors import FieldError, Invalid, NotFound

MOST_CARDS = 50


def list_cards(session: Session, owner_id: UUID) -> list[ShownCard]:
    """All of an owner's cards, the oldest first: that is the general one."""
    query = shown_cards().where(Card.owner_id == owner_id).order_by(Card.created_at, Card.id)
    return [ShownCard(*row) for row in session.execute(query)]


def get_card(session: Session, owner_id: UUID, card_id: UUID) -> ShownCard:
    """The owner's card with its address; NotFound also where it is another's."""
    query = shown_cards().where(Card.owner_id == owner_id, Card.id == card_id)
    row = session.execute(query).first()
    if row is None:
        raise NotFound("Card")
    return ShownCard(*row)


def make_card(session: Session, owner_id: UUID, details: CardDetails, now: datetime) -> Card:
    """A new card with an address of its own; Invalid names `label` past fifty cards."""
    held = session.scalar(select(func.count()).where(Card.owner_id == owner_id)) or 0
    if held >= MOST_CARDS:
        raise Invalid(
            FieldError("label", f"There are {held} cards already. Delete one you no longer show.")
        )
    card = Card(owner_id=owner_id, created_at=now, changed_at=now, **details.model_dump())
    session.add(card)
    session.flush()
    issue_address(session, card, now)
    return card


def change_card(
    session: Session,
    owner_id: UUID,
    card_id: UUID,
    changes: CardDetails | CardChanges,
    now: datetime,
) -> Card:
    """Set what is given; the address and whatever shows it stay the same."""
    card = get_owned(session, Card, owner_id, card_id)
    for field, value in changes.model_dump(exclude_none=True).items():
        setattr(card, field, value)
    card.changed_at = now
    session.flush()
    return card


def delete_card(session: Session, owner_id: UUID, card_id: UUID) -> Card:
    """Take a card away with its photo and every address it ever had."""
    card = get_owned(session, Card, owner_id, card_id)
    session.delete(card)
    session.flush()
    return card
