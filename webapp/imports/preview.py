"""Whom the people in a file may be, before anything is taken."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from webapp.contacts.duplicates import find_likenesses
from webapp.contacts.kept_out import erased_among
from webapp.contacts.keys import known_keys
from webapp.contacts.likeness import Key, Likeness, Person, Why, compare
from webapp.contacts.meet import get_contact
from webapp.errors import NotFound
from webapp.imports.card import contact_of, digest_of, is_empty, person_of
from webapp.imports.entries import Entry
from webapp.imports.model import ImportEntry, seen_cards

ERASED = "You erased this person and asked not to add them again."
MOST_MATCHES = 5
_MOST_EARLIER = 20


class Found(NamedTuple):
    """What is known of an entry's person: `fate` is new, same, probably or left_out."""

    fate: str
    why: str
    matches: list[dict[str, Any]]


def with_former(
    session: Session, owner_id: UUID, found: list[Likeness], before: UUID | None
) -> list[Likeness]:
    """The contacts that a card's person may be, led by the one whom the same card went to before.

    Also where it has nothing but a name, which alone never decides.
    """
    if before is None:
        return found
    try:
        contact = get_contact(session, owner_id, before)
    except NotFound:
        return found
    same = Likeness(contact.id, Why.CARD.words, certain=True)
    return [same, *(one for one in found if one.contact_id != contact.id)]


def matches_of(likenesses: Sequence[Likeness]) -> list[dict[str, Any]]:
    """The likeliest contacts, as an entry keeps them."""
    return [
        {"contact_id": str(like.contact_id), "why": like.why, "certain": like.certain}
        for like in likenesses[:MOST_MATCHES]
    ]


class Finder:
    """Compares the people of one file with the owner's contacts and with each other."""

    def __init__(self, session: Session, owner_id: UUID, region: str | None) -> None:
        self._session = session
        self._owner_id = owner_id
        self._region = region
        self._digests: dict[bytes, int] = {}
        self._earlier: defaultdict[Key, list[tuple[int, Person]]] = defaultdict(list)

    def remember(self, entries: Sequence[Entry]) -> None:
        """Take note of entries that were compared before."""
        for entry in entries:
            if entry.finding != "left_out":
                self._digests.setdefault(digest_of(entry.card), entry.index)
                self._note(entry.index, person_of(contact_of(entry.card)))

    def find_all(self, rows: Sequence[dict[str, Any]]) -> None:
        """Note in each entry's row whom it may be. Most are nobody known, which one query tells."""
        people = [person_of(contact_of(row["card"])) for row in rows]
        digests = [digest_of(row["card"]) for row in rows]
        keys = set[Key]().union(*(person.keys for person in people))
        known = known_keys(self._session, self._owner_id, keys)
        seen = seen_cards(self._session, self._owner_id, digests)
        erased = erased_among(self._session, self._owner_id, people)
        for row, person, digest, out in zip(rows, people, digests, erased, strict=True):
            likenesses = []
            if digest in seen or not known.isdisjoint(person.keys):
                likenesses = with_former(
                    self._session,
                    self._owner_id,
                    find_likenesses(self._session, self._owner_id, person, self._region),
                    seen.get(digest),
                )
            repeated = self._repeated(row["index"], digest, person)
            found = _found(likenesses, repeated)
            certain = bool(likenesses) and likenesses[0].certain
            if out and not certain:
                found = Found("left_out", ERASED, found.matches)
            row["finding"], row["why"], row["matches"] = found

    def _repeated(self, index: int, digest: bytes, person: Person) -> str:
        """Why this is somebody who came before in the file; nothing where it is not."""
        first = self._digests.setdefault(digest, index)
        if first != index:
            return _words(Why.CARD, first)
        earlier = [one for key in sorted(person.strong_keys) for one in self._earlier[key]]
        self._note(index, person)
        for at, other in earlier:
            why = compare(person, other, self._region)
            if why and why.is_certain:
                return _words(why, at)
        return ""

    def _note(self, index: int, person: Person) -> None:
        for key in person.strong_keys:
            # What very many share tells nobody apart, and would make the search slow.
            if len(self._earlier[key]) < _MOST_EARLIER:
                self._earlier[key].append((index, person))


def can_be_taken(entry: ImportEntry | Entry) -> bool:
    """Whether there is somebody on the card whom the owner may choose to take."""
    return entry.finding != "left_out" or not is_empty(contact_of(entry.card))


def _found(likenesses: Sequence[Likeness], repeated: str) -> Found:
    matches = matches_of(likenesses)
    if likenesses and likenesses[0].certain:
        return Found("same", likenesses[0].why, matches)
    if repeated:
        return Found("same", repeated, matches)
    if likenesses:
        return Found("probably", likenesses[0].why, matches)
    return Found("new", "", matches)


def _words(why: Why, index: int) -> str:
    return f"{why.words} as number {index + 1} in this file"
