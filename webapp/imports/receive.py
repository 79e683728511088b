"""Taking in a file: what kind it is, whether it is too large, and its entries one by one."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from webapp.accounts.model import User
from webapp.errors import Conflict, FieldError, Invalid
from webapp.export.restore import is_archive, read_export
from webapp.formats.vcard_charsets import to_ascii_superset
from webapp.imports import account, card
from webapp.imports.details import Upload
from webapp.imports.model import Import, ImportEntry, ImportFile, file_of

MOST_BYTES = 5 * 1024 * 1024
MOST_ENTRIES = 5_000
WAITS = timedelta(days=1)
KEPT = timedelta(days=30)

_VCARD = re.compile(rb"^(?:\xef\xbb\xbf)*+\s*BEGIN\s*:\s*VCARD", re.IGNORECASE | re.MULTILINE)
_EMPTY = "There is nothing on this card."


def receive(session: Session, owner: User, upload: Upload, now: datetime) -> Import:
    """A new import of this file, its entries still to be read; also forgets the old ones.

    Invalid names `file` for what is larger than 5 MB, and for a zip that is no export of ours.
    """
    if len(upload.data) > MOST_BYTES:
        raise refused("is larger than 5 MB. Nothing was taken. Split it and import the parts.")
    kind = upload.kind or kind_of(upload.data)
    if kind == "account":
        read_export(upload.data, account.MOST_BYTES)
    forget_old(session, owner.id, now)
    made = Import(
        owner_id=owner.id,
        file_name=card.storable(upload.file_name)[:200],
        kind=kind,
        columns=[],
        total=_count_lines(upload.data),
        done=0,
        state="reading",
        created_at=now,
    )
    session.add(made)
    session.flush()
    session.add(ImportFile(owner_id=owner.id, import_id=made.id, data=upload.data))
    session.flush()
    return made


def kind_of(data: bytes) -> str:
    """Whether these bytes are cards, an export of an account, or a list."""
    if is_archive(data):
        return "account"
    return "vcard" if _VCARD.search(to_ascii_superset(data)) else "csv"


def correct_columns(session: Session, found: Import, fields: Mapping[int, str | None]) -> None:
    """Let the columns of a list fill these fields; the list is then to be read anew.

    Conflict once the import has been run.
    """
    data = file_of(session, found)
    if found.state != "ready" or data is None:
        raise Conflict("This import has been run, so its columns stand.")
    session.execute(
        delete(ImportEntry).where(
            ImportEntry.owner_id == found.owner_id, ImportEntry.import_id == found.id
        )
    )
    found.columns = [{**column, "field": fields.get(at)} for at, column in enumerate(found.columns)]
    found.state, found.total, found.done = "reading", _count_lines(data), 0
    session.flush()


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


def _count_lines(data: bytes) -> int:
    """How many lines the file has, if UTF-16 has its NUL bytes; about enough for a bar."""
    return max(data.count(b"\n"), data.count(b"\r"), 1)
