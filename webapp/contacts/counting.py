"""How many people there are beside a page of them, and which stages."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session

from webapp.contacts.details import ContactFilters
from webapp.contacts.listing import Conditions, Page, narrowed
from webapp.contacts.model import STAGES, Contact, Encounter

MOST_COUNTED = 1_000
"""How far people are counted: nobody looks through more, and a large count takes long."""


def count_contacts(session: Session, owner_id: UUID, filters: ContactFilters) -> int:
    """How many contacts the filters leave; past MOST_COUNTED it is that and one more."""
    return _count(session, owner_id, filters, narrowed(session, owner_id, filters))


def count_beside(
    session: Session, owner_id: UUID, filters: ContactFilters, page: Page, cursor: str
) -> int:
    """The same beside a page of them, which often knows it already."""
    if not cursor and not page.cursor:
        return len(page.contacts)
    return _count(session, owner_id, filters, page.narrowed)


def stages_in_use(session: Session, owner_id: UUID) -> set[str]:
    """The stages that any of the owner's contacts has."""
    there = [
        exists().where(
            Contact.owner_id == owner_id, Contact.deleted_at.is_(None), Contact.stage == stage
        )
        for stage in STAGES
    ]
    found = session.execute(select(*there)).one()
    return {stage for stage, is_there in zip(STAGES, found, strict=True) if is_there}


def _count(session: Session, owner_id: UUID, filters: ContactFilters, narrowed: Conditions) -> int:
    people = select(Contact.id).where(*narrowed)
    if filters.event:
        people = _people_there(owner_id, filters, narrowed)
    some = people.limit(MOST_COUNTED + 1).subquery()
    return session.scalar(select(func.count()).select_from(some)) or 0


def _people_there(owner_id: UUID, filters: ContactFilters, narrowed: Conditions) -> Select[Any]:
    """Beginning at the event's meetings, and in an index alone where nothing else is asked."""
    there = select(Encounter.contact_id).where(
        Encounter.owner_id == owner_id, Encounter.event_id == filters.event
    )
    if filters.stage or filters.q:
        return there.join(Encounter.contact).where(*narrowed).distinct()
    deleted = select(Contact.id).where(
        Contact.owner_id == owner_id, Contact.deleted_at.is_not(None)
    )
    return there.where(Encounter.contact_id.not_in(deleted)).distinct()
