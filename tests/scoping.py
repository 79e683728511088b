"""Reads every statement of the application: one that reaches rows of owners names the owner.

On PostgreSQL row-level security would give such a statement nothing; on SQLite nothing else would
stop it. The suite listens all the time, so that whatever a test runs is read.
"""

import sys
from collections.abc import Iterator
from types import FrameType
from typing import Any

from sqlalchemy import Delete, Engine, Select, Table, Update, event
from sqlalchemy.sql import visitors
from sqlalchemy.sql.elements import BinaryExpression, ClauseElement
from sqlalchemy.sql.schema import Column
from sqlalchemy.sql.selectable import Alias

from webapp.row_security import is_owned

READS_ALL = {
    "keeping",  # copies of the whole database
    "migrate.py",
    "migrations",
    "metrics.py",  # counts, and nothing of anybody
    "revisions.py",  # a new epoch for everybody, after a restored backup
}
"""Files and rooms of the application that are about everybody's rows at once."""

found: list[str] = []
"""What was sent without naming the owner; the test that sent it fails."""

_scoped: set[str] = set()
"""What was read before; most statements are sent again and again."""


def listen() -> None:
    """Begin to read."""
    event.listen(Engine, "before_cursor_execute", _read)


def _read(
    _connection: Any, _cursor: Any, text: str, _parameters: Any, context: Any, *_: Any
) -> None:
    statement = context.compiled and context.compiled.statement
    if not isinstance(statement, Select | Update | Delete) or text in _scoped:
        return
    if sender := _sender():
        missed = [f"{sender}: {name} unscoped in: {text}" for name in unscoped(statement)]
        found.extend(missed)
        if not missed:
            _scoped.add(text)


def unscoped(statement: ClauseElement) -> Iterator[str]:
    """The owned tables in a statement whose `owner_id` it compares with nothing."""
    used: dict[str, str] = {}
    compared: set[str] = set()
    aliased: set[str] = set()
    for part in visitors.iterate(statement):
        table = part.element if isinstance(part, Alias) else part
        if isinstance(table, Table) and is_owned(table):
            # By name: the ORM hands on annotated copies of one and the same table.
            used[str(part.name)] = table.name
            aliased |= {table.name} if isinstance(part, Alias) else set()
        if isinstance(part, BinaryExpression):
            compared |= {
                str(column.table.name)
                for column in visitors.iterate(part)
                if isinstance(column, Column) and column.name == "owner_id"
            }
    yield from (table for name, table in used.items() if name not in compared | aliased)


def _sender() -> str | None:
    """The file of the application that sends this; None where a test itself does."""
    frame: FrameType | None = sys._getframe(2)
    while frame is not None:
        name = frame.f_code.co_filename
        if "/webapp/" in name:
            place = name.rpartition("/webapp/")[2]
            # The rooms fetch by this; who calls it is asked further up.
            if place not in {"db.py", "row_security.py"}:
                return None if READS_ALL & set(place.split("/")) else place
        elif "/tests/" in name:
            return None
        frame = frame.f_back
    return None
