"""The floor of a capture: the very rows that one leaves behind, written by bare transactions.

The file, its indexes and its settings are those of Hallway; what is missing is everything that
makes the rows: the request, the checks, the likeness of people, the windows.
"""

import sqlite3
from pathlib import Path
from time import perf_counter
from typing import Any

from webapp.db import new_id, sqlite

TABLES = ("contact", "encounter", "contact_key", "follow_up", "change", "receipt")
"""In the order in which their keys allow."""


def transactions_a_second(database: Path, count: int) -> float:
    """How many times a second the rows of the newest capture can be written again."""
    connection: sqlite3.Connection = sqlite.connect(str(database), isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    owner, op_id = connection.execute(
        "SELECT owner_id, id FROM receipt ORDER BY id DESC"
    ).fetchone()
    rows = [(table, row) for table in TABLES for row in _rows(connection, table, owner, op_id)]
    begin = perf_counter()
    for _ in range(count):
        _write(connection, owner, rows)
    took = perf_counter() - begin
    connection.close()
    return count / took


def _rows(connection: Any, table: str, owner: bytes, op_id: bytes) -> list[dict[str, Any]]:
    cursor = connection.execute(f"SELECT * FROM {table} WHERE owner_id = ?", (owner,))
    names = [column[0] for column in cursor.description]
    found = [dict(zip(names, row, strict=True)) for row in cursor]
    follow_ups = connection.execute("SELECT id FROM follow_up WHERE encounter_id = ?", (op_id,))
    mine = {op_id, *(row[0] for row in follow_ups)}
    return [row for row in found if mine & {row.get("id"), row.get("contact_id")}]


def _write(connection: Any, owner: bytes, rows: list[tuple[str, dict[str, Any]]]) -> None:
    ids = {row["id"]: new_id().bytes for _, row in rows if "id" in row}
    connection.execute("BEGIN IMMEDIATE")
    raised = "UPDATE revision SET rev = rev + 9 WHERE owner_id = ? RETURNING rev"
    rev = connection.execute(raised, (owner,)).fetchone()[0]
    for table, row in rows:
        anew = {name: ids.get(value, value) for name, value in row.items()}
        if table == "change":
            rev -= 1
            anew["rev"] = rev
        marks = ", ".join("?" * len(anew))
        names = ", ".join(f'"{name}"' for name in anew)
        connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(anew.values()))
    connection.execute("COMMIT")
