"""The inbox as the API gives it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from pydantic import BaseModel

from webapp.contacts.model import Contact
from webapp.exchange.inbox import Waiting
from webapp.exchange.model import Exchange


class LikelyOut(BaseModel):
    """A contact whom a visitor may be, and why."""

    id: UUID
    name: str
    why: str


class ExchangeOut(BaseModel):
    """What a visitor left; `state` is waiting, accepted or erased."""

    id: UUID
    name: str
    email: str
    phone: str
    detail: str
    card_label: str
    place: str
    received_at: datetime
    state: str
    contact_id: UUID | None
    likely: list[LikelyOut]


class InboxOut(BaseModel):
    """What waits, the newest first."""

    items: list[ExchangeOut]
    cursor: str | None = None


def inbox_out(waiting: Sequence[Waiting]) -> InboxOut:
    """The inbox as JSON."""
    return InboxOut(items=[exchange_out(one.exchange, one.likely) for one in waiting])


def exchange_out(left: Exchange, likely: Sequence[tuple[Contact, str]] = ()) -> ExchangeOut:
    """What a visitor left as JSON."""
    return ExchangeOut(
        id=left.id,
        name=left.name,
        email=left.email,
        phone=left.phone,
        detail=left.detail,
        card_label=left.card_label,
        place=left.place,
        received_at=left.received_at.astimezone(UTC),
        state=left.state,
        contact_id=left.contact_id,
        likely=[LikelyOut(id=person.id, name=person.name, why=why) for person, why in likely],
    )
