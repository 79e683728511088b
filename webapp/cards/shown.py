"""A card with what stands beside it: its open address, and since when it has its photo."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, and_, select

from webapp.cards.model import Card, CardAddress, CardPhoto
from webapp.errors import NotFound


@dataclass(frozen=True, slots=True)
class ShownCard:
    """A card as it can be shown; `photo_at` is None where it has no photo."""

    card: Card
    token: str
    photo_at: datetime | None

    def url(self, base_url: str) -> str:
        """The whole public address of the card: what its QR code says."""
        return f"{base_url}/c/{self.token}"


def shown_cards() -> Select[Card, str, datetime]:
    """The query for cards as they can be shown, without the bytes of their photos."""
    return (
        select(Card, CardAddress.token, CardPhoto.changed_at)
        .join(
            CardAddress,
            and_(
                CardAddress.owner_id == Card.owner_id,
                CardAddress.card_id == Card.id,
                CardAddress.revoked_at.is_(None),
            ),
        )
        .outerjoin(
            CardPhoto,
            and_(CardPhoto.owner_id == Card.owner_id, CardPhoto.card_id == Card.id),
        )
    )


def chosen(cards: list[ShownCard], card_id: str | None) -> ShownCard:
    """The card of this id among those held; the first where none is named."""
    if card_id is None:
        return cards[0]
    try:
        wanted = UUID(card_id)
    except ValueError:
        raise NotFound("Card") from None
    for shown in cards:
        if shown.card.id == wanted:
            return shown
    raise NotFound("Card")
