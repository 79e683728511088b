"""The list of people: newest encounter first, a page at a time, and what narrows it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, case, exists, select, tuple_
from sqlalchemy.orm import Session, joinedload, selectinload

from webapp.contacts.cursor import Cursor, read_cursor, write_cursor
from webapp.contacts.details import ContactFilters
from webapp.contacts.meet import get_contact
from webapp.contacts.model import Contact, Encounter
from webapp.contacts.search import fold, matches

Conditions = list[ColumnElement[bool]]

T = TypeVar("T")

CHUNK = 200
_VERY_MANY = 1_000
_LOOKED_THROUGH = 2_000


@dataclass(frozen=True, slots=True)
class Page:
    """Some contacts with their encounters; `cursor` leads to the next ones, if there are any."""

    contacts: list[Contact]
    cursor: str | None
    narrowed: "Conditions"
    """Which contacts these are some of, wherever they were met."""


def list_contacts(
    session: Session,
    owner_id: UUID,
    filters: ContactFilters,
    *,
    cursor: str = "",
    limit: int = 50,
) -> Page:
    """A page of the owner's contacts, in two queries, three to five of one event.

    Invalid for a bad cursor.
    """
    among = narrowed(session, owner_id, filters)
    some = _newest_of_very_many(session, owner_id, filters, among, cursor)
    found = [] if some is None else _first(session, some, cursor, limit + 1)
    if len(found) <= limit:
        found = _first(session, _people(owner_id, filters, among), cursor, limit + 1)
    contacts = found[:limit]
    more = len(found) > limit
    return Page(contacts, _after(contacts[-1]) if more else None, among)


def narrowed(session: Session, owner_id: UUID, filters: ContactFilters) -> Conditions:
    """What holds of the contacts that the filters leave, but for the event."""
    conditions = _standing(owner_id)
    if filters.stage:
        conditions.append(Contact.stage == filters.stage)
    found_by = matches(session, owner_id, filters.q)
    return conditions if found_by is None else [*conditions, found_by]


def contacts_in_chunks(
    session: Session, owner_id: UUID, filters: ContactFilters, size: int = CHUNK
) -> Iterator[list[Contact]]:
    """All contacts that the filters leave, some at a time, so that none need wait for the rest.

    They come in the order of their ids: unlike the newest encounter, an id never changes while
    a long file is being written, so that nobody is left out or comes twice.
    """
    query = _people(owner_id, filters, narrowed(session, owner_id, filters))
    query = query.order_by(Contact.id).limit(size).options(with_encounters())
    chunk = list(session.scalars(query))
    while chunk:
        last = chunk[-1].id
        yield chunk
        chunk = list(session.scalars(query.where(Contact.id > last)))


def meeting_shown(contact: Contact, filters: ContactFilters) -> Encounter | None:
    """The meeting that a row of the list tells of: the newest of those that were looked for."""
    there = [met for met in contact.encounters if filters.event in (None, met.event_id)]
    sought = (met for met in there if _tells_of(met, filters.q))
    return next(sought, there[0] if there else None)


def get_person(session: Session, owner_id: UUID, contact_id: UUID) -> Contact:
    """The owner's contact, or the one it was merged into, with the encounters.

    NotFound also once it is deleted.
    """
    query = select(Contact).where(
        Contact.owner_id == owner_id, Contact.id == contact_id, Contact.deleted_at.is_(None)
    )
    contact = session.scalar(query.options(with_encounters()))
    if contact is None:
        return get_person(session, owner_id, get_contact(session, owner_id, contact_id).id)
    return contact


def with_encounters() -> Any:
    """The option that loads encounters, their events and introducers with the contacts."""
    return selectinload(Contact.encounters).options(
        joinedload(Encounter.event), joinedload(Encounter.introducer)
    )


def _newest_of_very_many(
    session: Session, owner_id: UUID, filters: ContactFilters, among: Conditions, cursor: str
) -> Select[Contact] | None:
    """Of an event where very many were, those who are among the owner's newest contacts.

    Looking through these in the page's order mostly fills a page long before all who were there
    would be put in order. None where fewer were there.
    """
    if not filters.event:
        return None
    met = (Encounter.owner_id == owner_id, Encounter.event_id == filters.event)
    one_more = select(Encounter.id).where(*met).offset(_VERY_MANY).limit(1).scalar_subquery()
    newest = select(Contact.newest_at).where(*_standing(owner_id)).offset(_LOOKED_THROUGH)
    oldest = _newest_first(newest, cursor, 1).scalar_subquery()
    are_many = one_more.is_not(None)
    many, moment = session.execute(select(are_many, case((are_many, oldest)))).one()
    there = exists().where(*met, Encounter.contact_id == Contact.id)
    since = [] if moment is None else [Contact.newest_at >= moment]
    return select(Contact).where(*among, there, *since) if many else None


def _first(session: Session, query: Select[Contact], cursor: str, most: int) -> list[Contact]:
    newest = _newest_first(query, cursor, most)
    return list(session.scalars(newest.options(with_encounters())))


def _newest_first(query: Select[T], cursor: str, most: int) -> Select[T]:
    """So many of the newest that the query gives after the cursor."""
    if cursor:
        query = query.where(tuple_(Contact.newest_at, Contact.id) < read_cursor(cursor))
    return query.order_by(Contact.newest_at.desc(), Contact.id.desc()).limit(most)


def _people(owner_id: UUID, filters: ContactFilters, narrowed: Conditions) -> Select[Contact]:
    query = select(Contact).where(*narrowed)
    if filters.event is None:
        return query
    there = select(Encounter.contact_id).where(
        Encounter.owner_id == owner_id, Encounter.event_id == filters.event
    )
    return query.where(Contact.id.in_(there))


def _standing(owner_id: UUID) -> Conditions:
    return [Contact.owner_id == owner_id, Contact.deleted_at.is_(None)]


def _tells_of(encounter: Encounter, query: str) -> bool:
    told = fold(f"{encounter.detail} {encounter.place} {encounter.talk}")
    return any(word in told for word in fold(query).split())


def _after(contact: Contact) -> str:
    return write_cursor(Cursor(contact.newest_at, contact.id))
