"""The morning digest: who wants it and when, on which devices, and what became of each day's."""

from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, SmallInteger, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from webapp.db import Base

MORNING = 7
OUTCOMES = ("", "claimed", "sent", "failed")
"""Of one way on one day: not wanted, begun and not known to have ended, taken, refused."""


class DigestChoice(Base):
    """At which hour a person wants the digest, and whether by mail; push is asked for by device."""

    __tablename__ = "digest_choice"
    __table_args__ = {"sqlite_with_rowid": False}

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    hour: Mapped[int] = mapped_column(SmallInteger, default=MORNING)
    by_mail: Mapped[bool] = mapped_column(default=False)


class DigestDay(Base):
    """One day's digest. Whoever adds the row sends it, and nobody else ever does."""

    __tablename__ = "digest_day"
    __table_args__ = {"sqlite_with_rowid": False}

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    on: Mapped[date] = mapped_column(primary_key=True)
    claimed_at: Mapped[datetime]
    people: Mapped[int]
    """How many people were due; on an empty day nothing is sent."""
    mail: Mapped[str] = mapped_column(String(10), default="")
    push: Mapped[str] = mapped_column(String(10), default="")


class PushSubscription(Base):
    """A directory: a browser that shows notifications, and whose. One browser has one owner."""

    __tablename__ = "push_subscription"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    """Made of the endpoint, so that the same browser is known again."""
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), index=True)
    endpoint: Mapped[str] = mapped_column(Text)
    p256dh: Mapped[str] = mapped_column(String(100))
    auth: Mapped[str] = mapped_column(String(50))
    name: Mapped[str] = mapped_column(String(100))
    created_at: Mapped[datetime]


class PushKey(Base):
    """The key by which push services know this house (RFC 8292); made once for all its nodes."""

    __tablename__ = "push_key"

    id: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    private_pem: Mapped[bytes] = mapped_column(LargeBinary)
    public_pem: Mapped[bytes] = mapped_column(LargeBinary)
    public: Mapped[str] = mapped_column(String(100))
    """As browsers take it: base64url of the uncompressed point."""


def subscription_id(endpoint: str) -> UUID:
    """The id of the browser behind an endpoint."""
    return UUID(bytes=sha256(endpoint.encode()).digest()[:16])


def subscriptions_of(session: Session, owner_id: UUID) -> list[PushSubscription]:
    """The devices of an owner, the oldest first."""
    query = select(PushSubscription).where(PushSubscription.owner_id == owner_id)
    return list(session.scalars(query.order_by(PushSubscription.created_at, PushSubscription.id)))
