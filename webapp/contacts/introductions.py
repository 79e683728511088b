"""Who introduced whom."""

from collections.abc import Collection
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.contacts.model import Contact, Encounter


class Named(NamedTuple):
    """A person by name; `id` is None for one who is not, or no longer, among the contacts."""

    id: UUID | None
    name: str


def introducer(encounter: Encounter) -> Named | None:
    """Who made this introduction; None where nobody did."""
    known = encounter.introducer
    if known is not None:
        return Named(known.id if known.deleted_at is None else None, known.name)
    return Named(None, encounter.introducer_name) if encounter.introducer_name.strip() else None


def introduced_by(contact: Contact) -> Named | None:
    """Who introduced the owner to this contact: as told at the newest encounter that says."""
    said = (introducer(encounter) for encounter in contact.encounters)
    return next(filter(None, said), None)


def introduced_to(
    session: Session, owner_id: UUID, contact_ids: Collection[UUID]
) -> dict[UUID, list[Named]]:
    """To whom each of these contacts introduced the owner, by name, in one query."""
    query = (
        select(Encounter.introducer_id, Contact.id, Contact.name)
        .join(
            Contact,
            (Contact.owner_id == Encounter.owner_id) & (Contact.id == Encounter.contact_id),
        )
        .where(
            Encounter.owner_id == owner_id,
            Encounter.introducer_id.in_(contact_ids),
            Contact.deleted_at.is_(None),
        )
        .distinct()
        .order_by(Contact.name, Contact.id)
    )
    found: dict[UUID, list[Named]] = {contact_id: [] for contact_id in contact_ids}
    for introducer_id, contact_id, name in session.execute(query):
        if introducer_id is not None:
            found[introducer_id].append(Named(contact_id, name))
    return found
