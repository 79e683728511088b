"""New rows written in one statement for all of a class, past the unit of work.

Taking down a person is four such rows, and a phone comes with fifty people at once: this way a row
costs a quarter of what it costs to add it to a session (docs/decisions/0017).
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Insert, insert, inspect
from sqlalchemy.orm import Session

from webapp.db import Base
from webapp.revisions import note, note_shown

Default = Callable[[Any], Any]
Row = TypeVar("Row", bound=Base)


def write_new(session: Session, rows: Sequence[Base]) -> None:
    """Write rows of one class and one owner; they are new, and stay outside the session.

    What phones keep of them is noted, as for rows that the session writes.
    """
    if not rows:
        return
    session.flush()
    statement, names, defaults = _how(type(rows[0]))
    for row in rows:
        for name, default in defaults:
            # As a flush does, so that the row has what its defaults made for it.
            if row.__dict__.get(name) is None:
                row.__dict__[name] = default(None)
    values = [{name: row.__dict__.get(name) for name in names} for row in rows]
    session.connection().execute(statement, values)
    _note(session, rows)


def new_row(model: type[Row], values: Mapping[str, Any]) -> Row:
    """A row for `write_new`, as `model(**values)` makes it, past the events of its attributes."""
    row = model()
    row.__dict__.update(values)
    return row


def _note(session: Session, rows: Sequence[Any]) -> None:
    if hasattr(rows[0], "pocket"):
        kind, column = rows[0].pocket
        owner_id = rows[0].owner_id
        note(session, owner_id, ((kind, getattr(row, column)) for row in rows))
        ids = [row.id for row in rows if hasattr(row, "id")]
        note_shown(session, owner_id, rows[0].__tablename__, ids, new=True)


@cache
def _how(model: type[Base]) -> tuple[Insert, list[str], list[tuple[str, Default]]]:
    """The statement, its columns, and what makes the defaults of those that have one."""
    table: Any = model.__table__
    columns: dict[str, Any] = {one.key: one.columns[0] for one in inspect(model).column_attrs}
    made = [(name, _made(one.default)) for name, one in columns.items() if one.default is not None]
    return insert(table), list(columns), made


def _made(default: Any) -> Default:
    given = default.arg
    return given if default.is_callable else lambda _: given
