"""Taking in a file: what kind it is, whether it is too large, and its entries one by one."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from webapp.accounts.model import User
from webapp.errors import Conflict, FieldError, Invalid
from webapp.formats.csv_reader import read_csv
from webapp.formats.vcard_charsets import to_ascii_superset
from webapp.formats.vcard_contact import ReadCard
from webapp.formats.vcard_reader import read_vcards
from webapp.imports import card
from webapp.imports.details import Upload
from webapp.imports.model import AT_ONCE, Import, ImportEntry
from webapp.imports.pasted import read_pasted

MOST_BYTES = 5 * 1024 * 1024
MOST_ENTRIES = 5_000
WAITS = timedelta(days=1)
KEPT = timedelta(days=30)

_VCARD = re.compile(rb"^\s*BEGIN\s*:\s*VCARD", re.IGNORECASE | re.MULTILINE)
_EMPTY = "There is nothing on this card."


def receive(session: Session, owner: User, upload: Upload, now: datetime) -> Import:
    """A new import of this file, its entries still to be read; also forgets the old ones.

    Invalid names `file` for what is larger than 5 MB.
    """
    if len(upload.data) > MOST_BYTES:
        raise refused("is larger than 5 MB. Nothing was taken. Split it and import the parts.")
    forget_old(session, owner.id, now)
    kind = upload.kind or kind_of(upload.data)
    made = Import(
        owner_id=owner.id,
        file_name=card.storable(upload.file_name)[:200],
        kind=kind,
        columns=[],
        total=0,
        done=0,
        state="reading",
        created_at=now,
        data=upload.data if kind == "csv" else None,
    )
    session.add(made)
    session.flush()
    return made


def kind_of(data: bytes) -> str:
    """Whether these bytes are cards or a list."""
    return "vcard" if _VCARD.search(to_ascii_superset(data)) else "csv"


def read_entries(session: Session, made: Import, data: bytes) -> Iterator[None]:
    """Read the file into entries, some at a time; after each step the caller commits.

    Between the steps no transaction is open, so that a long file keeps nobody waiting. Invalid
    names `file` where it holds nobody or more than 5,000.
    """
    cards = iter(_cards(made, data))
    read_so_far = 0
    while some := list(islice(cards, AT_ONCE)):
        if some[-1].index >= MOST_ENTRIES:
            raise refused(
                "holds more than 5,000 people. Nothing was taken. Split it and import the parts."
            )
        session.execute(insert(ImportEntry), [_row(made, read) for read in some])
        read_so_far += len(some)
        yield
    if not read_so_far:
        raise refused("holds nobody: there is no vCard and no row of a list in it.")
    made.total = read_so_far
    session.flush()
    yield


def close(session: Session, made: Import) -> None:
    """Say that the file is read, and compared as far as was wanted: it can be run."""
    made.state = "ready"
    session.flush()


def correct_columns(session: Session, found: Import, fields: Mapping[int, str | None]) -> bytes:
    """Let the columns of a list fill these fields; gives the list, to be read anew.

    Conflict once the import has been run.
    """
    if found.state != "ready" or found.data is None:
        raise Conflict("This import has been run, so its columns stand.")
    session.execute(
        delete(ImportEntry).where(
            ImportEntry.owner_id == found.owner_id, ImportEntry.import_id == found.id
        )
    )
    found.columns = [{**column, "field": fields.get(at)} for at, column in enumerate(found.columns)]
    found.state, found.total = "reading", 0
    session.flush()
    return found.data


def discard(session: Session, owner_id: UUID, import_id: UUID) -> None:
    """Forget an import with its entries; what it brought stays."""
    _delete(session, Import.owner_id == owner_id, Import.id == import_id)


def forget_old(session: Session, owner_id: UUID, now: datetime) -> None:
    """Forget what was never run after a day, and the reports of the others after a month."""
    mine = Import.owner_id == owner_id
    waits = Import.state.in_(("reading", "ready"))
    _delete(session, mine, waits, Import.created_at < now - WAITS)
    _delete(session, mine, ~waits, Import.created_at < now - KEPT)


def refused(message: str) -> Invalid:
    """What is wrong with the file."""
    return Invalid(FieldError("file", message))


def _delete(session: Session, *which: Any) -> None:
    session.execute(delete(Import).where(*which))


def _cards(made: Import, data: bytes) -> Iterable[ReadCard]:
    if made.kind == "vcard":
        return read_vcards(data)
    if made.kind == "text":
        return read_pasted(data.decode())
    return _rows(made, data)


def _rows(made: Import, data: bytes) -> Iterable[ReadCard]:
    fields = {at: column["field"] for at, column in enumerate(made.columns)}
    reading = read_csv(data, fields or None)
    names = dict(enumerate(reading.names))
    made.columns = [
        {"name": card.storable(names.get(at, ""))[:200], "field": field}
        for at, field in sorted(reading.columns.items())
    ]
    return reading.cards


def _row(made: Import, read: ReadCard) -> dict[str, Any]:
    error = read.error or (_EMPTY if card.is_empty(read.contact) else None)
    photo = read.contact.photo
    return {
        "owner_id": made.owner_id,
        "import_id": made.id,
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
