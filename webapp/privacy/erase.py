"""Erasing one person for good, at once and from every room."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from webapp.contacts.kept_out import ERASED, keep_out
from webapp.contacts.model import Contact, Encounter, Merge
from webapp.contacts.references import references
from webapp.db import get_owned
from webapp.imports.model import ImportEntry


def erase_person(
    session: Session, owner_id: UUID, contact_id: UUID, now: datetime, *, for_good: bool = False
) -> str:
    """Erase a contact with all that belongs to it, and whoever was merged into it; gives the name.

    `for_good` remembers, by hashes alone, that this person must not be added again.
    """
    contact = get_owned(session, Contact, owner_id, contact_id)
    name = contact.name
    merged = select(Contact).where(
        Contact.owner_id == owner_id, Contact.merged_into_id == contact_id
    )
    people = [contact, *session.scalars(merged)]
    if for_good:
        for person in people:
            keep_out(
                session,
                owner_id,
                why=ERASED,
                now=now,
                name=person.name,
                emails=[one["value"] for one in person.emails],
                phones=[one["value"] for one in person.phones],
            )
    _forget_mentions(session, owner_id, people)
    ids = [person.id for person in people]
    session.execute(delete(Contact).where(Contact.owner_id == owner_id, Contact.id.in_(ids)))
    session.expire_all()
    return name


def _forget_mentions(session: Session, owner_id: UUID, people: list[Contact]) -> None:
    """Take these people out of rows that do not go with them."""
    ids = [person.id for person in people]
    for column in references():
        if column.nullable and not _goes_along(column):
            rows = column.table
            those = (rows.c.owner_id == owner_id, column.in_(ids))
            session.execute(update(rows).where(*those).values({column: None}))
    session.execute(
        update(Encounter)
        .where(
            Encounter.owner_id == owner_id,
            Encounter.introducer_name.in_({person.name for person in people}),
        )
        .values(introducer_name="")
    )
    either = or_(Merge.kept_id.in_(ids), Merge.absorbed_id.in_(ids))
    session.execute(delete(Merge).where(Merge.owner_id == owner_id, either))
    session.execute(
        delete(ImportEntry).where(ImportEntry.owner_id == owner_id, ImportEntry.contact_id.in_(ids))
    )


def _goes_along(column: object) -> bool:
    keys = getattr(column, "foreign_keys", ())
    return any(key.column.table is Contact.__table__ and key.ondelete == "CASCADE" for key in keys)
