"""What contacts are looked up by when one may be another, and who was found to be alike."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, SmallInteger, String, delete, select, tuple_
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from webapp.contacts.likeness import KEY_LENGTH, keys_of, person_of
from webapp.contacts.model import Contact
from webapp.db import Base


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

    owner_id: Mapped[UUID] = mapped_column(primary_key=True)
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

    owner_id: Mapped[UUID] = mapped_column(primary_key=True)
    one_id: Mapped[UUID] = mapped_column(primary_key=True)
    other_id: Mapped[UUID] = mapped_column(primary_key=True)
    why: Mapped[int] = mapped_column(SmallInteger)
    """A `likeness.Why`."""
    dismissed_at: Mapped[datetime | None]
    """When the owner said that these are two people."""


def note_keys(session: Session, contact: Contact) -> None:
    """Keep what this contact is looked up by in step with what is known of it."""
    mine = (ContactKey.owner_id == contact.owner_id, ContactKey.contact_id == contact.id)
    noted = {(row.kind, row.key) for row in session.execute(
        select(ContactKey.kind, ContactKey.key).where(*mine)
    )}  # fmt: skip
    wanted = keys_of(person_of(contact))
    if gone := noted - wanted:
        pair = tuple_(ContactKey.kind, ContactKey.key)
        session.execute(delete(ContactKey).where(*mine, pair.in_(gone)))
    insert_new(
        session,
        ContactKey,
        [
            {
                "owner_id": contact.owner_id,
                "kind": kind,
                "key": key,
                "contact_id": contact.id,
            }
            for kind, key in sorted(wanted - noted)
        ],
    )


def insert_new(session: Session, model: type[Base], rows: list[dict[str, Any]]) -> None:
    """Insert those rows whose key is not there yet, also when another request was faster."""
    if rows:
        dialect = session.get_bind().dialect.name
        insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
        session.execute(insert(model).values(rows).on_conflict_do_nothing())
