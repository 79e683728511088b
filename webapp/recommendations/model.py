"""Letters of recommendation: who is to write one, and how far that has come."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, ForeignKeyConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.contacts.model import Contact
from webapp.db import Base, new_id

STATES = {
    "to_ask": "To ask",
    "asked": "Asked",
    "promised": "Promised",
    "received": "Received",
    "declined": "Declined",
}
PACKET = {
    "cv": "CV",
    "statement": "Personal statement",
    "application_id": "Application ID",
    "bullet_points": "Bullet points of what they saw of me",
}
"""What a writer needs in the hand, in the order in which a person gathers it."""


class Recommendation(Base):
    """A letter of recommendation that I want from a contact."""

    __tablename__ = "recommendation"
    __table_args__ = (
        ForeignKeyConstraint(
            ["owner_id", "contact_id"], ["contact.owner_id", "contact.id"], ondelete="CASCADE"
        ),
        Index(None, "owner_id", "contact_id"),
        {"sqlite_with_rowid": False},
    )

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    contact_id: Mapped[UUID]
    state: Mapped[str] = mapped_column(String(10), default="to_ask")
    needed_by: Mapped[date | None]
    """The day by which the letter must be in, where it is not the day applications open."""
    packet: Mapped[list[str]] = mapped_column(JSON, default=list)
    """The keys of PACKET that are ready."""
    bullet_points: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    asked_on: Mapped[date | None]
    answered_on: Mapped[date | None]
    """When they promised or declined."""
    received_on: Mapped[date | None]
    reminded_on: Mapped[list[str]] = mapped_column(JSON, default=list)
    """The days of the reminders that were sent, as ISO dates; two at most."""
    thanked_on: Mapped[date | None]
    outcome: Mapped[str] = mapped_column(Text, default="")
    told_outcome_on: Mapped[date | None]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    contact: Mapped[Contact] = relationship(
        primaryjoin="and_(Contact.owner_id == Recommendation.owner_id,"
        " Contact.id == Recommendation.contact_id)",
        foreign_keys="[Recommendation.owner_id, Recommendation.contact_id]",
        viewonly=True,
        lazy="raise",
    )
