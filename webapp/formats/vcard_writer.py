"""vCard 3.0 (RFC 2426), written for the address books that there are."""

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import NamedTuple

from webapp.formats.given_back import free_groups, lines_to_give_back
from webapp.formats.links import is_linkedin, normalise_link

_PRODUCT = "-//Hallway//Hallway 1//EN"
_LINE_OCTETS = 75
_SPECIAL = re.compile(r"[\\;,\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_SEPARATORS = {"\\": r"\\", ";": r"\;", ",": r"\,", "\t": " "}
_ON_ONE_LINE = _SEPARATORS | dict.fromkeys("\n\u2028\u2029", " ")
_ON_SEVERAL_LINES = _SEPARATORS | dict.fromkeys("\n\u2028\u2029", r"\n")
_SAID = re.compile(r"[^\s\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_UUID = re.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_PHONE_TYPES = {
    "mobile": "CELL",
    "cell": "CELL",
    "work": "WORK,VOICE",
    "home": "HOME,VOICE",
    "main": "MAIN,VOICE",
    "fax": "FAX",
    "work fax": "WORK,FAX",
    "home fax": "HOME,FAX",
    "pager": "PAGER",
}
_EMAIL_TYPES = {"work": "INTERNET,WORK", "home": "INTERNET,HOME"}
_ADDRESS_TYPES = {"work": "WORK", "home": "HOME"}
_ANY_TYPE = ("", "other")
_HONORIFICS = {"dr", "prof", "professor"}
_DEGREES = {"md", "do", "mbbs", "mbchb", "phd", "mph", "msc", "mba", "facp", "rn", "jr", "sr"}


@dataclass(frozen=True, slots=True)
class TypedValue:
    """A number or address with its kind: work, home, mobile, ..., or a label of one's own."""

    value: str
    type: str = ""


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


def write_vcard(person: VCardPerson, *, blank_line_after_photo: bool = True) -> str:
    """One vCard 3.0, lines ended by CRLF and folded at 75 octets.

    Values are escaped, parameters come from fixed lists, links that are not safe web addresses
    are left out. A kind that is in no list becomes a label, as Apple writes it. Outlook loses
    what follows a photo without the blank line.
    """
    lines = [*_identity(person), *_reach(person), *_remarks(person)]
    lines += lines_to_give_back(person.unmodelled)
    if person.photo_jpeg:
        lines.append("PHOTO;ENCODING=b;TYPE=JPEG:" + b64encode(person.photo_jpeg).decode())
        if blank_line_after_photo:
            lines.append("")
    return _card(lines)


def write_vcards(
    people: Iterable[VCardPerson], *, blank_line_after_photo: bool = True
) -> Iterator[str]:
    """One vCard after the other, so that a long list is never held as a whole."""
    for person in people:
        yield write_vcard(person, blank_line_after_photo=blank_line_after_photo)


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


def _identity(person: VCardPerson) -> Iterator[str]:
    yield from _name_lines(person)
    if person.department:
        yield f"ORG:{_escaped(person.organisation)};{_escaped(person.department)}"
    elif person.organisation:
        yield f"ORG:{_escaped(person.organisation)}"
    if person.title:
        yield f"TITLE:{_escaped(person.title)}"


def _name_lines(person: VCardPerson) -> Iterator[str]:
    name = _whole_name(person)
    yield "N:" + ";".join(map(_escaped, _name_parts(person, name)))
    yield f"FN:{_escaped(name)}"


def _whole_name(person: VCardPerson) -> str:
    if _is_said(person.name):
        return person.name.strip()
    parts = (person.prefix, person.first, person.middle, person.last, person.suffix)
    reach = (typed.value for typed in (*person.emails, *person.phones))
    choices = (" ".join(filter(None, parts)), person.organisation, *reach)
    return next((choice.strip() for choice in choices if _is_said(choice)), "No name")


def _name_parts(person: VCardPerson, name: str) -> NameParts:
    if _is_said(person.first) or _is_said(person.last):
        return NameParts(person.last, person.first, person.middle, person.prefix, person.suffix)
    if not _is_said(person.name):
        return NameParts(first=name)
    last, first, _, prefix, suffix = split_name(name)
    return NameParts(last, first, person.middle, person.prefix or prefix, person.suffix or suffix)


def _is_said(text: str) -> bool:
    return text[:1].isalnum() or _SAID.search(text) is not None


def _reach(person: VCardPerson) -> Iterator[str]:
    groups = free_groups(person.unmodelled)
    for phone in _said(person.phones):
        kind = _PHONE_TYPES.get(phone.type.lower(), "VOICE")
        line = f"TEL;TYPE={kind}:{_escaped(phone.value)}"
        yield from _labelled(line, phone.type, _PHONE_TYPES, groups)
    for email in _said(person.emails):
        kind = _EMAIL_TYPES.get(email.type.lower(), "INTERNET")
        line = f"EMAIL;TYPE={kind}:{_escaped(email.value)}"
        yield from _labelled(line, email.type, _EMAIL_TYPES, groups)
    for link in _web_links(person):
        yield f"URL;TYPE=WORK:{link}"
        # Android's importer reads only the first form; Apple's shows the second by its name.
        if is_linkedin(link):
            yield f"X-SOCIALPROFILE;TYPE=linkedin:{link}"
    for address in _said(person.addresses):
        kind = _ADDRESS_TYPES.get(address.type.lower(), "POSTAL")
        line = f"ADR;TYPE={kind}:{address_value(address)}"
        yield from _labelled(line, address.type, _ADDRESS_TYPES, groups)


def _labelled(
    line: str, kind: str, known: Mapping[str, str], groups: Iterator[str]
) -> Iterator[str]:
    """The line, and tied to it by a group the kind that none of the standard's types says."""
    if kind in known or kind in _ANY_TYPE or not _is_said(kind.strip(";,")):
        yield line
        return
    group = next(groups)
    yield f"{group}.{line}"
    yield f"{group}.X-ABLabel:{_escaped(kind, _ON_SEVERAL_LINES)}"


def address_value(address: TypedValue) -> str:
    """The value of ADR: its seven parts, or the whole as the street where they are not known."""
    parts = address.parts if isinstance(address, Address) else ("", "", address.value, *[""] * 4)
    return ";".join(_escaped(part, _ON_SEVERAL_LINES) for part in parts)


def _said(typed_values: Iterable[TypedValue]) -> list[TypedValue]:
    return [typed for typed in typed_values if _is_said(typed.value)]


def _web_links(person: VCardPerson) -> list[str]:
    links = map(normalise_link, person.links)
    return [link for link in links if link and link.startswith("http")]


def _remarks(person: VCardPerson) -> Iterator[str]:
    if person.birthday:
        yield f"BDAY:{person.birthday.isoformat()}"
    elif person.birthday_text:
        yield f"BDAY:{_escaped(person.birthday_text)}"
    if person.note:
        yield f"NOTE:{_escaped(person.note, _ON_SEVERAL_LINES)}"
    if person.categories:
        yield "CATEGORIES:" + ",".join(map(_escaped, person.categories))
    yield f"PRODID:{_PRODUCT}"
    is_uuid = _UUID.fullmatch(person.uid)
    yield f"UID:urn:uuid:{person.uid.lower()}" if is_uuid else f"UID:{_escaped(person.uid)}"
    if person.rev:
        rev = person.rev if person.rev.tzinfo else person.rev.replace(tzinfo=UTC)
        yield f"REV:{rev.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def _escaped(text: str, table: Mapping[str, str] = _ON_ONE_LINE) -> str:
    # Most values are plain, and these four questions are quicker than one regular expression.
    if text.isprintable() and "," not in text and ";" not in text and "\\" not in text:
        return text
    return _SPECIAL.sub(lambda match: table.get(match[0], ""), text)


def _card(lines: Iterable[str]) -> str:
    folded = [line if line.isascii() and len(line) < 76 else _folded(line) for line in lines]
    return "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", *folded, "END:VCARD", ""])


def _folded(line: str) -> str:
    """At most 75 octets a line, continued after CRLF and a blank (RFC 6350, 3.2)."""
    octets = line.encode()
    if len(octets) <= _LINE_OCTETS:
        return line
    pieces = []
    start, end = 0, _LINE_OCTETS
    while end < len(octets):
        while octets[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(octets[start:end])
        start, end = end, end + _LINE_OCTETS - 1
    return b"\r\n ".join([*pieces, octets[start:]]).decode()
