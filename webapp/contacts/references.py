"""Whatever points at a contact, in any room: found in the schema, so that new rooms count too."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Table, select, tuple_, update
from sqlalchemy.orm import Session

from webapp.contacts.model import Contact, Encounter
from webapp.db import Base

Moved = dict[str, list[str]]
"""The keys of rows, as text, by the column that points at the contact: `follow_up.contact_id`."""


def point_at(session: Session, owner_id: UUID, old_id: UUID, new_id: UUID) -> Moved:
    """Point every row that points at one contact at another; says which rows these were."""
    moved: Moved = {}
    for column in references():
        keys = _keys(session, column, owner_id, old_id)
        _point(session, column, keys, new_id)
        moved[str(column)] = list(map(_text, keys))
    return {column: keys for column, keys in moved.items() if keys}


def point_back(session: Session, owner_id: UUID, old_id: UUID, new_id: UUID, moved: Moved) -> None:
    """Point those rows, and what was added to their meetings since, back at the contact.

    A row that has gone, or points at somebody else by now, is left alone.
    """
    for column in references():
        those = set(moved.get(str(column), ()))
        keys = _keys(session, column, owner_id, old_id)
        _point(session, column, [key for key in keys if _text(key) in those], new_id)
    for column in references():
        for meeting in _columns_to(column.table, Encounter.__table__):
            strays = _keys_beside(session, column, meeting, owner_id, old_id, new_id)
            _point(session, column, strays, new_id)


def references() -> Iterator[Column[Any]]:
    """The columns of all tables that point at a contact.

    Those in a primary key are not among them: such rows (a photo, the keys) are part of the
    contact itself rather than somebody else's pointer to it.
    """
    for table in Base.metadata.sorted_tables:
        yield from sorted(_columns_to(table, Contact.__table__), key=str)


def _columns_to(table: Table, target: Any) -> Iterator[Column[Any]]:
    for key in table.foreign_keys:
        if key.column is target.c.id and not key.parent.primary_key:
            yield key.parent


def _keys(
    session: Session, column: Column[Any], owner_id: UUID, contact_id: UUID
) -> list[tuple[Any, ...]]:
    rows = column.table
    query = select(*rows.primary_key).where(rows.c.owner_id == owner_id, column == contact_id)
    return list(session.execute(query.order_by(*rows.primary_key)))


def _keys_beside(
    session: Session,
    column: Column[Any],
    meeting: Column[Any],
    owner_id: UUID,
    old_id: UUID,
    new_id: UUID,
) -> list[tuple[Any, ...]]:
    """The rows that point at one contact and at a meeting with the other."""
    rows, meetings = column.table, Encounter.__table__
    theirs = select(meetings.c.id).where(
        meetings.c.owner_id == owner_id, meetings.c.contact_id == new_id
    )
    query = select(*rows.primary_key).where(
        rows.c.owner_id == owner_id, column == old_id, meeting.in_(theirs)
    )
    return list(session.execute(query))


def _point(
    session: Session, column: Column[Any], keys: list[tuple[Any, ...]], contact_id: UUID
) -> None:
    if keys:
        rows = column.table
        those = tuple_(*rows.primary_key).in_(keys)
        session.execute(update(rows).where(those).values({column: contact_id}))


def _text(key: tuple[Any, ...]) -> str:
    _owner_id, *parts = key
    return " ".join(part.hex() if isinstance(part, bytes) else str(part) for part in parts)
