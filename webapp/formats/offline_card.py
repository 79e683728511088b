"""A vCard short enough for a QR code that a phone reads off a screen with no network."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from webapp.formats.vcard_contact import TypedValue
from webapp.formats.vcard_lines_out import name_lines
from webapp.formats.vcard_people import VCardPerson, said, web_links, whole_name
from webapp.formats.vcard_text import escaped, write_card

OFFLINE_BYTES = 190
OFFLINE_LIMIT = 271

_OFFLINE_TYPES = {"mobile": "CELL", "cell": "CELL", "work": "WORK", "home": "HOME"}
_ORDINALS = ("your ", "your second ", "your third ")
_SPACED_NUMBER = re.compile(r"\+?[0-9 ().\-/\xa0]+")
_SHORTEST_CUT_NAME = 12


@dataclass(frozen=True, slots=True)
class OfflineCard:
    """A vCard for a QR code, and what it leaves out, in words for the screen."""

    text: str
    left_out: tuple[str, ...]


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
    names = list(name_lines(person))
    for limit, kept in choices:
        if text := _compact_card(names, kept, limit):
            return OfflineCard(text, (*_never_offline(person), *_missing(entries, kept)))
    return _with_name_cut(person, entries, [*alone, []])


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
    links = _reaching("link", "URL", "WORK", [TypedValue(link) for link in web_links(person)])
    work = [
        _Entry("your organisation", "ORG", "", escaped(person.organisation)),
        _Entry("your title", "TITLE", "", escaped(person.title)),
    ]
    entries = [*emails[:1], *phones[:1], *links[:1], *work, *links[1:], *emails[1:], *phones[1:]]
    return [entry for entry in entries if entry.value]


def _reaching(
    words: str, name: str, other_type: str, typed_values: Iterable[TypedValue]
) -> list[_Entry]:
    entries = []
    for place, typed in enumerate(said(typed_values)):
        which = _ORDINALS[place] if place < len(_ORDINALS) else "another "
        kind = _OFFLINE_TYPES.get(typed.type.lower(), other_type)
        value = typed.value if name == "URL" else escaped(_without_spaces(typed.value))
        entries.append(_Entry(which + words, name, f";TYPE={kind}", value, reaches=place == 0))
    return entries


def _without_spaces(number: str) -> str:
    """A phone number without its visual marks, unless a "(0)" in it wants a human reader."""
    if "(0)" in number or not _SPACED_NUMBER.fullmatch(number):
        return number.strip()
    # What has no digit at all is left for somebody to see.
    return re.sub(r"[^+0-9]", "", number) or number.strip()


def _compact_card(names: list[str], kept: Sequence[_Entry], limit: int) -> str | None:
    """The card if it fits; the kinds of numbers and addresses go before anything one can read."""
    for typed in (True, False):
        text = write_card([*names, *(entry.line(typed=typed) for entry in kept)], "3.0")
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
    name = whole_name(person).strip()
    for kept in choices:
        for length in range(OFFLINE_LIMIT // 2, _SHORTEST_CUT_NAME - 1, -1):
            cut = name if len(name) <= length else name[: length - 1].rstrip() + "…"
            text = _compact_card(
                [f"N:;{escaped(cut)};;;", f"FN:{escaped(cut)}"], kept, OFFLINE_LIMIT
            )
            if text:
                part = ["part of your name"] if cut != name else []
                return OfflineCard(text, (*_never_offline(person), *_missing(entries, kept), *part))
    raise AssertionError("A name of twelve characters always fits.")
