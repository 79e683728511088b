"""Sees what every Session writes of the rows that phones keep, and notes it (revisions.py)."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import event, inspect, select
from sqlalchemy.orm import ORMExecuteState, Session, SessionTransaction

from webapp.accounts.model import User
from webapp.db import Base
from webapp.revisions import forget, lock, note, note_shown, write_changes


@event.listens_for(Session, "before_flush")
def _before_flush(session: Session, _context: Any, _instances: Any) -> None:
    changed = [row for row in session.dirty if _is_kept(row) and _is_modified(session, row)]
    changed += filter(_is_kept, session.deleted)
    if not any(isinstance(row, User) for row in session.new):
        for row in (*changed, *filter(_is_kept, session.new)):
            lock(session, _owner(row))
    for row in changed:
        note(session, _owner(row), _notes(row))
        note_shown(session, _owner(row), row.__tablename__, [getattr(row, _key(type(row)))])


@event.listens_for(Session, "after_flush")
def _after_flush(session: Session, _context: Any) -> None:
    # Only now does every new row have its id.
    for row in filter(_is_kept, session.new):
        key = getattr(row, _key(type(row)))
        note(session, _owner(row), _notes(row))
        note_shown(session, _owner(row), row.__tablename__, [key], new=True)


@event.listens_for(Session, "do_orm_execute")
def _do_orm_execute(state: ORMExecuteState) -> Any:
    if not (state.is_update or state.is_delete or state.is_insert):
        return None
    model = _model_of(state.statement.table.name)  # type: ignore[attr-defined]  # all have one
    if model is None:
        return None
    if state.is_insert:
        return _note_inserted(state, model)
    return _note_reached(state, model)


@event.listens_for(Session, "before_commit")
def _before_commit(session: Session) -> None:
    if not session.in_nested_transaction():
        session.flush()
        write_changes(session)


@event.listens_for(Session, "after_transaction_end")
def _after_transaction_end(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None:
        forget(session)


def _note_inserted(state: ORMExecuteState, model: Any) -> None:
    rows: Any = state.parameters
    if not rows:
        raise TypeError(f"Give the rows of {model.__name__} beside the insert, not within it.")
    kind, column = model.pocket
    for row in [rows] if isinstance(rows, dict) else rows:
        note(state.session, row["owner_id"], [(kind, row[column])])


def _note_reached(state: ORMExecuteState, model: Any) -> Any:
    """Note what a bulk statement reaches, as it stands before it and as it stands after it."""
    session, reached = state.session, state.statement.whereclause  # type: ignore[attr-defined]
    kind, column = model.pocket
    key = getattr(model, _key(model))
    query = select(_owner_column(model), key, getattr(model, column))
    before = session.execute(query if reached is None else query.where(reached)).all()
    for owner_id, rows in _by_owner(before):
        lock(session, owner_id)
        note(session, owner_id, ((kind, row[2]) for row in rows))
        note_shown(session, owner_id, model.__tablename__, [row[1] for row in rows])
    result = state.invoke_statement()
    for owner_id, rows in _by_owner(before):
        if state.is_update and column != _key(model):
            those = (_owner_column(model) == owner_id, key.in_([row[1] for row in rows]))
            after = session.scalars(select(getattr(model, column)).where(*those))
            note(session, owner_id, ((kind, one) for one in after))
    return result


def _by_owner(rows: Iterable[Any]) -> Iterable[tuple[UUID, list[Any]]]:
    found = defaultdict(list)
    for row in rows:
        found[row[0]].append(row)
    return found.items()


@cache
def _model_of(table: str) -> Any:
    """The class of a table's rows, if phones keep them."""
    classes = [mapper.class_ for mapper in Base.registry.mappers if _is_kept(mapper.class_)]
    return next((found for found in classes if found.__tablename__ == table), None)


def _is_kept(row: Any) -> bool:
    return hasattr(row, "pocket")


def _is_modified(session: Session, row: Any) -> bool:
    return session.is_modified(row, include_collections=False)


def _owner_column(model: Any) -> Any:
    return model.id if model is User else model.owner_id


def _owner(row: Any) -> UUID:
    owner_id: UUID = row.id if isinstance(row, User) else row.owner_id
    return owner_id


def _key(model: Any) -> str:
    """The attribute that tells an owner's rows of a class apart."""
    return "id" if hasattr(model, "id") else str(model.pocket[1])


def _notes(row: Any) -> Iterable[tuple[str, UUID]]:
    kind, column = row.pocket
    was = inspect(row).attrs[column].history.deleted
    return [(kind, one) for one in (*was, getattr(row, column)) if one is not None]
