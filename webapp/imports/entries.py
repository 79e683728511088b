"""The entries of an import in their order: read, and written back, some at a time.

They stand outside the session: through it one costs four times as much (docs/decisions/0017), and
all of a file are read and written.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from webapp.imports.model import AT_ONCE, Import, ImportEntry


@dataclass(slots=True)
class Entry:
    """One card or row of the file: what `ImportEntry` has of the same names."""

    index: int
    first_line: int
    card: dict[str, Any]
    photo_bytes: int | None
    finding: str
    choice: str
    dropped: list[dict[str, Any]]
    matches: list[dict[str, Any]]
    fate: str
    why: str
    contact_id: UUID | None
    encounter_id: UUID | None
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    photo: bytes | None = None
    """Only where a run has asked for it."""


_TABLE: Any = ImportEntry.__table__
_NAMES = Entry.__match_args__[:-1]
_FOUND_OUT = _NAMES[_NAMES.index("dropped") :]
_OF = (_TABLE.c.owner_id == bindparam("owner"), _TABLE.c.import_id == bindparam("which"))
_LOT = (*_OF, _TABLE.c.index >= bindparam("start"), _TABLE.c.index < bindparam("after"))
_ENTRIES = select(*(_TABLE.c[name] for name in _NAMES)).where(*_LOT).order_by(_TABLE.c.index)
_PHOTOS = select(_TABLE.c.index, _TABLE.c.photo).where(*_LOT, _TABLE.c.photo.is_not(None))
_WRITE_BACK = update(_TABLE).where(*_OF, _TABLE.c.index == bindparam("at"))


def entries_of(session: Session, found: Import, lot: range) -> list[Entry]:
    """The entries of these indexes."""
    return [Entry(*row) for row in session.connection().execute(_ENTRIES, _asked(found, lot))]


def with_photos(session: Session, found: Import, entries: list[Entry]) -> list[Entry]:
    """The same entries, which follow on each other, with the photos as their cards have them."""
    if any(entry.photo_bytes for entry in entries):
        lot = range(entries[0].index, entries[-1].index + 1)
        for index, photo in session.connection().execute(_PHOTOS, _asked(found, lot)):
            entries[index - lot.start].photo = photo
    return entries


def entries_in_chunks(
    session: Session, found: Import, upto: int | None = None
) -> Iterator[list[Entry]]:
    """All entries, or those before one of them; some at a time."""
    end = found.total if upto is None else upto
    for start in range(0, end, AT_ONCE):
        yield entries_of(session, found, range(start, min(start + AT_ONCE, end)))


def write_back(session: Session, found: Import, entries: Iterable[Entry]) -> None:
    """Note what became of these entries; their photos are not kept any longer."""
    of = {"owner": found.owner_id, "which": found.id, "photo": None}
    rows = [
        {**of, "at": entry.index, **{name: getattr(entry, name) for name in _FOUND_OUT}}
        for entry in entries
    ]
    session.connection().execute(_WRITE_BACK, rows)


def _asked(found: Import, lot: range) -> dict[str, Any]:
    return {
        "owner": found.owner_id,
        "which": found.id,
        "start": lot.start,
        "after": lot.stop,
    }
