"""Contacts as a phone keeps them, to be found and read with no network."""

from collections.abc import Collection, Iterable
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.contacts.listing import with_encounters
from webapp.contacts.model import Contact, Encounter
from webapp.contacts.shapes import contact_facts
from webapp.revisions import Note, shown_in


def pocket_values(session: Session, owner_id: UUID, ids: Collection[UUID]) -> dict[UUID, BaseModel]:
    """Those that are there, with their meetings, in two queries; not the deleted ones."""
    query = select(Contact).where(
        Contact.owner_id == owner_id, Contact.id.in_(ids), Contact.deleted_at.is_(None)
    )
    found = session.scalars(query.options(with_encounters()))
    return {contact.id: contact_facts(contact) for contact in found}


@shown_in(Contact)
def _introduced_by(session: Session, owner_id: UUID, ids: Collection[UUID]) -> Iterable[Note]:
    """A contact is shown with the name of whoever introduced them."""
    query = select(Encounter.contact_id).where(
        Encounter.owner_id == owner_id, Encounter.introducer_id.in_(ids)
    )
    return [("contact", one) for one in session.scalars(query.distinct())]
