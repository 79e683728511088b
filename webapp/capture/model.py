"""Receipts: the memory that makes a capture count exactly once."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import Base


class Receipt(Base):
    """One operation taken from a phone: what it was, and what came of it."""

    __tablename__ = "receipt"
    __table_args__ = {"sqlite_with_rowid": False}

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    """The operation's id, made on the phone."""
    payload_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    contact_id: Mapped[UUID]
    encounter_id: Mapped[UUID]
    phone_time: Mapped[datetime | None]
    """What the phone's clock said, however wrong; the skew is its distance from `received_at`."""
    received_at: Mapped[datetime]
