"""My cards, their photos, and the addresses under which strangers may see them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import Base, new_id


class Card(Base):
    """What the owner shows of themself; pitch and project stay private unless they say so."""

    __tablename__ = "card"
    pocket = ("card", "id")
    __table_args__ = {"sqlite_with_rowid": False}

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    label: Mapped[str] = mapped_column(String(200), default="")
    """For the owner's eyes: which card this is, as in "General" or "Poster 214"."""
    place: Mapped[str] = mapped_column(String(200), default="", server_default="")
    """Where this card hangs (poster number, hall): whoever answers it is met there."""
    name: Mapped[str] = mapped_column(String(200))
    headline: Mapped[str] = mapped_column(String(200), default="")
    organisation: Mapped[str] = mapped_column(String(200), default="")
    title: Mapped[str] = mapped_column(String(200), default="")
    positioning: Mapped[str] = mapped_column(Text, default="")
    pitch: Mapped[str] = mapped_column(Text, default="")
    project: Mapped[str] = mapped_column(Text, default="")
    shows_pitch: Mapped[bool] = mapped_column(default=False)
    shows_project: Mapped[bool] = mapped_column(default=False)
    emails: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    phones: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    links: Mapped[list[str]] = mapped_column(JSON, default=list)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class CardPhoto(Base):
    """The photo of a card, re-encoded and without EXIF."""

    __tablename__ = "card_photo"
    pocket = ("card", "card_id")
    __table_args__ = (
        ForeignKeyConstraint(
            ["owner_id", "card_id"], ["card.owner_id", "card.id"], ondelete="CASCADE"
        ),
        {"sqlite_with_rowid": False},
    )

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    card_id: Mapped[UUID] = mapped_column(primary_key=True)
    jpeg: Mapped[bytes] = mapped_column(LargeBinary)
    changed_at: Mapped[datetime]


class CardAddress(Base):
    """The directory of public addresses: which token shows which card.

    The token is the key alone, because it must be unique across owners.
    """

    __tablename__ = "card_address"
    pocket = ("card", "card_id")
    __table_args__ = (
        ForeignKeyConstraint(
            ["owner_id", "card_id"], ["card.owner_id", "card.id"], ondelete="CASCADE"
        ),
        Index(None, "owner_id", "card_id"),
    )

    token: Mapped[str] = mapped_column(String(26), primary_key=True)
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    card_id: Mapped[UUID]
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
