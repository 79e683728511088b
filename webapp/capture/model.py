"""Receipts: the memory that makes every operation of a phone count exactly once."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, ForeignKey, LargeBinary, String, false
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import Base


class Receipt(Base):
    """One operation taken from a phone: what it was, and what came of it."""

    __tablename__ = "receipt"
    __table_args__ = {"sqlite_with_rowid": False}

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    """The operation's id, made on the phone."""
    type: Mapped[str] = mapped_column(String(30), default="capture", server_default="capture")
    payload_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    contact_id: Mapped[UUID | None]
    encounter_id: Mapped[UUID | None]
    result: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, server_default="{}")
    """What else the answer said."""
    phone: Mapped[str] = mapped_column(String(40), default="", server_default="")
    """Which phone it came from, if that said so: its own changes are no news to it."""
    rev: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    """The newest of the owner's changes once it was taken."""
    stale: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether the phone did not know the person as they were then."""
    phone_time: Mapped[datetime | None]
    """What the phone's clock said, however wrong, between 1970 and 2200."""
    phone_clock: Mapped[dict[str, str]] = mapped_column(JSON, default=dict, server_default="{}")
    """What the phone said of time, as it said it: `captured_at`, and `now` when it was sent.

    The clock was wrong by the distance of `now` from `received_at`.
    """
    received_at: Mapped[datetime]
