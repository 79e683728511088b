"""What changed since a phone last asked, some at a time, in the order of the changes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.capture.pocket import load
from webapp.revisions import Change, Revision

MOST_BYTES = 256 * 1024
"""A page ends with the value that goes past this: what a slow phone gets in ten seconds."""

_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing with its present value; None where it is gone."""

    kind: str
    id: UUID
    rev: int
    value: BaseModel | None


@dataclass(frozen=True, slots=True)
class Pulled:
    """Some changes; `more` says that the `cursor` leads to others.

    `full` begins a pull of everything: what the phone holds and is not in it is no more.
    """

    changes: list[Changed]
    cursor: str
    more: bool
    full: bool


@dataclass(frozen=True, slots=True)
class _Cursor:
    """How far a phone knows the changes; `filling` while it pulls everything."""

    epoch: str
    rev: int
    filling: bool = False

    def __str__(self) -> str:
        return f"{self.epoch}:{self.rev}{':full' if self.filling else ''}"


def pull(session: Session, owner_id: UUID, cursor: str, limit: int, base_url: str) -> Pulled:
    """The changes after this cursor, or everything where it says nothing that can be gone on from.

    Where nothing changed it is one query. What changes meanwhile has a higher number, so it
    comes later, and a page may tell of it early.
    """
    count = session.get(Revision, (owner_id,), populate_existing=True)
    if count is None:
        return Pulled([], "", more=False, full=True)
    since = _read(cursor)
    full = since is None or not _goes_on(since, count)
    if since is None or full:
        since = _Cursor(count.epoch, 0, filling=True)
    if since.rev == count.rev:
        return Pulled([], str(_Cursor(count.epoch, count.rev)), more=False, full=full)
    page = _Page(session, owner_id, base_url)
    more = page.fill(since.rev, count.rev, limit)
    reached = page.changes[-1].rev if more else count.rev
    end = _Cursor(count.epoch, reached, filling=more and since.filling)
    return Pulled(page.changes, str(end), more, full)


def _read(text: str) -> _Cursor | None:
    part = re.fullmatch(r"([0-9a-f]{16}):([0-9]{1,18})(:full)?", text, re.ASCII)
    return _Cursor(part[1], int(part[2]), part[3] is not None) if part else None


def _goes_on(since: _Cursor, count: Revision) -> bool:
    """Whether the changes after this cursor are all still known."""
    known = since.filling or since.rev >= count.forgotten
    return since.epoch == count.epoch and since.rev <= count.rev and known


@dataclass
class _Page:
    """The changes of one answer, as many as it may hold."""

    session: Session
    owner_id: UUID
    base_url: str
    changes: list[Changed] = field(default_factory=list)
    size: int = 0

    def fill(self, after: int, until: int, limit: int) -> bool:
        """Take the changes past one number, up to another; whether others are left."""
        while True:
            wanted = min(limit - len(self.changes), _AT_ONCE)
            rows = self._rows(after, until, wanted)
            self._take(rows)
            if self.size >= MOST_BYTES or len(self.changes) >= limit:
                return bool(self.changes) and self.changes[-1].rev < until
            if len(rows) < wanted:
                return False
            after = rows[-1].rev

    def _rows(self, after: int, until: int, limit: int) -> Sequence[Any]:
        query = select(Change.kind, Change.id, Change.rev).where(
            Change.owner_id == self.owner_id, Change.rev > after, Change.rev <= until
        )
        return self.session.execute(query.order_by(Change.rev).limit(limit)).all()

    def _take(self, rows: Sequence[Any]) -> None:
        things = [(row.kind, row.id) for row in rows]
        values = load(self.session, self.owner_id, things, self.base_url)
        for row in rows:
            value = values.get((row.kind, row.id))
            self.changes.append(Changed(row.kind, row.id, row.rev, value))
            self.size += len(value.model_dump_json()) if value else 0
            if self.size >= MOST_BYTES:
                return
