"""Every row of one database into another, and the proof that they are equal.

The schema is one on both engines, so the same few lines back up a PostgreSQL into a file, restore
it, and move an SQLite file to PostgreSQL.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, tuple_

from webapp.accounts.model import User
from webapp.schema import metadata

AT_ONCE = 500


class Differs(RuntimeError):
    """A copy is not equal to what was copied; the text names the table."""


def copy_rows(source: Connection, target: Connection) -> dict[str, int]:
    """Copy all rows, each table after those that it refers to; gives how many of each."""
    copied = {}
    for table in metadata.sorted_tables:
        copied[table.name] = 0
        for rows in batches(source, table):
            target.execute(insert(table), rows)
            copied[table.name] += len(rows)
    return copied


def compare_rows(source: Connection, target: Connection) -> int:
    """How many rows there are when both have the same ones; else Differs names the table."""
    compared = 0
    for table in metadata.sorted_tables:
        for rows in batches(source, table):
            _same(target, table, rows)
            compared += len(rows)
        if count(source, table) != count(target, table):
            raise Differs(f"{table.name} has rows that are not in the other database.")
    return compared


def has_accounts(connection: Connection) -> bool:
    """Whether anybody has an account here; everything else belongs to one."""
    return connection.execute(select(1).select_from(User.__table__).limit(1)).first() is not None


def clear(connection: Connection) -> None:
    """Take out what the migrations themselves put into a database without accounts."""
    for table in reversed(metadata.sorted_tables):
        connection.execute(table.delete())


def batches(connection: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    """The rows of a table as they are, some hundred at a time."""
    query = select(table).execution_options(yield_per=AT_ONCE)
    with connection.execute(query) as found:
        for rows in found.mappings().partitions():
            yield [dict(row) for row in rows]


def count(connection: Connection, table: Table) -> int:
    """How many rows a table has."""
    return connection.scalar(select(func.count()).select_from(table)) or 0


def _same(target: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    key = list(table.primary_key)
    wanted = [tuple(row[column.name] for column in key) for row in rows]
    query = select(table).where(tuple_(*key).in_(wanted))
    found = {
        tuple(row[column.name] for column in key): dict(row)
        for row in target.execute(query).mappings()
    }
    for name, row in zip(wanted, rows, strict=True):
        if found.get(name) != row:
            what = "is missing" if name not in found else "is not the same"
            raise Differs(f"A row of {table.name} {what} in the copy.")
