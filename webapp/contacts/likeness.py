"""Whether two people may be one: what speaks for it, and how strongly. Knows no database."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from uuid import UUID

from webapp.contacts.model import Contact
from webapp.contacts.names import (
    like_names,
    like_organisations,
    same_name,
    same_person,
    spelling_keys,
)
from webapp.contacts.phone_numbers import same_number, tail

KEY_LENGTH = 255
_SHORTEST_UID = 8


class Why(IntEnum):
    """What speaks for two people being one, the strongest first."""

    CARD = 1
    EMAIL = 2
    PHONE = 3
    LIKE_NAME_AND_ORGANISATION = 4
    EMAIL_ONLY = 5
    PHONE_ONLY = 6
    NAME_ONLY = 7

    @property
    def is_certain(self) -> bool:
        """Whether it is enough to take them for one without asking."""
        return self <= Why.PHONE

    @property
    def words(self) -> str:
        """The same for the screen."""
        return _WORDS[self]


_WORDS = {
    Why.CARD: "Same card",
    Why.EMAIL: "Same e-mail address",
    Why.PHONE: "Same phone number",
    Why.LIKE_NAME_AND_ORGANISATION: "Like name, same organisation",
    Why.EMAIL_ONLY: "Same e-mail address, different name",
    Why.PHONE_ONLY: "Same phone number, different name",
    Why.NAME_ONLY: "Same name",
}


@dataclass(frozen=True, slots=True)
class Person:
    """What people are told apart by; `uids` are those of their cards, ours and others'."""

    name: str
    organisation: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    uids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Likeness:
    """A contact who may be the one looked for; `certain` if no person need be asked."""

    contact_id: UUID
    why: str
    certain: bool


def person_of(contact: Contact) -> Person:
    """What a contact is told apart by."""
    return Person(
        name=contact.name,
        organisation=contact.organisation or "",
        emails=tuple(email["value"] for email in contact.emails or ()),
        phones=tuple(phone["value"] for phone in contact.phones or ()),
        uids=(str(contact.id), contact.card_uid or ""),
    )


def compare(one: Person, other: Person, region: str | None) -> Why | None:
    """The strongest reason to take both for one person; None where there is none.

    An address or number that people of different names share, as families and offices do, is
    never a certain one, nor is any name.
    """
    if _uids(one) & _uids(other):
        return Why.CARD
    shared = _shared_reach(one, other, region)
    names, organisations = (one.name, other.name), (one.organisation, other.organisation)
    if not all(name.strip() for name in names) or (shared and same_person(*names)):
        return shared
    if like_names(*names) and like_organisations(*organisations):
        return Why.LIKE_NAME_AND_ORGANISATION
    if shared:
        return Why.EMAIL_ONLY if shared is Why.EMAIL else Why.PHONE_ONLY
    return Why.NAME_ONLY if same_name(*names) else None


def keys_of(person: Person) -> set[tuple[str, str]]:
    """(kind, key) pairs: people who are alike in any way share at least one.

    The kinds sort by their strength: `card`, `email`, `phone`, `sound`.
    """
    found = {("card", uid) for uid in _uids(person)}
    found |= {("email", email) for email in _emails(person)}
    found |= {("phone", end) for end in map(tail, person.phones) if end}
    found |= {("sound", key) for key in spelling_keys(person.name)}
    return {(kind, key[:KEY_LENGTH]) for kind, key in found}


def _uids(person: Person) -> set[str]:
    # A short one, as in UID:1, is given out anew by every program that counts its cards.
    uids = _folded(uid.strip().casefold().removeprefix("urn:uuid:") for uid in person.uids)
    return {uid for uid in uids if len(uid) >= _SHORTEST_UID}


def _emails(person: Person) -> set[str]:
    return _folded(email for email in person.emails if "@" in email)


def _folded(texts: Iterable[str]) -> set[str]:
    return {text.strip().casefold() for text in texts} - {""}


def _shared_reach(one: Person, other: Person, region: str | None) -> Why | None:
    if _emails(one) & _emails(other):
        return Why.EMAIL
    return Why.PHONE if _share_phone(one, other, region) else None


def _share_phone(one: Person, other: Person, region: str | None) -> bool:
    pairs = ((number, theirs) for number in one.phones for theirs in other.phones)
    return any(
        tail(number) is not None
        and tail(number) == tail(theirs)
        and same_number(number, theirs, region)
        for number, theirs in pairs
    )
