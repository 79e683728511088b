"""What people did for me, and what I can do for them: what a stage rests on."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.contacts.model import Contact
from webapp.db import Base, new_id

ACTS = {
    "advice": "Gave me advice",
    "review": "Read something of mine",
    "introduction": "Introduced me to somebody",
    "supervision": "Saw me work",
    "letter": "Wrote a letter for me",
    "call_to_program": "Called a program for me",
}


class Act(Base):
    """Something that a contact did for me, on a day. Advice is kept until it is reported back."""

    __tablename__ = "act"
    __table_args__ = (
        ForeignKeyConstraint(
            ["owner_id", "contact_id"], ["contact.owner_id", "contact.id"], ondelete="CASCADE"
        ),
        ForeignKeyConstraint(["owner_id", "program_id"], ["program.owner_id", "program.id"]),
        Index(None, "owner_id", "contact_id", "on", "id"),
        {"sqlite_with_rowid": False},
    )

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    contact_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(String(20))
    on: Mapped[date]
    """The day, as the clocks stood where the owner was."""
    what: Mapped[str] = mapped_column(Text)
    program_id: Mapped[UUID | None]
    """The program that it was about, where it was about one."""
    reported_back_on: Mapped[date | None]
    """When I told them what came of it."""
    created_at: Mapped[datetime]

    contact: Mapped[Contact] = relationship(
        primaryjoin="and_(Contact.owner_id == Act.owner_id, Contact.id == Act.contact_id)",
        foreign_keys="[Act.owner_id, Act.contact_id]",
        viewonly=True,
        lazy="raise",
    )


class Offer(Base):
    """Something that I can do for a contact; `done_on` once I did it."""

    __tablename__ = "offer"
    __table_args__ = (
        ForeignKeyConstraint(
            ["owner_id", "contact_id"], ["contact.owner_id", "contact.id"], ondelete="CASCADE"
        ),
        Index(None, "owner_id", "contact_id", "id"),
        {"sqlite_with_rowid": False},
    )

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    contact_id: Mapped[UUID]
    what: Mapped[str] = mapped_column(Text)
    done_on: Mapped[date | None]
    created_at: Mapped[datetime]
