"""What contacts are looked up by when one may be another, and who was found to be alike."""

from collections.abc import Collection, Iterable
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    SmallInteger,
    String,
    delete,
    select,
    tuple_,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from webapp.contacts.likeness import KEY_LENGTH, Key, Person, person_of
from webapp.contacts.model import Contact
from webapp.db import Base

AT_ONCE = 1_000
"""Databases take a bounded number of values with one statement."""


class ContactKey(Base):
    """One thing a contact can be found by: an address, the end of a number, a spelling."""

    __tablename__ = "contact_key"
    __table_args__ = (
        ForeignKeyConstraint(
            ["owner_id", "contact_id"], ["contact.owner_id", "contact.id"], ondelete="CASCADE"
        ),
        Index(None, "owner_id", "contact_id"),
        {"sqlite_with_rowid": False},
    )

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    key: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    contact_id: Mapped[UUID] = mapped_column(primary_key=True)


class Pair(Base):
    """Two contacts who may be one, `one_id` being the smaller id; remembered when they are not."""

    __tablename__ = "contact_pair"
    __table_args__ = (
        ForeignKeyConstraint(
            ["owner_id", "one_id"], ["contact.owner_id", "contact.id"], ondelete="CASCADE"
        ),
        ForeignKeyConstraint(
            ["owner_id", "other_id"], ["contact.owner_id", "contact.id"], ondelete="CASCADE"
        ),
        Index(None, "owner_id", "other_id"),
        Index(None, "owner_id", "why", "one_id", "other_id"),
        {"sqlite_with_rowid": False},
    )

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    one_id: Mapped[UUID] = mapped_column(primary_key=True)
    other_id: Mapped[UUID] = mapped_column(primary_key=True)
    why: Mapped[int] = mapped_column(SmallInteger)
    """A `likeness.Why`."""
    dismissed_at: Mapped[datetime | None]
    """When the owner said that these are two people."""

    def other_than(self, contact_id: UUID) -> UUID | None:
        """The other contact of the pair; None when this one is not in it."""
        if contact_id not in (self.one_id, self.other_id):
            return None
        return self.other_id if contact_id == self.one_id else self.one_id


def pair_key(owner_id: UUID, contact_id: UUID, other_id: UUID) -> dict[str, UUID]:
    """The primary key of the pair that two contacts make, in either order."""
    one_id, other_id = sorted((contact_id, other_id))
    return {"owner_id": owner_id, "one_id": one_id, "other_id": other_id}


def kept_keys(contact_id: UUID, person: Person) -> list[Key]:
    """What is kept of what a contact is looked up by: all but its own id, which finds it alone."""
    own = ("card", str(contact_id))
    return [key for key in person.keys if key != own]


def contacts_named(keys: Iterable[Key]) -> dict[Key, UUID]:
    """The contacts whose own ids are among these keys, as far as there are any."""
    ids = {(kind, key): _uuid(key) for kind, key in keys if kind == "card"}
    return {key: contact_id for key, contact_id in ids.items() if contact_id is not None}


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def note_keys(session: Session, contact: Contact, *, new: bool = False) -> None:
    """Keep what this contact is looked up by in step with what is known of it."""
    mine = (ContactKey.owner_id == contact.owner_id, ContactKey.contact_id == contact.id)
    query = select(ContactKey.kind, ContactKey.key).where(*mine)
    noted = set() if new else {(kind, key) for kind, key in session.execute(query)}
    wanted = set(kept_keys(contact.id, person_of(contact)))
    if gone := noted - wanted:
        kind_and_key = tuple_(ContactKey.kind, ContactKey.key)
        session.execute(delete(ContactKey).where(*mine, kind_and_key.in_(gone)))
    key = {"owner_id": contact.owner_id, "contact_id": contact.id}
    rows = [{**key, "kind": kind, "key": text} for kind, text in sorted(wanted - noted)]
    insert_new(session, ContactKey, rows)


def known_keys(session: Session, owner_id: UUID, keys: Collection[Key]) -> set[Key]:
    """Those of these keys by which a contact of the owner is found."""
    kind_and_key = tuple_(ContactKey.kind, ContactKey.key)
    named = contacts_named(keys)
    ids = select(Contact.id).where(Contact.owner_id == owner_id, Contact.id.in_(named.values()))
    there = set(session.scalars(ids)) if named else set()
    found = {key for key, contact_id in named.items() if contact_id in there}
    rest = sorted(keys)
    while rest:
        some, rest = rest[:AT_ONCE], rest[AT_ONCE:]
        query = select(ContactKey.kind, ContactKey.key).distinct()
        query = query.where(ContactKey.owner_id == owner_id, kind_and_key.in_(some))
        found |= {(kind, key) for kind, key in session.execute(query)}
    return found


def insert_new(session: Session, model: type[Base], rows: list[dict[str, Any]]) -> None:
    """Insert those rows whose key is not there yet, also when another request was faster."""
    if rows:
        session.flush()
        statement = _insert_new(model, session.get_bind().dialect.name)
        session.connection().execute(statement, rows)


@cache
def _insert_new(model: type[Base], dialect: str) -> Any:
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    table: Any = model.__table__
    return insert(table).on_conflict_do_nothing()
