"""What a vCard is written from, and the name as its parts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from webapp.formats.links import SURROUNDINGS, is_linkedin, normalise_link
from webapp.formats.vcard_contact import TypedValue
from webapp.formats.vcard_text import is_said

_HONORIFICS = {"dr", "prof", "professor"}
_DEGREES = {"md", "do", "mbbs", "mbchb", "phd", "mph", "msc", "mba", "facp", "rn", "jr", "sr"}


@dataclass(frozen=True, slots=True)
class Address(TypedValue):
    """A postal address; `value` is how it is written in lines, `parts` are the seven of ADR."""

    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VCardPerson:
    """What a vCard says. `uid` is the same in every export; a naive `rev` is taken as UTC.

    `name` is the whole name as shown; `first` to `suffix` may stay empty and are then read off it.
    `birthday_text` stands for a birthday that is no full date, as in `--02-18`. `unmodelled` are
    the lines of a card that came in (vcard_contact.ReadContact), given back as they are.
    """

    uid: str
    name: str
    first: str = ""
    last: str = ""
    middle: str = ""
    prefix: str = ""
    suffix: str = ""
    organisation: str = ""
    department: str = ""
    title: str = ""
    phones: Sequence[TypedValue] = ()
    emails: Sequence[TypedValue] = ()
    links: Sequence[str] = ()
    note: str = ""
    categories: Sequence[str] = ()
    birthday: date | None = None
    birthday_text: str = ""
    addresses: Sequence[TypedValue] = ()
    unmodelled: Sequence[str] = ()
    photo_jpeg: bytes | None = None
    rev: datetime | None = None


class NameParts(NamedTuple):
    """The five parts of N in their order (RFC 2426, 3.1.2)."""

    last: str = ""
    first: str = ""
    middle: str = ""
    prefix: str = ""
    suffix: str = ""


def split_name(name: str) -> NameParts:
    """A whole name in parts: "Dr." and "Prof." in front, degrees behind a comma, last word last.

    A name of one word counts as the first name (RFC 2426 wants N even where parts are unknown).
    """
    plain, _, after = name.partition(",")
    degrees = after.replace(",", " ").replace(".", "").casefold().split()
    suffix = after.strip() if degrees and _DEGREES.issuperset(degrees) else ""
    words = (plain if suffix else name).split()
    titles = 0
    while titles < len(words) - 1 and words[titles].rstrip(".").casefold() in _HONORIFICS:
        titles += 1
    prefix, rest = " ".join(words[:titles]), words[titles:]
    if len(rest) < 2:
        return NameParts(first="".join(rest), prefix=prefix, suffix=suffix)
    return NameParts(rest[-1], " ".join(rest[:-1]), "", prefix, suffix)


def whole_name(person: VCardPerson) -> str:
    """The name as shown: else its parts, the organisation, or a way to reach the person."""
    if is_said(person.name):
        return person.name
    parts = (person.prefix, person.first, person.middle, person.last, person.suffix)
    reach = (typed.value for typed in (*person.emails, *person.phones))
    choices = (" ".join(filter(None, parts)), person.organisation, *reach)
    return next((choice.strip() for choice in choices if is_said(choice)), "No name")


def name_parts(person: VCardPerson, name: str) -> NameParts:
    """The parts of N; read off the whole name where they are not known."""
    if is_said(person.first) or is_said(person.last):
        return NameParts(person.last, person.first, person.middle, person.prefix, person.suffix)
    if not is_said(person.name):
        return NameParts(first=name)
    last, first, _, prefix, suffix = split_name(name)
    return NameParts(last, first, person.middle, person.prefix or prefix, person.suffix or suffix)


def said(typed_values: Iterable[TypedValue]) -> list[TypedValue]:
    """Those that have anything in them."""
    return [typed for typed in typed_values if is_said(typed.value)]


def web_links(person: VCardPerson) -> list[str]:
    """The links that are safe web addresses."""
    links = map(normalise_link, person.links)
    return [link for link in links if link and link.startswith("http")]


def links_as_given(person: VCardPerson) -> list[tuple[str, bool]]:
    """The same as they were written, each with whether it is a LinkedIn profile, which is whole.

    What a card said comes back as it was: `www.example.org` without a scheme, hosts in any case.
    """
    given = ((normalise_link(text) or "", text.strip(SURROUNDINGS)) for text in person.links)
    web = ((link, text, is_linkedin(link)) for link, text in given if link.startswith("http"))
    return [(link if is_profile else text, is_profile) for link, text, is_profile in web]
