"""Contacts and the encounters with them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    SmallInteger,
    String,
    Text,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.db import Base, new_id, where_given
from webapp.events.model import Event

RELATIONS = {
    "program_director": "Program director",
    "attending": "Attending",
    "resident": "Resident",
    "alum": "Alum of my school",
    "peer": "Peer",
}
"""Whom a letter speaks to; it is read from title, stage and school unless corrected."""

STAGES = {
    "contact": "Contact",
    "mentor": "Mentor",
    "sponsor": "Sponsor",
    "alum": "Alum",
    "peer": "Peer",
}


_STANDING: dict[str, Any] = {
    f"{engine}_where": text("deleted_at IS NULL") for engine in ("sqlite", "postgresql")
}
"""An index of those who are not deleted: what a list shows can be counted in it alone."""


class Contact(Base):
    """A person whom the owner met."""

    __tablename__ = "contact"
    pocket = ("contact", "id")
    __table_args__ = (
        ForeignKeyConstraint(["owner_id", "program_id"], ["program.owner_id", "program.id"]),
        Index(None, "owner_id", "newest_at", "id", **_STANDING),
        Index(None, "owner_id", "stage", "newest_at", "id", **_STANDING),
        Index(None, "owner_id", "deleted_at", **where_given("deleted_at")),
        Index(None, "owner_id", "program_id", **where_given("program_id")),
        {"sqlite_with_rowid": False},
    )

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(200))
    first: Mapped[str] = mapped_column(String(200), default="")
    last: Mapped[str] = mapped_column(String(200), default="")
    middle: Mapped[str] = mapped_column(String(200), default="")
    prefix: Mapped[str] = mapped_column(String(200), default="")
    suffix: Mapped[str] = mapped_column(String(200), default="")
    organisation: Mapped[str] = mapped_column(String(200), default="")
    title: Mapped[str] = mapped_column(String(200), default="")
    department: Mapped[str] = mapped_column(String(200), default="")
    school: Mapped[str] = mapped_column(String(200), default="")
    birthday: Mapped[str] = mapped_column(String(40), default="")
    """As the card has it: 1975-02-18, --02-18, or whatever was written there."""
    emails: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    phones: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    links: Mapped[list[str]] = mapped_column(JSON, default=list)
    addresses: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    categories: Mapped[list[str]] = mapped_column(JSON, default=list)
    card_uid: Mapped[str] = mapped_column(String(255), default="")
    """The UID of the card that this contact came in on, if it was one."""
    unmodelled: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Lines of that card which have no field here, canonical, to be given back."""
    stage: Mapped[str] = mapped_column(String(20), default="contact")
    relation: Mapped[str] = mapped_column(String(20), default="", server_default="")
    """How I write to them, as the owner corrected it; empty while title and stage tell."""
    contact_limit_a_year: Mapped[int | None] = mapped_column(SmallInteger)
    """How often in a year to write to them, where that is not the account's number."""
    program_id: Mapped[UUID | None]
    """The program on the owner's map where this person is."""
    note: Mapped[str] = mapped_column(Text, default="")
    newest_at: Mapped[datetime]
    """The newest encounter; without any, when the contact was added."""
    search_text: Mapped[str] = mapped_column(Text, default="")
    """Name, organisation, details and places, folded for searching (contacts/search.py)."""
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    deleted_at: Mapped[datetime | None]
    merged_into_id: Mapped[UUID | None]
    """The contact that this one was found to be; it is deleted as long as that stands."""

    encounters: Mapped[list["Encounter"]] = relationship(
        back_populates="contact",
        order_by="(Encounter.at.desc(), Encounter.id.desc())",
        primaryjoin="and_(Contact.owner_id == Encounter.owner_id,"
        " Contact.id == Encounter.contact_id)",
        foreign_keys="[Encounter.owner_id, Encounter.contact_id]",
        lazy="raise",
        cascade="save-update, merge",
    )


