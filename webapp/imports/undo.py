"""Taking an import back, as long as a day after it."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, exists, select, update
from sqlalchemy.orm import Session

from webapp.contacts.meet import settle
from webapp.contacts.model import Contact, ContactPhoto, Encounter, Merge
from webapp.errors import Conflict
from webapp.followups.model import FollowUp
from webapp.imports.entries import Entry, entries_in_chunks
from webapp.imports.model import Import, ImportEntry, get_import

POSSIBLE_FOR = timedelta(days=1)
_WHY_NOT = {
    "done": "This import is more than a day old, so it stands.",
    "restored": "An account that was restored is not taken back: delete what should go.",
}


def can_undo(found: Import, now: datetime) -> bool:
    """Whether an import can still be taken back."""
    return found.state == "done" and now - (found.ended_at or now) < POSSIBLE_FOR


def undo(session: Session, owner_id: UUID, import_id: UUID, now: datetime) -> Import:
    """Delete whom the import added, and give back the values that it changed.

    What was edited since stays as it was edited, and whoever was met or merged since stays.
    The same again changes nothing. Conflict while it runs, before it ran, and after a day.
    """
    found = get_import(session, owner_id, import_id)
    if found.state == "undone":
        return found
    if not can_undo(found, now):
        raise Conflict(_WHY_NOT.get(found.state, "This import has not been run to its end yet."))
    for chunk in entries_in_chunks(session, found):
        for entry in chunk:
            if entry.fate == "updated":
                _give_back(session, owner_id, entry, now)
    _delete_added(session, found, now)
    found.state = "undone"
    session.flush()
    return found


def _delete_added(session: Session, found: Import, now: datetime) -> None:
    standing = (Contact.owner_id == found.owner_id, Contact.deleted_at.is_(None))
    met_since = exists().where(
        Encounter.owner_id == Contact.owner_id,
        Encounter.contact_id == Contact.id,
        Encounter.id.not_in(_of(found, ImportEntry.encounter_id)),
    )
    merged_since = exists().where(
        Merge.owner_id == Contact.owner_id,
        Merge.kept_id == Contact.id,
        Merge.undone_at.is_(None),
    )
    added = _of(found, ImportEntry.contact_id).where(ImportEntry.fate == "added")
    session.execute(
        update(Contact)
        .where(*standing, Contact.id.in_(added), ~met_since, ~merged_since)
        .values(deleted_at=now, changed_at=now)
    )


def _of(found: Import, column: Any) -> Select[Any]:
    return select(column).where(
        ImportEntry.owner_id == found.owner_id,
        ImportEntry.import_id == found.id,
        column.is_not(None),
    )


def _give_back(session: Session, owner_id: UUID, entry: Entry, now: datetime) -> None:
    key = (owner_id, entry.contact_id)
    contact = session.get(Contact, key)
    if contact is None or contact.deleted_at is not None:
        return
    before, after = entry.before or {}, entry.after or {}
    for name, was in before.items():
        setattr(contact, name, _former(getattr(contact, name), was, after[name]))
    if "photo" in after:
        photo = session.get(ContactPhoto, key)
        if photo is not None and photo.changed_at.isoformat() == after["photo"]:
            session.delete(photo)
    _take_back_meeting(session, owner_id, entry)
    contact.changed_at = now
    settle(session, contact)


def _take_back_meeting(session: Session, owner_id: UUID, entry: Entry) -> None:
    """Take away the meeting that the entry told of, unless something is owed from it by now."""
    owed = exists().where(
        FollowUp.owner_id == Encounter.owner_id, FollowUp.encounter_id == Encounter.id
    )
    mine = (Encounter.owner_id == owner_id, Encounter.id == entry.encounter_id)
    session.execute(delete(Encounter).where(*mine, ~owed))


def _former(now: Any, was: Any, became: Any) -> Any:
    """What a value goes back to: of a list goes what was added, an edited text stays."""
    if isinstance(now, list):
        added = [item for item in became if item not in (was or [])]
        return [item for item in now if item not in added]
    return was if now == became else now
