"""vCard 3.0 (RFC 2426) for files and, shorter, for a QR code; written for real address books."""

import re
import unicodedata
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import NamedTuple
from urllib.parse import quote

from webapp.formats.links import is_linkedin, normalise_link

OFFLINE_BYTES = 190
OFFLINE_LIMIT = 271

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
_HONORIFICS = {"dr", "prof", "professor"}
_DEGREES = {"md", "do", "mbbs", "mbchb", "phd", "mph", "msc", "mba", "facp", "rn", "jr", "sr"}

_OFFLINE_TYPES = {"mobile": "CELL", "cell": "CELL", "work": "WORK", "home": "HOME"}
_ORDINALS = ("your ", "your second ", "your third ")
_SPACED_NUMBER = re.compile(r"\+?[0-9 ().\-/\xa0]+")
_SHORTEST_CUT_NAME = 12

_NOT_IN_FILENAMES = re.compile(
    r'[\x00-\x20\x7f-\xa0/\\:*?"<>|\u061c\u200e\u200f\u2028-\u202f\u2066-\u2069\ud800-\udfff]+'
)
_WITHOUT_ACCENTS = str.maketrans(
    {"ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d"}
)
_FILENAME_BYTES = 150


@dataclass(frozen=True, slots=True)
class TypedValue:
    """A number or address with its kind; a kind outside the allow-list counts as other."""

    value: str
    type: str = ""


