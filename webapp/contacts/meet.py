"""Meeting somebody: a new contact, or a further encounter with a known one."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.contacts.duplicates import Candidate, note_likenesses
from webapp.contacts.model import Contact, Encounter, typed
from webapp.contacts.phone_numbers import region_of
from webapp.contacts.search import fold, refresh
from webapp.db import get_owned, new_id
from webapp.errors import NotFound
from webapp.rows import new_row, write_new


def new_contact(
    owner_id: UUID, *, name: str, now: datetime, id: UUID | None = None, **known: Any
) -> Contact:
    """A new contact with a name and what is known, not in the session yet.

    A phone may give it its id.
    """
    key = {"owner_id": owner_id, "id": id or new_id()}
    times = {"newest_at": now, "created_at": now, "changed_at": now}
    return new_row(Contact, {**key, **times, "name": name, **known})


def add_contact(session: Session, owner_id: UUID, *, name: str, now: datetime) -> Contact:
    """A new contact with nothing but a name."""
    contact = new_contact(owner_id, name=name, now=now)
    session.add(contact)
    session.flush()
    return contact


def get_contact(session: Session, owner_id: UUID, contact_id: UUID) -> Contact:
    """The owner's contact, or the one it was merged into; NotFound also once it is deleted."""
    contact = get_standing(session, owner_id, contact_id)
    if contact.deleted_at is not None:
        raise NotFound("Contact")
    return contact


def get_standing(session: Session, owner_id: UUID, contact_id: UUID) -> Contact:
    """The owner's contact, or the one it was merged into, be it deleted."""
    contact = get_owned(session, Contact, owner_id, contact_id)
    if contact.merged_into_id is not None:
        return get_standing(session, owner_id, contact.merged_into_id)
    return contact


def fill_in(contact: Contact, known: dict[str, Any]) -> None:
    """Add what was learned of a person; what is known already is never overwritten."""
    for field in ("organisation", "title", "school"):
        if known.get(field) and not getattr(contact, field):
            setattr(contact, field, known[field])
    contact.emails = _with(contact.emails, known.get("email"), "work")
    contact.phones = _with(contact.phones, known.get("phone"), "mobile")
    links = contact.links or []
    contact.links = links + [link for link in known.get("links", []) if link not in links]


def meet(
    session: Session,
    contact: Contact,
    encounter: Encounter,
    among: Iterable[Candidate] | None = None,
) -> None:
    """Note somebody new, made by `new_contact`, and the first meeting; each row is written once.

    `among` are those whom the contact may be, where they are found already.
    """
    encounter.owner_id, encounter.contact_id = contact.owner_id, contact.id
    contact.newest_at = encounter.at
    refresh(contact, [encounter])
    write_new(session, [contact])
    write_new(session, [encounter])
    note_likenesses(session, contact, region_of(encounter.time_zone), new=True, among=among)


def take_down(session: Session, contact: Contact, among: Iterable[Candidate] | None = None) -> None:
    """Note somebody new of whose meeting nothing is known; the row is written once."""
    refresh(contact, ())
    write_new(session, [contact])
    note_likenesses(session, contact, None, new=True, among=among)


def add_encounter(session: Session, contact: Contact, encounter: Encounter, now: datetime) -> None:
    """Note a meeting with this contact, and let the contact be found by it."""
    encounter.owner_id, encounter.contact_id = contact.owner_id, contact.id
    session.add(encounter)
    session.flush()
    contact.changed_at = now
    settle(session, contact)


def settle(session: Session, contact: Contact) -> None:
    """Bring in step what follows from a contact's values and meetings.

    That is the time of the newest meeting, what the contact is found by, and whom it is like.
    """
    met = list(session.scalars(of_contact(contact)))
    if met:
        contact.newest_at = met[0].at
    refresh(contact, met)
    session.flush()
    note_likenesses(session, contact, region_of(met[0].time_zone) if met else None)


def of_contact(contact: Contact) -> Any:
    """The query for a contact's encounters, newest first."""
    return (
        select(Encounter)
        .where(Encounter.owner_id == contact.owner_id, Encounter.contact_id == contact.id)
        .order_by(Encounter.at.desc(), Encounter.id.desc())
    )


def find_by_name(session: Session, owner_id: UUID, name: str) -> Contact | None:
    """The one contact of exactly this name, case and accents aside; None when there are more."""
    named = session.scalars(
        select(Contact).where(
            Contact.owner_id == owner_id,
            Contact.deleted_at.is_(None),
            Contact.search_text.startswith(fold(name), autoescape=True),
        )
    )
    found = [contact for contact in named if fold(contact.name) == fold(name)]
    return found[0] if len(found) == 1 else None


def _with(kept: list[dict[str, str]] | None, value: str | None, kind: str) -> list[dict[str, str]]:
    kept = kept or []
    if not value or any(entry["value"] == value for entry in kept):
        return kept
    return [*kept, typed(value, kind)]
