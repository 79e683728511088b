"""New rows written in one statement for all of a class, past the unit of work.

Taking down a person is four such rows, and a phone comes with fifty people at once: this way a row
costs a quarter of what it costs to add it to a session (docs/decisions/0017).
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Insert, insert, inspect
from sqlalchemy.orm import Session

from webapp.db import Base
from webapp.revisions import note, note_shown

Default = Callable[[Any], Any]


def write_new(session: Session, rows: Sequence[Base]) -> None:
    """Write rows of one class and one owner; they are new, and stay outside the session.

    What phones keep of them is noted, as for rows that the session writes.
    """
    if not rows:
        return
    session.flush()
    statement, columns = _how(type(rows[0]))
    session.connection().execute(
        statement, [{name: _value(row, name, default) for name, default in columns} for row in rows]
    )
    _note(session, rows)


def _value(row: Base, name: str, default: Default | None) -> Any:
    value = row.__dict__.get(name)
    if value is None and default is not None:
        # As a flush does, so that the row has what its defaults made for it.
        value = default(None)
        row.__dict__[name] = value
    return value


def _note(session: Session, rows: Sequence[Any]) -> None:
    if hasattr(rows[0], "pocket"):
        kind, column = rows[0].pocket
        owner_id = rows[0].owner_id
        note(session, owner_id, ((kind, getattr(row, column)) for row in rows))
        ids = [row.id for row in rows if hasattr(row, "id")]
        note_shown(session, owner_id, rows[0].__tablename__, ids, new=True)


@cache
def _how(model: type[Base]) -> tuple[Insert, list[tuple[str, Default | None]]]:
    """The statement, and the columns with what makes their defaults."""
    table: Any = model.__table__
    columns = [(one.key, _default(one.columns[0])) for one in inspect(model).column_attrs]
    return insert(table), columns


def _default(column: Any) -> Default | None:
    """What makes the value of a column that was not given; None where that is NULL."""
    if column.default is None:
        return None
    given = column.default.arg
    return given if column.default.is_callable else lambda _: given
