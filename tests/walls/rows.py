"""A row of somebody's in every owned table there is, made from the schema."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Table, insert, select
from sqlalchemy.orm import Session

from tests.conftest import NOON
from webapp.db import Id, Instant, new_id
from webapp.row_security import is_owned
from webapp.schema import metadata

SAMPLES: dict[type, Any] = {
    bool: False, int: 1, float: 1.0, date: date(2026, 10, 14), bytes: b"x", object: [],
}  # fmt: skip


def fill_every_table(session: Session, owner_id: UUID, word: str) -> dict[str, dict[str, Any]]:
    """Give this person a row in each owned table that has none of theirs; gives all, by table.

    Where a text may stand the word does.
    """
    rows: dict[str, dict[str, Any]] = {}
    for table in metadata.sorted_tables:
        if is_owned(table):
            mine = select(table).where(table.c.owner_id == owner_id).limit(1)
            found = session.execute(mine).mappings().first()
            if found is None:
                session.execute(insert(table), _row(table, owner_id, word, rows))
                found = session.execute(mine).mappings().one()
            rows[table.name] = dict(found)
    return rows


def _row(table: Table, owner_id: UUID, word: str, rows: dict[str, Any]) -> dict[str, Any]:
    row = {column.name: _sample(column, word) for column in table.c}
    for key in table.foreign_key_constraints:
        known = rows.get(key.referred_table.name)
        for element in key.elements:
            row[element.parent.name] = known and known[element.column.name]
    return {**row, "owner_id": owner_id}


def _sample(column: Column[Any], word: str) -> Any:
    if isinstance(column.type, Id | Instant):
        return NOON if isinstance(column.type, Instant) else new_id()
    kind = column.type.python_type
    if kind is str:
        return word[: getattr(column.type, "length", None)]
    return SAMPLES[kind]
