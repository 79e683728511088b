"""People met for the first time: written, and compared with everybody known, many in one go.

It comes to the same as taking down one after the other: each is compared with whoever was known
before, and with those who come before in the same go.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from itertools import islice
from typing import Any
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
from webapp.contacts.keys import (
    AT_ONCE,
    ContactKey,
    Pair,
    contacts_named,
    insert_new,
    kept_keys,
    pair_key,
)
from webapp.contacts.likeness import Key, Person, person_of
from webapp.contacts.model import Contact, Encounter
from webapp.contacts.phone_numbers import region_of
from webapp.contacts.search import refresh
from webapp.rows import write_new


class Newcomers:
    """New people of one owner, compared as they are gathered, then written in one go.

    What is asked of the database is asked for all of them at once. Each is compared with whoever
    was known before and with those who were gathered before.
    """

    def __init__(
        self,
        session: Session,
        owner_id: UUID,
        people: Iterable[Person],
        made: Collection[UUID] = (),
    ) -> None:
        """`people` are those whose candidates will be asked for, gathered later or not.

        `made` are ids that were just made for some of them, so that nobody else can have them.
        """
        self._session = session
        self._owner_id = owner_id
        keys = [person.keys for person in people]
        sought = set[Key]().union(*keys)
        self._found_by = _found_by(session, owner_id, sought)
        for key, contact_id in contacts_named(sought).items():
            if contact_id not in made:
                self._found_by[key].append(contact_id)
        ids = {one for mine in keys for one in _sharing(mine, self._found_by)}
        self._known = {one.id: one for one in standing(session, owner_id, ids)}
        self._begin()

    def _begin(self) -> None:
        self._contacts: list[Contact] = []
        self._encounters: list[Encounter] = []
        self._keys: list[dict[str, Any]] = []
        self._pairs: list[dict[str, Any]] = []

    def candidates(self, person: Person) -> list[Candidate]:
        """Whoever is known by now and has a key in common with this person."""
        sharing = _sharing(person.keys, self._found_by)
        return [self._known[one] for one in sharing if one in self._known]

    def gather(
        self,
        contact: Contact,
        person: Person,
        encounter: Encounter | None = None,
        among: Iterable[Candidate] | None = None,
    ) -> None:
        """Take in somebody new, made by `new_contact`, with the first meeting if it is known.

        `person` is what the contact is told apart by; `among` are those whom it may be, where they
        are found already.
        """
        if encounter is not None:
            encounter.owner_id, encounter.contact_id = contact.owner_id, contact.id
            contact.newest_at = encounter.at
            self._encounters.append(encounter)
        refresh(contact, [encounter] if encounter else ())
        self._contacts.append(contact)
        region = region_of(encounter.time_zone) if encounter else None
        candidates = self.candidates(person) if among is None else among
        alike = likeliest(compared([person], candidates, region))
        for other_id, why in alike[:MOST_PAIRS]:
            key = pair_key(self._owner_id, contact.id, other_id)
            self._pairs.append({**key, "why": why, "dismissed_at": None})
        mine = {"owner_id": self._owner_id, "contact_id": contact.id}
        kept = kept_keys(contact.id, person)
        self._keys += [{**mine, "kind": kind, "key": key} for kind, key in kept]
        self.know(contact.id, person)

    def know(self, contact_id: UUID, person: Person) -> None:
        """Let this contact be known as this person from here on."""
        self._known[contact_id] = Candidate(contact_id, contact_id, person)
        for key in person.keys:
            if contact_id not in self._found_by[key]:
                self._found_by[key].append(contact_id)

    def write(self) -> set[UUID]:
        """Write whom was gathered since the last time.

        Gives the ids of those who may be somebody who was known before or is among them.
        """
        write_new(self._session, self._contacts)
        write_new(self._session, self._encounters)
        insert_new(self._session, ContactKey, self._keys)
        insert_new(self._session, Pair, self._pairs)
        alike = {pair[side] for pair in self._pairs for side in ("one_id", "other_id")}
        self._begin()
        return alike


def meet_all(session: Session, met: Sequence[tuple[Contact, Encounter]]) -> set[UUID]:
    """Note new people of one owner, made by `new_contact`, each with the first meeting.

    Gives the ids of those who may be somebody who was known before or is among them.
    """
    if not met:
        return set()
    people = [person_of(contact) for contact, _ in met]
    made = {contact.id for contact, _ in met}
    newcomers = Newcomers(session, met[0][0].owner_id, people, made)
    for (contact, encounter), person in zip(met, people, strict=True):
        newcomers.gather(contact, person, encounter)
    return newcomers.write()


def _sharing(keys: Iterable[Key], found: dict[Key, list[UUID]]) -> Iterable[UUID]:
    """Who has one of these keys; of very many, those with the strongest kinds of them."""
    ids = (one for key in keys for one in sorted(found.get(key, ())))
    return dict.fromkeys(islice(ids, MOST_CANDIDATES))


def _found_by(session: Session, owner_id: UUID, keys: set[Key]) -> dict[Key, list[UUID]]:
    """For each key the contacts that are found by it, or the first of too many."""
    found: dict[Key, list[UUID]] = defaultdict(list)
    sought = sorted(keys)
    for start in range(0, len(sought), AT_ONCE):
        some = sought[start : start + AT_ONCE]
        asked = {"owner": owner_id, "keys": some, "most": MOST_CANDIDATES}
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
