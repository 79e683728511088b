"""An export of a whole account among the files that come in: its people, or all of it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.accounts.model import User
from webapp.contacts.model import Contact
from webapp.errors import Conflict
from webapp.export.restore import is_empty, restore_account
from webapp.imports.entries import entries_in_chunks, write_back
from webapp.imports.model import Import, file_of, forget_file

MOST_BYTES = 60 * 1024 * 1024
"""How large the hallway.json in an uploaded zip may be; `flask import-account` takes more."""


def restores(session: Session, owner: User, found: Import) -> bool:
    """Whether this import can bring a whole account back: only into one that holds nothing."""
    return found.kind == "account" and found.state == "ready" and is_empty(session, owner)


def restore(session: Session, owner: User, found: Import, now: datetime) -> None:
    """Take everything that an export holds, each thing with its own id.

    Conflict when it is no export or was run already. Invalid names `file` when the account holds
    something or the export cannot be read; nothing was taken then.
    """
    if found.kind != "account" or found.state != "ready":
        raise Conflict("This import has been run already, or it is no export of an account.")
    restore_account(session, owner, file_of(session, found) or b"", MOST_BYTES)
    taken = set(session.scalars(select(Contact.id).where(Contact.owner_id == owner.id)))
    for chunk in entries_in_chunks(session, found):
        for entry in chunk:
            contact_id = _uuid(entry.card["uid"])
            entry.contact_id = contact_id if contact_id in taken else None
            entry.fate = "added" if entry.contact_id else "left_out"
        write_back(session, found, chunk)
    found.state, found.ended_at = "restored", now
    forget_file(session, found)
    session.flush()


def _uuid(uid: str) -> UUID | None:
    try:
        return UUID(uid)
    except ValueError:
        return None