@dataclass(frozen=True, slots=True)
class VCardPerson:
    """What a vCard says. `uid` is the same in every export; a naive `rev` is taken as UTC.

    `name` is the whole name as shown; `first` to `suffix` may stay empty and are then read off it.
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
    addresses: Sequence[TypedValue] = ()
    photo_jpeg: bytes | None = None
    rev: datetime | None = None


class NameParts(NamedTuple):
    """The five parts of N in their order (RFC 2426, 3.1.2)."""

    last: str = ""
    first: str = ""
    middle: str = ""
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class OfflineCard:
    """A vCard for a QR code, and what it leaves out, in words for the screen."""

    text: str
    left_out: tuple[str, ...]


def write_vcard(person: VCardPerson, *, blank_line_after_photo: bool = True) -> str:
    """One vCard 3.0, lines ended by CRLF and folded at 75 octets.

    Values are escaped, parameters come from fixed lists, links that are not safe web addresses
    are left out. Outlook loses what follows a photo without the blank line.
    """
    lines = [*_identity(person), *_reach(person), *_remarks(person)]
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


def write_offline_vcard(person: VCardPerson) -> OfflineCard:
    """A vCard of at most 190 bytes of UTF-8 (QR version 8-L), and never over 271 (10-L).

    Note, address, photo, department and birthday never go in. Then leave, until it fits: further
    phone numbers, e-mail addresses and links, title, organisation, the link, the phone number.
    Only a name with one way to reach the person may pass 190 bytes; past 271 the name is cut.
    """
    entries = _by_importance(person)
    alone = [[entry] for entry in entries if entry.reaches] or [[]]
    choices = [(OFFLINE_BYTES, entries[:count]) for count in range(len(entries), 0, -1)]
    choices += [(limit, kept) for limit in (OFFLINE_BYTES, OFFLINE_LIMIT) for kept in alone]
    names = list(_name_lines(person))
    for limit, kept in choices:
        if text := _compact_card(names, kept, limit):
            return OfflineCard(text, (*_never_offline(person), *_missing(entries, kept)))
    return _with_name_cut(person, entries, [*alone, []])


def filename(name: str) -> tuple[str, str]:
    """A file name without its extension, in plain ASCII and in full; neither is ever empty."""
    full = unicodedata.normalize("NFC", _NOT_IN_FILENAMES.sub(" ", name)).strip(" .")
    full = full.encode()[:_FILENAME_BYTES].decode("utf-8", "ignore").rstrip(" .")
    letters = unicodedata.normalize("NFKD", full.translate(_WITHOUT_ACCENTS))
    plain = " ".join(re.sub(r"[^A-Za-z0-9 ._'()+-]", "", letters).split()).strip(" .")
    return plain or "contact", full or "contact"


def content_disposition(name: str, extension: str) -> str:
    """The header value of a download: both names of RFC 6266, the full one as in RFC 8187."""
    if not re.fullmatch("[a-z0-9]{1,8}", extension):
        raise ValueError("A file extension has one to eight small letters or digits.")
    plain, full = (f"{stem}.{extension}" for stem in filename(name))
    encoded = quote(full, safe="!#$&+^`|")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}"


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
    for phone in _said(person.phones):
        yield f"TEL;TYPE={_PHONE_TYPES.get(phone.type.lower(), 'VOICE')}:{_escaped(phone.value)}"
    for email in _said(person.emails):
        kind = _EMAIL_TYPES.get(email.type.lower(), "INTERNET")
        yield f"EMAIL;TYPE={kind}:{_escaped(email.value)}"
    for link in _web_links(person):
        yield f"URL;TYPE=WORK:{link}"
        # Android's importer reads only the first form; Apple's shows the second by its name.
        if is_linkedin(link):
            yield f"X-SOCIALPROFILE;TYPE=linkedin:{link}"
    for address in _said(person.addresses):
        kind = _ADDRESS_TYPES.get(address.type.lower(), "POSTAL")
        yield f"ADR;TYPE={kind}:;;{_escaped(address.value, _ON_SEVERAL_LINES)};;;;"


def _said(typed_values: Iterable[TypedValue]) -> list[TypedValue]:
    return [typed for typed in typed_values if _is_said(typed.value)]


def _web_links(person: VCardPerson) -> list[str]:
    links = map(normalise_link, person.links)
    return [link for link in links if link and link.startswith("http")]


def _remarks(person: VCardPerson) -> Iterator[str]:
    if person.birthday:
        yield f"BDAY:{person.birthday.isoformat()}"
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


class _Entry(NamedTuple):
    """One line of the offline card; `words` name it on the screen."""

    words: str
    property: str
    type: str
    value: str
    reaches: bool = False

    def line(self, *, typed: bool) -> str:
        return f"{self.property}{self.type if typed else ''}:{self.value}"


def _by_importance(person: VCardPerson) -> list[_Entry]:
    emails = _reaching("e-mail address", "EMAIL", "INTERNET", person.emails)
    phones = _reaching("phone number", "TEL", "VOICE", person.phones)
    links = _reaching("link", "URL", "WORK", [TypedValue(link) for link in _web_links(person)])
    work = [
        _Entry("your organisation", "ORG", "", _escaped(person.organisation)),
        _Entry("your title", "TITLE", "", _escaped(person.title)),
    ]
    entries = [*emails[:1], *phones[:1], *links[:1], *work, *links[1:], *emails[1:], *phones[1:]]
    return [entry for entry in entries if entry.value]


def _reaching(
    words: str, name: str, other_type: str, typed_values: Iterable[TypedValue]
) -> list[_Entry]:
    entries = []
    for place, typed in enumerate(_said(typed_values)):
        which = _ORDINALS[place] if place < len(_ORDINALS) else "another "
        kind = _OFFLINE_TYPES.get(typed.type.lower(), other_type)
        value = typed.value if name == "URL" else _escaped(_without_spaces(typed.value))
        entries.append(_Entry(which + words, name, f";TYPE={kind}", value, reaches=place == 0))
    return entries


def _without_spaces(number: str) -> str:
    """A phone number without its visual marks, unless a "(0)" in it wants a human reader."""
    if "(0)" in number or not _SPACED_NUMBER.fullmatch(number):
        return number.strip()
    return re.sub(r"[^+0-9]", "", number)


def _compact_card(names: list[str], kept: Sequence[_Entry], limit: int) -> str | None:
    """The card if it fits; the kinds of numbers and addresses go before anything one can read."""
    for typed in (True, False):
        text = _card([*names, *(entry.line(typed=typed) for entry in kept)])
        if len(text.encode()) <= limit:
            return text
    return None


def _missing(entries: Sequence[_Entry], kept: Sequence[_Entry]) -> list[str]:
    return [entry.words for entry in reversed(entries) if entry not in kept]


def _never_offline(person: VCardPerson) -> list[str]:
    extras = {
        "your photo": person.photo_jpeg,
        "your note": person.note,
        "your address": person.addresses,
        "your birthday": person.birthday,
        "your department": person.department,
    }
    return [words for words, value in extras.items() if value]


def _with_name_cut(
    person: VCardPerson, entries: list[_Entry], choices: list[list[_Entry]]
) -> OfflineCard:
    name = _whole_name(person)
    for kept in choices:
        for length in range(OFFLINE_LIMIT // 2, _SHORTEST_CUT_NAME - 1, -1):
            cut = name if len(name) <= length else name[: length - 1].rstrip() + "…"
            text = _compact_card(
                [f"N:;{_escaped(cut)};;;", f"FN:{_escaped(cut)}"], kept, OFFLINE_LIMIT
            )
            if text:
                part = ["part of your name"] if cut != name else []
                return OfflineCard(text, (*_never_offline(person), *_missing(entries, kept), *part))
    raise AssertionError("A name of twelve characters always fits.")
