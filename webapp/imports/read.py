"""Reading a file into entries and finding whom they may be, a slice at a time.

Each step is a transaction of its own, so that a long file keeps nobody waiting, and any request
can go on where the last one ended. Two that read the same file do not read anything twice: a step
begins by moving on how far the reading is, which only one of them can do.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from webapp.export.restore import people_in
from webapp.formats.csv_reader import read_csv
from webapp.formats.vcard_contact import ReadCard
from webapp.formats.vcard_reader import read_vcards
from webapp.imports import card
from webapp.imports.entries import entries_in_chunks
from webapp.imports.model import (
    AT_ONCE,
    Import,
    ImportEntry,
    file_of,
    forget_file,
)
from webapp.imports.pasted import read_pasted
from webapp.imports.preview import Finder
from webapp.imports.receive import MOST_ENTRIES, refused

_EMPTY = "There is nothing on this card."
_TABLE: Any = ImportEntry.__table__
_ENTRIES = insert(_TABLE)


def read_on(
    session: Session, found: Import, region: str | None, *, compare: bool = True
) -> Iterator[None]:
    """Read the file and find whom its people may be; after each step the caller commits.

    The first step only looks where to go on, the second one moves on. Until it is through, `done`
    of `total` are lines of the file. Stopped between two steps, the same again goes on from there.
    Nothing is compared for those who do not look, since a run
    finds out for itself whom it meets. Invalid names `file` where it holds nobody or more than
    5,000.
    """
    if found.state != "reading":
        return
    data, read = file_of(session, found) or b"", _count(session, found)
    finder = Finder(session, found.owner_id, region) if compare else None
    if finder is not None:
        for chunk in entries_in_chunks(session, found, upto=read):
            finder.remember(chunk)
    # What was read so far would make the first write fail while others write.
    yield
    cards = iter(_cards(found, data, read))
    while some := list(islice(cards, AT_ONCE)):
        if some[-1].index >= MOST_ENTRIES:
            raise refused(
                "holds more than 5,000 people. Nothing was taken. Split it and import the parts."
            )
        if not _move_on(session, found, max(some[-1].first_line, found.done + 1)):
            return
        rows = [_row(found, one) for one in some]
        if finder is not None:
            finder.find_all([row for row in rows if row["finding"] != "left_out"])
        session.connection().execute(_ENTRIES, rows)
        read += len(some)
        yield
    if not read:
        raise refused("holds nobody: there is no vCard and no row of a list in it.")
    if _move_on(session, found, 0, state="ready", total=read):
        if found.kind in ("vcard", "text"):
            forget_file(session, found)
        session.flush()
        yield


def _move_on(session: Session, found: Import, done: int, **values: Any) -> bool:
    """Say how far the reading is; False where another request has moved it on."""
    moved = (
        update(Import)
        .where(Import.owner_id == found.owner_id, Import.id == found.id)
        .where(Import.state == found.state, Import.done == found.done)
        .values(done=done, **values)
        .returning(Import.id)
        .execution_options(synchronize_session=False)
    )
    if session.scalar(moved) is None:
        return False
    session.refresh(found, ["state", "done", "total"])
    return True


def _count(session: Session, found: Import) -> int:
    mine = (ImportEntry.owner_id == found.owner_id, ImportEntry.import_id == found.id)
    return session.scalar(select(func.count()).select_from(ImportEntry).where(*mine)) or 0


def _cards(found: Import, data: bytes, start: int) -> Iterable[ReadCard]:
    """The file's cards or rows, from one of them on."""
    if found.kind == "csv":
        return islice(_rows(found, data), start, None)
    if found.kind == "text":
        return read_pasted(data.decode())[start:]
    return read_vcards(people_in(data) if found.kind == "account" else data, start=start)


def _rows(found: Import, data: bytes) -> Iterable[ReadCard]:
    fields = {at: column["field"] for at, column in enumerate(found.columns)}
    reading = read_csv(data, fields or None)
    names = dict(enumerate(reading.names))
    found.columns = [
        {"name": card.storable(names.get(at, ""))[:200], "field": field}
        for at, field in sorted(reading.columns.items())
    ]
    return reading.cards


def _row(found: Import, read: ReadCard) -> dict[str, Any]:
    error = read.error or (_EMPTY if card.is_empty(read.contact) else None)
    photo = read.contact.photo
    return {
        "owner_id": found.owner_id,
        "import_id": found.id,
        "index": read.index,
        "first_line": read.first_line,
        "card": card.keep(read),
        "photo": photo,
        "photo_bytes": len(photo) if photo else None,
        "dropped": [{"line": lost.line, "why": card.storable(lost.why)} for lost in read.dropped],
        "finding": "left_out" if error else "new",
        "matches": [],
        "why": error or "",
        "choice": "",
        "fate": "",
    }
