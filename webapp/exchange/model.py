"""What strangers leave on a card's page, and the links with which they take it back."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    Select,
    String,
    Text,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import Base, new_id

WAITING = "waiting"
ACCEPTED = "accepted"
ERASED = "erased"


class Exchange(Base):
    """Details that a visitor of a card left for its owner.

    It waits until the owner accepts it; refused, it is gone. Erased by the visitor, it holds
    nothing but that this was asked, and when.
    """

    __tablename__ = "exchange"
    __table_args__ = (
        ForeignKeyConstraint(
            ["owner_id", "contact_id"], ["contact.owner_id", "contact.id"], ondelete="CASCADE"
        ),
        Index(None, "owner_id", "state", "received_at"),
        Index(None, "owner_id", "contact_id"),
        {"sqlite_with_rowid": False},
    )

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    card_label: Mapped[str] = mapped_column(String(200), default="")
    """The card it was left on, in its owner's words, as in "Poster 214"."""
    place: Mapped[str] = mapped_column(String(200), default="")
    """Where that card hung, if it hung anywhere."""
    name: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    phone: Mapped[str] = mapped_column(String(200), default="")
    detail: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(10), default=WAITING)
    received_at: Mapped[datetime]
    """Also when they agreed to the notice beside the form."""
    decided_at: Mapped[datetime | None]
    contact_id: Mapped[UUID | None]
    encounter_id: Mapped[UUID | None]
    capture_id: Mapped[UUID | None]
    """The capture that accepting it was, to take that back."""


class EraseLink(Base):
    """The directory of links in visitors' hands: which one leads to what. Only hashes are kept."""

    __tablename__ = "erase_link"
    __table_args__ = (
        ForeignKeyConstraint(
            ["owner_id", "exchange_id"], ["exchange.owner_id", "exchange.id"], ondelete="CASCADE"
        ),
        Index(None, "owner_id", "exchange_id"),
    )

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    exchange_id: Mapped[UUID]
    card_token: Mapped[str] = mapped_column(String(26))
    """The address at which they left it, for the way back to the card."""


def waiting(owner_id: UUID) -> Select[Exchange]:
    """The query for what waits for its owner, the newest first."""
    return (
        select(Exchange)
        .where(Exchange.owner_id == owner_id, Exchange.state == WAITING)
        .order_by(Exchange.received_at.desc(), Exchange.id.desc())
    )
