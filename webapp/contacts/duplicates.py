"""Contacts who may be one person, found as they come and change."""

from collections import Counter
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, and_, bindparam, func, or_, select, tuple_
from sqlalchemy.orm import Session, aliased

from webapp.contacts.keys import ContactKey, Pair, contacts_named, insert_new, note_keys, pair_key
from webapp.contacts.likeness import (
    COMPARED,
    Key,
    Likeness,
    Person,
    Why,
    compare,
    person_from,
    person_of,
)
from webapp.contacts.model import Contact, Merge

MOST_CANDIDATES = 100
MOST_PAIRS = 20
"""Beyond so many who may be one contact, a further one helps nobody to choose."""
TOO_COMMON = 8
"""What more than these share, and nothing besides, is an office's number or a common name."""


def _standing() -> Select[Any]:
    """What some contacts are compared by, each with the id of the one it stands for now."""
    standing = aliased(Contact)
    stands_for = func.coalesce(Contact.merged_into_id, Contact.id)
    return (
        select(standing.id, *(getattr(Contact, name) for name in COMPARED))
        .join(standing, and_(standing.owner_id == Contact.owner_id, standing.id == stands_for))
        .where(
            Contact.owner_id == bindparam("owner_id"),
            Contact.id.in_(bindparam("ids", expanding=True)),
            standing.deleted_at.is_(None),
        )
    )


# Both are asked for each person of a long import; building them anew would cost more than asking.
_STANDING = _standing()
_SHARING = (
    select(ContactKey.contact_id)
    .where(
        ContactKey.owner_id == bindparam("owner_id"),
        tuple_(ContactKey.kind, ContactKey.key).in_(bindparam("keys", expanding=True)),
    )
    .order_by(ContactKey.kind, ContactKey.key, ContactKey.contact_id)
    .limit(bindparam("most"))
)


class Candidate(NamedTuple):
    """A contact to compare with; `stands_for` is the one it was merged into, or itself."""

    id: UUID
    stands_for: UUID
    person: Person


class Alike(NamedTuple):
    """A contact who is alike."""

    id: UUID
    stands_for: UUID
    why: Why


def find_likenesses(
    session: Session, owner_id: UUID, candidate: Person, region: str | None
) -> list[Likeness]:
    """The owner's contacts who may be this person, the likeliest first; in two queries.

    `region` is where phone numbers without a country code were taken down, as in "US".
    """
    return likenesses(candidate, candidates(session, owner_id, [candidate]), region)


def likenesses(candidate: Person, known: Iterable[Candidate], region: str | None) -> list[Likeness]:
    """Those among these contacts who may be this person, the likeliest first."""
    found = likeliest(compared([candidate], known, region))
    return [Likeness(contact_id, why.words, why.is_certain) for contact_id, why in found]


def note_likenesses(
    session: Session,
    contact: Contact,
    region: str | None,
    *,
    new: bool = False,
    among: Iterable[Candidate] | None = None,
) -> None:
    """Note anew what this contact is found by, and who may be the same person.

    To be called whenever its name, organisation, addresses or numbers may have changed. What
    the owner said not to be the same stays said, also of those who were merged since. Of a `new`
    contact nothing was noted yet. `among` are its candidates, where they are found already.
    """
    note_keys(session, contact, new=new)
    members = [contact, *(() if new else _merged_into(session, contact))]
    ids = {member.id for member in members}
    pairs = [] if new else _pairs(session, contact.owner_id, ids)
    apart = {side for pair in pairs if pair.dismissed_at for side in (pair.one_id, pair.other_id)}
    people = list(map(person_of, members))
    if among is None:
        among = candidates(session, contact.owner_id, people, ids)
    alike = compared(people, among, region)
    dismissed = {found.stands_for for found in alike if {found.id, found.stands_for} & apart}
    wanted = likeliest(one for one in alike if one.stands_for not in dismissed)
    _note_pairs(session, contact, pairs, dict(wanted[:MOST_PAIRS]))


def compared(
    people: Collection[Person], candidates: Iterable[Candidate], region: str | None
) -> list[Alike]:
    """Those of the candidates who may be one of these people, without what too many share."""
    found = []
    for candidate in candidates:
        reasons = [why for one in people if (why := compare(one, candidate.person, region))]
        if reasons:
            found.append(Alike(candidate.id, candidate.stands_for, min(reasons)))
    shared = Counter(alike.why for alike in found)
    return [one for one in found if one.why < Why.EMAIL_ONLY or shared[one.why] <= TOO_COMMON]


def likeliest(alike: Iterable[Alike]) -> list[tuple[UUID, Why]]:
    """Each contact that they stand for with the strongest reason, the likeliest first."""
    found: dict[UUID, Why] = {}
    for one in alike:
        found[one.stands_for] = min(one.why, found.get(one.stands_for, one.why))
    return sorted(found.items(), key=lambda item: (item[1], item[0]))


def standing(session: Session, owner_id: UUID, ids: Collection[UUID]) -> list[Candidate]:
    """These contacts, or rather whom they stand for now, as far as that is not deleted.

    No more of each is read than they are compared by: these are most of the rows that taking
    down a person reads.
    """
    if not ids:
        return []
    rows = session.execute(_STANDING, {"owner_id": owner_id, "ids": list(ids)})
    return [Candidate(values[0], stands_for, person_from(*values)) for stands_for, *values in rows]


def candidates(
    session: Session, owner_id: UUID, people: Iterable[Person], besides: Collection[UUID] = ()
) -> list[Candidate]:
    """Whoever has a key in common with one of these."""
    keys = set[Key]().union(*(person.keys for person in people))
    return standing(session, owner_id, _sharing(session, owner_id, keys).difference(besides))


def _sharing(session: Session, owner_id: UUID, keys: set[Key]) -> set[UUID]:
    """Who has one of these keys; of very many, those with the strongest kinds of them."""
    if not keys:
        return set()
    asked = {"owner_id": owner_id, "keys": sorted(keys), "most": MOST_CANDIDATES}
    return {*session.scalars(_SHARING, asked), *contacts_named(keys).values()}


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


def _pairs(session: Session, owner_id: UUID, ids: Collection[UUID]) -> list[Pair]:
    either = or_(Pair.one_id.in_(ids), Pair.other_id.in_(ids))
    return list(session.scalars(select(Pair).where(Pair.owner_id == owner_id, either)))


def _note_pairs(
    session: Session, contact: Contact, pairs: Iterable[Pair], wanted: dict[UUID, Why]
) -> None:
    """Let the pairs of this contact be those that are wanted, besides those dismissed."""
    for pair in pairs:
        other_id = pair.other_than(contact.id)
        if other_id in wanted:
            pair.why = wanted.pop(other_id)
        elif other_id is not None and pair.dismissed_at is None:
            session.delete(pair)
    session.flush()
    rows = [
        {**pair_key(contact.owner_id, contact.id, other_id), "why": why, "dismissed_at": None}
        for other_id, why in wanted.items()
    ]
    insert_new(session, Pair, rows)
