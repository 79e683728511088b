"""The floor of a capture: the very rows that one leaves behind, written by bare transactions.

The database, its indexes and its settings are those of Hallway; what is missing is everything that
makes the rows: the request, the checks, the likeness of people, the windows.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any
from uuid import UUID

import psycopg
from psycopg.types.json import Json, set_json_loads

from webapp.db import new_id, sqlite

TABLES = ("contact", "encounter", "contact_key", "follow_up", "change", "receipt")
"""In the order in which their keys allow."""


@dataclass(frozen=True)
class Bare:
    """A connection past everything of ours, and how its driver wants things said."""

    connection: Any
    begin: str
    mark: str
    key: Callable[[UUID], Any]


def bare_sqlite(database: Path) -> Bare:
    """A file, under the settings that Hallway gives it."""
    connection = sqlite.connect(str(database), isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    return Bare(connection, "BEGIN IMMEDIATE", "?", lambda one: one.bytes)


def bare_postgresql(url: str) -> Bare:
    """A PostgreSQL, whose JSON goes back in as it came out."""
    connection = psycopg.connect(url.replace("+psycopg", ""), autocommit=True)
    set_json_loads(lambda text: Json(json.loads(text)), connection)
    return Bare(connection, "BEGIN", "%s", lambda one: one)


def transactions_a_second(bare: Bare, count: int) -> float:
    """How many times a second the rows of the newest capture can be written again."""
    newest = "SELECT owner_id, id FROM receipt ORDER BY id DESC LIMIT 1"
    owner, op_id = bare.connection.execute(newest).fetchone()
    rows = [(table, row) for table in TABLES for row in _rows(bare, table, owner, op_id)]
    begin = perf_counter()
    for _ in range(count):
        _write(bare, owner, rows)
    return count / (perf_counter() - begin)


def _rows(bare: Bare, table: str, owner: Any, op_id: Any) -> list[dict[str, Any]]:
    cursor = bare.connection.execute(
        f"SELECT * FROM {table} WHERE owner_id = {bare.mark}", (owner,)
    )
    names = [column[0] for column in cursor.description]
    found = [dict(zip(names, row, strict=True)) for row in cursor]
    query = f"SELECT id FROM follow_up WHERE encounter_id = {bare.mark}"
    mine = {op_id, *(row[0] for row in bare.connection.execute(query, (op_id,)))}
    return [row for row in found if mine & {row.get("id"), row.get("contact_id")}]


def _write(bare: Bare, owner: Any, rows: list[tuple[str, dict[str, Any]]]) -> None:
    execute = bare.connection.execute
    ids = {row["id"]: bare.key(new_id()) for _, row in rows if "id" in row}
    execute(bare.begin)
    raised = f"UPDATE revision SET rev = rev + 9 WHERE owner_id = {bare.mark} RETURNING rev"
    rev = execute(raised, (owner,)).fetchone()[0]
    for table, row in rows:
        anew = {name: ids.get(value, value) for name, value in row.items()}
        if table == "change":
            rev -= 1
            anew["rev"] = rev
        marks = ", ".join([bare.mark] * len(anew))
        names = ", ".join(f'"{name}"' for name in anew)
        execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(anew.values()))
    execute("COMMIT")
