"""Updating somebody known with what a card says, so that it can be taken back."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from webapp.accounts.details import zone
from webapp.accounts.model import User
from webapp.cards.photos import make_photo
from webapp.contacts.export import categories, note_text
from webapp.contacts.listing import get_person
from webapp.contacts.model import Contact, ContactPhoto
from webapp.contacts.phone_numbers import region_of
from webapp.errors import Invalid
from webapp.followups.queue import follow_ups_of, owed_words
from webapp.formats.vcard_contact import ReadContact
from webapp.imports import card
from webapp.imports.entries import Entry
from webapp.imports.fill import additions, values_of
from webapp.imports.meeting import add_meeting


def update(
    session: Session,
    owner: User,
    entry: Entry,
    read: ReadContact,
    contact: Contact,
    now: datetime,
) -> bool:
    """Add what is new on the card to the contact, and note in the entry what that changed.

    Says whether anything was new; the caller settles the contact then.
    """
    extras = card.extras_of(entry.card)
    told = _told(session, owner, contact, read.uid, now)
    after = additions(contact, values_of(read, extras), region_of(owner.time_zone), told)
    before = {name: getattr(contact, name) for name in after}
    for name, value in after.items():
        setattr(contact, name, value)
    entry.encounter_id = add_meeting(session, owner, contact, extras)
    if _set_photo(session, entry, contact, now):
        after["photo"] = now.isoformat()
    entry.contact_id, entry.before, entry.after = contact.id, before, after
    is_new = bool(after or entry.encounter_id)
    entry.fate = "updated" if is_new else "unchanged"
    if is_new:
        contact.changed_at = now
    return is_new


def photo_of(entry: Entry, owner_id: UUID, contact_id: UUID, now: datetime) -> ContactPhoto | None:
    """The card's photo for a contact; a bad one is named in the entry and left out."""
    if not entry.photo:
        return None
    try:
        jpeg = make_photo(entry.photo)
    except Invalid as error:
        why = error.errors[0].message.partition(". ")[0].rstrip(".")
        lost = {"line": entry.first_line, "why": f"The photo {why}; the person came without it."}
        entry.dropped = [*entry.dropped, lost]
        return None
    return ContactPhoto(owner_id=owner_id, contact_id=contact_id, jpeg=jpeg, changed_at=now)


def _told(
    session: Session, owner: User, contact: Contact, uid: str, now: datetime
) -> Collection[str]:
    """What our own export put into the note and the categories of this very contact."""
    if uid.casefold().removeprefix("urn:uuid:") != str(contact.id):
        return ()
    met = get_person(session, owner.id, contact.id).encounters
    on = now.astimezone(zone(owner.time_zone)).date()
    owed = owed_words(follow_ups_of(session, owner.id, [contact.id], on)[contact.id])
    return {*note_text(contact, met, owed).splitlines(), *categories(contact, met)}


def _set_photo(session: Session, entry: Entry, contact: Contact, now: datetime) -> bool:
    """Give the contact the card's photo if it has none."""
    key = (contact.owner_id, contact.id)
    if not entry.photo or session.get(ContactPhoto, key) is not None:
        return False
    photo = photo_of(entry, *key, now)
    if photo is None:
        return False
    session.add(photo)
    return True
