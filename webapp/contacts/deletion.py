"""Deleting a person: at once from every screen, after 30 days for good."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import Session, aliased

from webapp.contacts.meet import get_contact
from webapp.contacts.model import Contact, Encounter
from webapp.db import get_owned
from webapp.errors import NotFound

KEPT_FOR = timedelta(days=30)


def delete_contact(session: Session, owner_id: UUID, contact_id: UUID, now: datetime) -> Contact:
    """Take a contact off every screen; also erase those deleted more than 30 days ago."""
    contact = get_contact(session, owner_id, contact_id)
    contact.deleted_at = contact.changed_at = now
    session.flush()
    purge_deleted(session, owner_id, now - KEPT_FOR)
    return contact


def restore_contact(session: Session, owner_id: UUID, contact_id: UUID, now: datetime) -> Contact:
    """Bring a deleted contact back with all that belongs to it; the same again changes nothing.

    NotFound for one that is away because it was merged into another: that is taken back there.
    """
    contact = get_owned(session, Contact, owner_id, contact_id)
    if contact.merged_into_id is not None:
        raise NotFound("Contact")
    revive(contact, now)
    session.flush()
    return contact


def revive(contact: Contact, now: datetime) -> None:
    """Bring a contact back if it is deleted: somebody who did not know it goes on with it."""
    if contact.deleted_at is not None:
        contact.deleted_at, contact.changed_at = None, now


def purge_deleted(session: Session, owner_id: UUID, before: datetime) -> int:
    """Erase for good what was deleted before this moment; says how many contacts that were.

    What was merged into another contact stays as long as that one does. What others tell of
    their introduction keeps the name of the one who made it.
    """
    erased = 0
    while some := _erase(session, owner_id, before):
        erased += some
    return erased


def _erase(session: Session, owner_id: UUID, before: datetime) -> int:
    kept = aliased(Contact)
    is_kept = exists().where(kept.owner_id == owner_id, kept.id == Contact.merged_into_id)
    gone = (Contact.owner_id == owner_id, Contact.deleted_at < before, ~is_kept)
    name = select(Contact.name).where(
        Contact.owner_id == owner_id, Contact.id == Encounter.introducer_id
    )
    introduced = Encounter.introducer_id.in_(select(Contact.id).where(*gone))
    session.execute(
        update(Encounter)
        .where(Encounter.owner_id == owner_id, introduced)
        .values(introducer_name=name.scalar_subquery(), introducer_id=None)
    )
    return len(session.scalars(delete(Contact).where(*gone).returning(Contact.id)).all())
