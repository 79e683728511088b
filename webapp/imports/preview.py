"""Whom the people in a file may be, before anything is taken."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from webapp.contacts.duplicates import find_likenesses
from webapp.contacts.likeness import Likeness, Person, Why, compare, keys_of
from webapp.contacts.meet import get_contact
from webapp.errors import NotFound
from webapp.imports.card import contact_of, digest_of, person_of
from webapp.imports.model import Import, SeenCard, entries_in_chunks

MOST_MATCHES = 5
_MOST_EARLIER = 20


class Found(NamedTuple):
    """What is known of an entry's person: `fate` is new, same or probably."""

    fate: str
    why: str
    matches: list[dict[str, Any]]


def find_contacts(
    session: Session, owner_id: UUID, kept: Mapping[str, Any], region: str | None
) -> list[Likeness]:
    """The contacts that a card may be, the likeliest first: whoever the same card went to before.

    That one also counts where the card has nothing but a name, which alone never decides.
    """
    found = find_likenesses(session, owner_id, person_of(contact_of(kept)), region)
    seen = session.get(SeenCard, (owner_id, digest_of(kept)))
    if seen is None:
        return found
    try:
        contact = get_contact(session, owner_id, seen.contact_id)
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


def compare_entries(session: Session, made: Import, region: str | None) -> Iterator[None]:
    """Find whom each entry may be, some at a time; after each step the caller commits."""
    finder = Finder(session, made.owner_id, region)
    for chunk in entries_in_chunks(session, made):
        for entry in chunk:
            if entry.finding != "left_out":
                entry.finding, entry.why, entry.matches = finder.find(entry.index, entry.card)
        session.flush()
        yield


class Finder:
    """Compares the people of one file with the owner's contacts and with each other."""

    def __init__(self, session: Session, owner_id: UUID, region: str | None) -> None:
        self._session = session
        self._owner_id = owner_id
        self._region = region
        self._digests: dict[bytes, int] = {}
        self._earlier: defaultdict[tuple[str, str], list[tuple[int, Person]]] = defaultdict(list)

    def find(self, index: int, kept: Mapping[str, Any]) -> Found:
        """Who this person may be among the contacts, or else among those before in the file."""
        likenesses = find_contacts(self._session, self._owner_id, kept, self._region)
        matches = matches_of(likenesses)
        repeated = self._repeated(index, kept)
        if likenesses and likenesses[0].certain:
            return Found("same", likenesses[0].why, matches)
        if repeated:
            return Found("same", repeated, matches)
        if likenesses:
            return Found("probably", likenesses[0].why, matches)
        return Found("new", "", matches)

    def _repeated(self, index: int, kept: Mapping[str, Any]) -> str:
        """Why this is somebody who came before in the file; nothing where it is not."""
        first = self._digests.setdefault(digest_of(kept), index)
        if first != index:
            return _words(Why.CARD, first)
        person = person_of(contact_of(kept))
        keys = [key for key in sorted(keys_of(person)) if key[0] != "sound"]
        earlier = [one for key in keys for one in self._earlier[key]]
        for key in keys:
            # What very many share tells nobody apart, and would make the search slow.
            if len(self._earlier[key]) < _MOST_EARLIER:
                self._earlier[key].append((index, person))
        for at, other in earlier:
            why = compare(person, other, self._region)
            if why and why.is_certain:
                return _words(why, at)
        return ""


def _words(why: Why, index: int) -> str:
    return f"{why.words} as number {index + 1} in this file"
