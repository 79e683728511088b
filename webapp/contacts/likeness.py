"""Whether two people may be one: what speaks for it, and how strongly. Knows no database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
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

Key = tuple[str, str]
"""The kind of a key, and the key itself."""
KEY_LENGTH = 255
COMPARED = ("id", "name", "organisation", "emails", "phones", "card_uid")
"""What of a contact it is compared by."""
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


@dataclass(frozen=True)
class Person:
    """What people are told apart by; `uids` are those of their cards, ours and others'."""

    name: str
    organisation: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    uids: tuple[str, ...] = ()

    # Worked out once, since one person is compared with very many.
    @cached_property
    def known_uids(self) -> frozenset[str]:
        """The UIDs long enough to be one card's alone."""
        # A short one, as in UID:1, is given out anew by every program that counts its cards.
        uids = _folded(uid.strip().casefold().removeprefix("urn:uuid:") for uid in self.uids)
        return frozenset(uid for uid in uids if len(uid) >= _SHORTEST_UID)

    @cached_property
    def known_emails(self) -> frozenset[str]:
        """The e-mail addresses in one spelling."""
        return _folded(email for email in self.emails if "@" in email)

    @cached_property
    def numbers(self) -> tuple[tuple[str, str], ...]:
        """Each phone number after its last digits, by which it is looked up."""
        return tuple((end, number) for number in self.phones if (end := tail(number)))

    @cached_property
    def strong_keys(self) -> frozenset[Key]:
        """Those of its keys that people who are certainly one share: all but the name's."""
        found = [("card", uid[:KEY_LENGTH]) for uid in self.known_uids]
        found += [("email", email[:KEY_LENGTH]) for email in self.known_emails]
        found += [("phone", end) for end, _ in self.numbers]
        return frozenset(found)

    @cached_property
    def keys(self) -> tuple[Key, ...]:
        """(kind, key) pairs: people who are alike in any way share at least one.

        The kinds sort by their strength: `card`, `email`, `phone`, `sound`.
        """
        sounds = {("sound", key[:KEY_LENGTH]) for key in spelling_keys(self.name)}
        return tuple(sorted(self.strong_keys | sounds))


@dataclass(frozen=True, slots=True)
class Likeness:
    """A contact who may be the one looked for; `certain` if no person need be asked."""

    contact_id: UUID
    why: str
    certain: bool


def person_of(contact: Contact) -> Person:
    """What a contact is told apart by."""
    return person_from(*(getattr(contact, name) for name in COMPARED))


def person_from(
    contact_id: UUID,
    name: str,
    organisation: str | None,
    emails: Sequence[dict[str, str]] | None,
    phones: Sequence[dict[str, str]] | None,
    card_uid: str | None,
) -> Person:
    """The same from the values of a contact that are `COMPARED`."""
    return Person(
        name=name,
        organisation=organisation or "",
        emails=tuple(email["value"] for email in emails or ()),
        phones=tuple(phone["value"] for phone in phones or ()),
        uids=(str(contact_id), card_uid or ""),
    )


def compare(one: Person, other: Person, region: str | None) -> Why | None:
    """The strongest reason to take both for one person; None where there is none.

    An address or number that people of different names share, as families and offices do, is
    never a certain one, nor is any name.
    """
    if one.known_uids & other.known_uids:
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


def _folded(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(text.strip().casefold() for text in texts) - {""}


def _shared_reach(one: Person, other: Person, region: str | None) -> Why | None:
    if one.known_emails & other.known_emails:
        return Why.EMAIL
    return Why.PHONE if _share_phone(one, other, region) else None


def _share_phone(one: Person, other: Person, region: str | None) -> bool:
    return any(
        end == their_end and same_number(number, theirs, region)
        for end, number in one.numbers
        for their_end, theirs in other.numbers
    )
