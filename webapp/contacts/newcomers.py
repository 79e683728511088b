"""People met for the first time: written, and compared with everybody known, many in one go.

It comes to the same as taking down one after the other: each is compared with whoever was known
before, and with those who come before in the same go.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, bindparam, func, select, tuple_
from sqlalchemy.orm import Session

from webapp.contacts.duplicates import (
    MOST_CANDIDATES,
    MOST_PAIRS,
    Candidate,
    compared,
    likeliest,
    standing,
)
from webapp.contacts.keys import ContactKey, Pair, insert_new, pair_key
from webapp.contacts.likeness import Person, keys_of, person_of
from webapp.contacts.model import Contact, Encounter
from webapp.contacts.phone_numbers import region_of
from webapp.contacts.search import refresh
from webapp.rows import write_new

Key = tuple[str, str]


class _New(NamedTuple):
    """Somebody new, what they are found by, and where their numbers were taken down."""

    id: UUID
    person: Person
    keys: list[Key]
    region: str | None


def meet_all(session: Session, met: Sequence[tuple[Contact, Encounter]]) -> set[UUID]:
    """Note new people of one owner, made by `new_contact`, each with the first meeting.

    Gives the ids of those who may be somebody who was known before or is among them.
    """
    for contact, encounter in met:
        encounter.owner_id, encounter.contact_id = contact.owner_id, contact.id
        contact.newest_at = encounter.at
        refresh(contact, [encounter])
    write_new(session, [contact for contact, _ in met])
    write_new(session, [encounter for _, encounter in met])
    people = [_new(*one) for one in met]
    pairs = _note_likenesses(session, met[0][0].owner_id, people) if people else []
    return {pair[side] for pair in pairs for side in ("one_id", "other_id")}


def _new(contact: Contact, encounter: Encounter) -> _New:
    person = person_of(contact)
    return _New(contact.id, person, sorted(keys_of(person)), region_of(encounter.time_zone))


def _note_likenesses(
    session: Session, owner_id: UUID, people: Sequence[_New]
) -> list[dict[str, Any]]:
    """Note what they are found by, and who may be the same person; gives these pairs."""
    found = _found_by(session, owner_id, {key for one in people for key in one.keys})
    ids = {one for sharing in found.values() for one in sharing}
    known = {one.id: one for one in standing(session, owner_id, ids)}
    pairs: list[dict[str, Any]] = []
    for one in people:
        candidates = [known[key] for key in _sharing(one.keys, found) if key in known]
        alike = compared([one.person], candidates, one.region)
        pairs += [
            {**pair_key(owner_id, one.id, other_id), "why": why, "dismissed_at": None}
            for other_id, why in likeliest(alike)[:MOST_PAIRS]
        ]
        known[one.id] = Candidate(one.id, one.id, one.person)
        for key in one.keys:
            found[key].append(one.id)
    insert_new(session, ContactKey, [*_key_rows(owner_id, people)])
    insert_new(session, Pair, pairs)
    return pairs


def _sharing(keys: Iterable[Key], found: dict[Key, list[UUID]]) -> Iterable[UUID]:
    """Who has one of these keys; of very many, those with the strongest kinds of them."""
    ids = (one for key in keys for one in sorted(found.get(key, ())))
    return dict.fromkeys(islice(ids, MOST_CANDIDATES))


def _key_rows(owner_id: UUID, people: Iterable[_New]) -> Iterator[dict[str, Any]]:
    for one in people:
        for kind, key in one.keys:
            yield {"owner_id": owner_id, "kind": kind, "key": key, "contact_id": one.id}


def _found_by(session: Session, owner_id: UUID, keys: set[Key]) -> dict[Key, list[UUID]]:
    """For each key the contacts that are found by it, or the first of too many."""
    found: dict[Key, list[UUID]] = defaultdict(list)
    if keys:
        asked = {"owner": owner_id, "keys": sorted(keys), "most": MOST_CANDIDATES}
        for kind, key, contact_id in session.execute(_FOUND_BY, asked):
            found[kind, key].append(contact_id)
    return found


def _found_by_query() -> Select[Any]:
    keys: Any = ContactKey.__table__
    kind, key, contact_id = keys.c.kind, keys.c.key, keys.c.contact_id
    place = func.row_number().over(partition_by=(kind, key), order_by=contact_id)
    these = tuple_(kind, key).in_(bindparam("keys", expanding=True))
    rows = (
        select(kind, key, contact_id, place.label("place"))
        .where(keys.c.owner_id == bindparam("owner"), these)
        .subquery()
    )
    return select(rows.c.kind, rows.c.key, rows.c.contact_id).where(
        rows.c.place <= bindparam("most")
    )


_FOUND_BY = _found_by_query()
