"""Contacts who may be one person, found as they come and change."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_, delete, func, or_, select, tuple_
from sqlalchemy.orm import Session, aliased

from webapp.contacts.keys import ContactKey, Pair, insert_new, note_keys
from webapp.contacts.likeness import Likeness, Person, Why, compare, keys_of, person_of
from webapp.contacts.model import Contact, Merge

MOST_CANDIDATES = 200
TOO_COMMON = 8
"""What more than these share, and nothing besides, is an office's number or a common name."""


class _Alike(NamedTuple):
    """A contact who is alike; `stands_for` is the one it was merged into, or itself."""

    id: UUID
    stands_for: UUID
    why: Why


def find_likenesses(
    session: Session, owner_id: UUID, candidate: Person, region: str | None
) -> list[Likeness]:
    """The owner's contacts who may be this person, the likeliest first; in one query.

    `region` is where phone numbers without a country code were taken down, as in "US".
    """
    found = _strongest(_find(session, owner_id, [candidate], region))
    return [
        Likeness(contact_id, why.words, why.is_certain)
        for contact_id, why in sorted(found.items(), key=lambda item: (item[1], item[0]))
    ]


def note_likenesses(session: Session, contact: Contact, region: str | None) -> None:
    """Note anew what this contact is found by, and who may be the same person.

    To be called whenever its name, organisation, addresses or numbers may have changed. What
    the owner said not to be the same stays said, also of those who were merged since.
    """
    note_keys(session, contact)
    members = [contact, *_merged_into(session, contact)]
    ids = {member.id for member in members}
    pairs = list(session.scalars(select(Pair).where(_among(contact.owner_id, ids))))
    apart = {
        id for pair in pairs if pair.dismissed_at for id in (pair.one_id, pair.other_id)
    } - ids
    alike = [
        found
        for found in _find(session, contact.owner_id, map(person_of, members), region)
        if found.stands_for != contact.id
    ]
    dismissed = {found.stands_for for found in alike if {found.id, found.stands_for} & apart}
    wanted = {id: why for id, why in _strongest(alike).items() if id not in dismissed}
    _note_pairs(session, contact, pairs, wanted)


def _find(
    session: Session, owner_id: UUID, people: Iterable[Person], region: str | None
) -> list[_Alike]:
    people = list(people)
    found = []
    for candidate, stands_for in _candidates(session, owner_id, people):
        person = person_of(candidate)
        reasons = [why for one in people if (why := compare(one, person, region))]
        if reasons:
            found.append(_Alike(candidate.id, stands_for, min(reasons)))
    shared = Counter(alike.why for alike in found)
    return [one for one in found if one.why < Why.EMAIL_ONLY or shared[one.why] <= TOO_COMMON]


def _candidates(
    session: Session, owner_id: UUID, people: Collection[Person]
) -> Iterator[tuple[Contact, UUID]]:
    """Whoever has a key in common with one of these, the strongest kind of key first."""
    keys = sorted(set[tuple[str, str]]().union(*map(keys_of, people)))
    if not keys:
        return
    sharing = (
        select(ContactKey.contact_id, func.min(ContactKey.kind).label("kind"))
        .where(
            ContactKey.owner_id == owner_id, tuple_(ContactKey.kind, ContactKey.key).in_(keys)
        )
        .group_by(ContactKey.contact_id)
        .order_by(func.min(ContactKey.kind), ContactKey.contact_id)
        .limit(MOST_CANDIDATES)
        .subquery()
    )
    standing = aliased(Contact)
    stands_for = func.coalesce(Contact.merged_into_id, Contact.id)
    query = (
        select(Contact, standing.id)
        .join(sharing, and_(Contact.owner_id == owner_id, Contact.id == sharing.c.contact_id))
        .join(standing, and_(standing.owner_id == owner_id, standing.id == stands_for))
        .where(standing.deleted_at.is_(None))
        .order_by(sharing.c.kind, Contact.id)
    )
    for contact, id in session.execute(query):
        yield contact, id


def _merged_into(session: Session, contact: Contact) -> list[Contact]:
    query = (
        select(Contact)
        .join(Merge, and_(Merge.owner_id == Contact.owner_id, Merge.absorbed_id == Contact.id))
        .where(
            Merge.owner_id == contact.owner_id,
            Merge.kept_id == contact.id,
            Merge.undone_at.is_(None),
        )
    )
    return list(session.scalars(query))


def _strongest(alike: Iterable[_Alike]) -> dict[UUID, Why]:
    found: dict[UUID, Why] = {}
    for one in alike:
        found[one.stands_for] = min(one.why, found.get(one.stands_for, one.why))
    return found


def _among(owner_id: UUID, ids: Collection[UUID]) -> ...:
    return and_(Pair.owner_id == owner_id, or_(Pair.one_id.in_(ids), Pair.other_id.in_(ids)))


def _note_pairs(
    session: Session, contact: Contact, pairs: Iterable[Pair], wanted: dict[UUID, Why]
) -> None:
    """Let the pairs of this contact be those that are wanted, and those that were dismissed."""
    noted = {
        pair.other_of(contact.id): pair
        for pair in pairs
        if contact.id in (pair.one_id, pair.other_id)
    }
    for id, pair in noted.items():
        if id in wanted:
            pair.why = wanted[id]
        elif pair.dismissed_at is None:
            session.delete(pair)
    session.flush()
    new = [Pair.key(contact.owner_id, contact.id, id) | {"why": why} for id, why in wanted.items()]
    insert_new(session, Pair, [row for row in new if True])
