"""Targets: whom and what I mean to see at an event, and the meetings in which I did."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import Base, new_id

KINDS = {
    "program": "Program",
    "person": "Person",
    "talk": "Talk",
    "poster": "Poster",
    "booth": "Booth",
}


class Target(Base):
    """A program, person, talk, poster or booth that I plan to visit at an event."""

    pocket = ("target", "id")
    __tablename__ = "target"
    __table_args__ = (
        ForeignKeyConstraint(
            ["owner_id", "event_id"], ["event.owner_id", "event.id"], ondelete="CASCADE"
        ),
        ForeignKeyConstraint(
            ["owner_id", "contact_id"], ["contact.owner_id", "contact.id"], ondelete="CASCADE"
        ),
        ForeignKeyConstraint(["owner_id", "program_id"], ["program.owner_id", "program.id"]),
        Index(None, "owner_id", "event_id", "id"),
        Index(None, "owner_id", "contact_id"),
        Index(None, "owner_id", "program_id"),
        {"sqlite_with_rowid": False},
    )

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(200))
    """Whom or what: the person, the program, the title of the talk or poster."""
    who: Mapped[str] = mapped_column(String(200), default="")
    """Who speaks, presents or stands there, where that is not the name itself."""
    on: Mapped[date | None]
    time: Mapped[str] = mapped_column(String(5), default="")
    """From when, as 14:05 by the event's clock; empty where any time will do."""
    until: Mapped[str] = mapped_column(String(5), default="")
    place: Mapped[str] = mapped_column(String(200), default="")
    why: Mapped[str] = mapped_column(Text, default="")
    question: Mapped[str] = mapped_column(Text, default="")
    introduction: Mapped[str] = mapped_column(Text, default="")
    """The sentence with which I begin."""
    contact_id: Mapped[UUID | None]
    program_id: Mapped[UUID | None]
    ticked_at: Mapped[datetime | None]
    """When it was ticked by hand."""
    created_at: Mapped[datetime]


class TargetMeeting(Base):
    """An encounter in which a target was met. It goes with either, so that a tick never lies."""

    pocket = ("target", "target_id")
    __tablename__ = "target_meeting"
    __table_args__ = (
        ForeignKeyConstraint(
            ["owner_id", "target_id"], ["target.owner_id", "target.id"], ondelete="CASCADE"
        ),
        ForeignKeyConstraint(
            ["owner_id", "encounter_id"], ["encounter.owner_id", "encounter.id"], ondelete="CASCADE"
        ),
        Index(None, "owner_id", "encounter_id"),
        {"sqlite_with_rowid": False},
    )

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    target_id: Mapped[UUID] = mapped_column(primary_key=True)
    encounter_id: Mapped[UUID] = mapped_column(primary_key=True)
