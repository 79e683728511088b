"""The contacts who may be one person, two by two: the list, and what the owner says of it."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, bindparam, func, or_, select, tuple_, update
from sqlalchemy.orm import Session, aliased

from webapp.contacts.keys import Pair, insert_new, pair_key
from webapp.contacts.likeness import Likeness, Why
from webapp.contacts.listing import with_encounters
from webapp.contacts.model import Contact
from webapp.db import get_owned
from webapp.errors import FieldError, Invalid

# Making an alias costs more than asking the question.
_ONE, _OTHER = aliased(Contact), aliased(Contact)


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two contacts with their encounters, and why they may be one; `one` was there first."""

    one: Contact
    other: Contact
    why: Why


@dataclass(frozen=True, slots=True)
class DuplicatePage:
    """Some of them, the likeliest first; `cursor` leads to the next ones, if there are any."""

    duplicates: list[Duplicate]
    cursor: str | None


def list_duplicates(
    session: Session, owner_id: UUID, *, cursor: str = "", limit: int = 50
) -> DuplicatePage:
    """A page of the pairs that are neither merged nor dismissed, in three queries."""
    query = _open(select(Pair), owner_id)
    place = (Pair.why, Pair.one_id, Pair.other_id)
    if cursor:
        query = query.where(tuple_(*place) > _read_cursor(cursor))
    pairs = list(session.scalars(query.order_by(*place).limit(limit + 1)))
    shown = pairs[:limit]
    ids = {side for pair in shown for side in (pair.one_id, pair.other_id)}
    contacts = contacts_of(session, owner_id, ids)
    return DuplicatePage(
        [
            Duplicate(contacts[pair.one_id], contacts[pair.other_id], Why(pair.why))
            for pair in shown
        ],
        _write_cursor(shown[-1]) if len(pairs) > limit else None,
    )


def count_duplicates(session: Session, owner_id: UUID) -> int:
    """How many pairs there are to look at."""
    return session.scalar(_open(select(func.count()).select_from(Pair), owner_id)) or 0


def contacts_of(session: Session, owner_id: UUID, ids: Collection[UUID]) -> dict[UUID, Contact]:
    """The owner's contacts of these ids with their encounters, in two queries."""
    query = select(Contact).where(Contact.owner_id == owner_id, Contact.id.in_(ids))
    return {contact.id: contact for contact in session.scalars(query.options(with_encounters()))}


def met_before(session: Session, owner_id: UUID, contact_id: UUID) -> Contact | None:
    """Whom somebody just taken down most likely is, with the encounters, if it is anybody."""
    likely = likenesses_of(session, owner_id, contact_id)
    if not likely:
        return None
    return contacts_of(session, owner_id, [likely[0].contact_id])[likely[0].contact_id]


def met_before_each(
    session: Session, owner_id: UUID, contact_ids: Collection[UUID]
) -> dict[UUID, tuple[UUID, str, str]]:
    """For each contact that may be somebody known: the likeliest, by id, name and why.

    In one query.
    """
    found: dict[UUID, tuple[UUID, str, str]] = {}
    asked = {"owner": owner_id, "ids": list(contact_ids)}
    for one_id, other_id, why, one_name, other_name in session.execute(_MET_BEFORE, asked):
        found.setdefault(one_id, (other_id, other_name, Why(why).words))
        found.setdefault(other_id, (one_id, one_name, Why(why).words))
    return {contact_id: found[contact_id] for contact_id in contact_ids if contact_id in found}


def likenesses_of(session: Session, owner_id: UUID, contact_id: UUID) -> list[Likeness]:
    """Who may be the same person as this contact, as was noted, the likeliest first."""
    query = _open(select(Pair), owner_id).where(
        or_(Pair.one_id == contact_id, Pair.other_id == contact_id)
    )
    return [
        Likeness(other_id, Why(pair.why).words, Why(pair.why).is_certain)
        for pair in session.scalars(query.order_by(Pair.why, Pair.one_id, Pair.other_id))
        if (other_id := pair.other_than(contact_id))
    ]


def dismiss(
    session: Session, owner_id: UUID, one_id: UUID, other_id: UUID, now: datetime | None
) -> None:
    """Remember that these are two people; without `now`, forget it again. Repeatable.

    Invalid for a contact and itself.
    """
    if one_id == other_id:
        raise Invalid(FieldError("other", "is the same contact."))
    for contact_id in (one_id, other_id):
        get_owned(session, Contact, owner_id, contact_id)
    key = pair_key(owner_id, one_id, other_id)
    insert_new(session, Pair, [{**key, "why": Why.NAME_ONLY, "dismissed_at": now}])
    session.execute(update(Pair).filter_by(**key).values(dismissed_at=now))


def _open(query: Select[Any], owner_id: Any) -> Select[Any]:
    return (
        query.join(_ONE, and_(_ONE.owner_id == owner_id, _ONE.id == Pair.one_id))
        .join(_OTHER, and_(_OTHER.owner_id == owner_id, _OTHER.id == Pair.other_id))
        .where(
            Pair.owner_id == owner_id,
            Pair.dismissed_at.is_(None),
            _ONE.deleted_at.is_(None),
            _OTHER.deleted_at.is_(None),
        )
    )


def _met_before() -> Select[Any]:
    ids: Any = bindparam("ids", expanding=True)
    query: Any = select(Pair.one_id, Pair.other_id, Pair.why, _ONE.name, _OTHER.name)
    either = or_(Pair.one_id.in_(ids), Pair.other_id.in_(ids))
    return _open(query, bindparam("owner")).where(either).order_by(Pair.why)


_MET_BEFORE = _met_before()


def _write_cursor(pair: Pair) -> str:
    return f"{pair.why}.{pair.one_id.hex}.{pair.other_id.hex}"


def _read_cursor(text: str) -> tuple[int, UUID, UUID]:
    part = re.fullmatch(r"([0-9])\.([0-9a-f]{32})\.([0-9a-f]{32})", text, re.ASCII)
    if part is None:
        words = "is not a cursor that a list gave. Begin again without it."
        raise Invalid(FieldError("cursor", words))
    return int(part[1]), UUID(part[2]), UUID(part[3])