class ContactPhoto(Base):
    """The photo of a contact, re-encoded and without EXIF."""

    __tablename__ = "contact_photo"
    __table_args__ = (
        ForeignKeyConstraint(
            ["owner_id", "contact_id"], ["contact.owner_id", "contact.id"], ondelete="CASCADE"
        ),
        {"sqlite_with_rowid": False},
    )

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    contact_id: Mapped[UUID] = mapped_column(primary_key=True)
    jpeg: Mapped[bytes] = mapped_column(LargeBinary)
    changed_at: Mapped[datetime]


class Merge(Base):
    """One contact found to be another: what is needed to take that back."""

    __tablename__ = "merge"
    __table_args__ = (
        ForeignKeyConstraint(
            ["owner_id", "kept_id"], ["contact.owner_id", "contact.id"], ondelete="CASCADE"
        ),
        Index(None, "owner_id", "kept_id"),
        {"sqlite_with_rowid": False},
    )

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    kept_id: Mapped[UUID]
    absorbed_id: Mapped[UUID]
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    """The kept contact's values and the absorbed one's encounters as they were."""
    merged_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]


class Encounter(Base):
    """One meeting with a contact, and the detail to remember of it."""

    __tablename__ = "encounter"
    pocket = ("contact", "contact_id")
    __table_args__ = (
        ForeignKeyConstraint(
            ["owner_id", "contact_id"], ["contact.owner_id", "contact.id"], ondelete="CASCADE"
        ),
        ForeignKeyConstraint(["owner_id", "event_id"], ["event.owner_id", "event.id"]),
        ForeignKeyConstraint(["owner_id", "introducer_id"], ["contact.owner_id", "contact.id"]),
        Index(None, "owner_id", "contact_id", "at"),
        Index(None, "owner_id", "event_id", "contact_id", **where_given("event_id")),
        Index(None, "owner_id", "introducer_id", **where_given("introducer_id")),
        {"sqlite_with_rowid": False},
    )

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    contact_id: Mapped[UUID]
    event_id: Mapped[UUID | None]
    at: Mapped[datetime]
    """By the phone's clock; the receipt keeps the time of arrival beside it."""
    time_zone: Mapped[str] = mapped_column(String(64))
    """The event's, or the owner's where there was no event: decides which day it was."""
    place: Mapped[str] = mapped_column(String(200), default="")
    detail: Mapped[str] = mapped_column(Text)
    talk: Mapped[str] = mapped_column(Text, default="")
    promise: Mapped[str] = mapped_column(Text, default="")
    promise_by: Mapped[date | None]
    """The day by which it was promised, where one was named."""
    clicked: Mapped[bool] = mapped_column(default=False)
    introducer_id: Mapped[UUID | None]
    introducer_name: Mapped[str] = mapped_column(String(200), default="")
    """Who introduced us, as typed, where it is nobody among the contacts."""
    raw: Mapped[str] = mapped_column(Text, default="")
    """The text of the code that was scanned, untouched."""

    contact: Mapped[Contact] = relationship(
        back_populates="encounters",
        primaryjoin="and_(Contact.owner_id == Encounter.owner_id,"
        " Contact.id == Encounter.contact_id)",
        foreign_keys="[Encounter.owner_id, Encounter.contact_id]",
        lazy="raise",
    )
    event: Mapped[Event | None] = relationship(
        primaryjoin="and_(Event.owner_id == Encounter.owner_id, Event.id == Encounter.event_id)",
        foreign_keys="[Encounter.owner_id, Encounter.event_id]",
        viewonly=True,
        lazy="raise",
    )
    introducer: Mapped[Contact | None] = relationship(
        primaryjoin="and_(Contact.owner_id == Encounter.owner_id,"
        " Contact.id == Encounter.introducer_id)",
        foreign_keys="[Encounter.owner_id, Encounter.introducer_id]",
        viewonly=True,
        lazy="raise",
    )


def typed(value: str, kind: str) -> dict[str, Any]:
    """An e-mail address or phone number as a contact keeps it."""
    return {"value": value, "type": kind}
