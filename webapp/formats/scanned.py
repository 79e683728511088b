"""What a scanned code holds, as the fields of a capture; the shared cases also bind scanned.js."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple
from urllib.parse import unquote, urlsplit

from webapp.formats.links import is_linkedin, normalise_link, safe_link
from webapp.formats.mecard import (
    ScannedPerson,
    one_line,
    parse_matmsg,
    parse_mecard,
    split_unescaped,
)

Kind = Literal["hallway_card", "vcard", "mecard", "linkedin", "link", "text"]
Fields = dict[str, str | list[str]]

_UNSHOWN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ud800-\udfff]")
_TOKEN = re.compile(r"([A-Z2-7]{26})/?(?:[?#].*)?", re.IGNORECASE | re.DOTALL)
_EMAIL = re.compile(r"[^\s@:;,<>]+@[^\s@:;,<>]+\.[^\s@:;,<>]+")
_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_PROPERTY = re.compile(r'((?:[^":]|"[^"]*")*+):(.*)', re.DOTALL)
_PARAMETER_MARKS = re.compile('[;,="]')
_VCARD_ESCAPE = re.compile(r"\\([nN,;:\\])")
_QUOTED_BYTE = re.compile(rb"=([0-9A-Fa-f]{2})")
_SHIFT_JIS = {"SHIFT_JIS", "SHIFT-JIS", "SJIS"}
_NO_CONVERSATION = {"FAX", "PAGER"}
_MOBILE = {"CELL", "MOBILE"}
_DEGREES = {"md": "MD", "phd": "PhD", "mbbs": "MBBS", "mph": "MPH"}


@dataclass(frozen=True, slots=True)
class Scanned:
    """The kind of a code, what it gives to a capture, and its text as it may be shown.

    `fields` has those of name, organisation, title, email, phone (text) and links (a list) that
    the code holds; for a card of our own it has `token` alone.
    """

    kind: Kind
    fields: Fields
    text: str


def read_scanned(text: str, own_base_url: str) -> Scanned:
    """Tell what a scanned text is; any text has an answer, and no address is followed.

    A scheme outside http, https, mailto and tel makes plain text. `own_base_url` is the address
    under which this Hallway serves `/c/<token>`.
    """
    shown = _UNSHOWN.sub("", text).strip()
    kind, fields = (
        _own_card(shown, own_base_url)
        or _person_card(shown)
        or _address(shown)
        or ("text", _bare_email(shown))
    )
    return Scanned(kind, fields, shown)


def name_from_linkedin(url: str) -> str:
    """A guess such as "Asha Rao" from `/in/asha-rao-1a2b3c`; empty when it would be a poor one."""
    slug = re.fullmatch(r"/(?:in|pub)/([^/]+)(?:/.*)?", urlsplit(url).path, re.DOTALL)
    words = unquote(slug[1]).split("-") if slug else []
    while words and (not words[-1] or any(map(str.isdigit, words[-1]))):
        words.pop()
    if slug is None or "-" not in slug[1] or not all(map(_is_word, words)):
        return ""
    return " ".join(_capitalised(word, first=not place) for place, word in enumerate(words))


def scan_vcard(text: str) -> ScannedPerson | None:
    """The first person in a vCard 2.1, 3.0 or 4.0, cut-off and sloppy ones too; None if no vCard.

    Linear in the text. Photos, notes and all that a capture has no place for are passed over.
    """
    if text[:11].upper() != "BEGIN:VCARD":
        return None
    card = _Card(_properties(text))
    return ScannedPerson(
        name=card.first("FN") or card.name() or card.first("NICKNAME"),
        organisation=next((part for part in card.parts("ORG") if part), ""),
        title=card.first("TITLE") or card.first("ROLE"),
        emails=tuple(re.sub("(?i)^mailto:", "", email) for email in card.best_first("EMAIL")),
        phones=tuple(map(_telephone, card.best_first("TEL"))),
        links=card.all("URL", "X-SOCIALPROFILE", "SOCIALPROFILE"),
    )


def _own_card(text: str, own_base_url: str) -> tuple[Kind, Fields] | None:
    link, base = safe_link(text), safe_link(own_base_url)
    if not (link and base):
        return None
    cards = re.sub("^https?:", "", base).rstrip("/") + "/c/"
    address = re.sub("^https?:", "", link)
    token = _TOKEN.fullmatch(address.removeprefix(cards)) if address.startswith(cards) else None
    return ("hallway_card", {"token": token[1].upper()}) if token else None


def _person_card(text: str) -> tuple[Kind, Fields] | None:
    if (person := scan_vcard(text)) is not None:
        return "vcard", _fields(person)
    if (person := parse_mecard(text)) is not None:
        return "mecard", _fields(person)
    if (email := parse_matmsg(text)) is not None:
        return "mecard", {"email": email}
    return None


def _address(text: str) -> tuple[Kind, Fields] | None:
    link = normalise_link(text)
    if link is None:
        return None
    scheme, _, rest = link.partition(":")
    if scheme == "mailto":
        recipients = unquote(rest.partition("?")[0]).split(",")
        return "link", _fields(ScannedPerson(emails=tuple(filter(None, map(one_line, recipients)))))
    if scheme == "tel":
        return "link", _fields(ScannedPerson(phones=(_telephone(link),)))
    if is_linkedin(link):
        return "linkedin", _fields(ScannedPerson(name=name_from_linkedin(link), links=(link,)))
    # Words with a dot in them would pass for a host: without a scheme only www is sure.
    if safe_link(text) or text[:4].lower() == "www.":
        return "link", {"links": [link]}
    return None


def _bare_email(text: str) -> Fields:
    return {"email": text} if _EMAIL.fullmatch(text) else {}


def _fields(person: ScannedPerson) -> Fields:
    links = [link for url in person.links if (link := normalise_link(url))]
    fields: Fields = {
        "name": person.name,
        "organisation": person.organisation,
        "title": person.title,
        "email": next(iter(person.emails), ""),
        "phone": next(iter(person.phones), ""),
        "links": [link for link in dict.fromkeys(links) if link.startswith("http")],
    }
    return {key: value for key, value in fields.items() if value}


def _is_word(word: str) -> bool:
    return bool(word) and all(unicodedata.category(char)[0] in "LM" for char in word)


def _capitalised(word: str, *, first: bool) -> str:
    degree = None if first else _DEGREES.get(word.lower())
    return degree or word[:1].upper() + word[1:]


def _telephone(value: str) -> str:
    """A number, also from a tel address (RFC 3966), its extension behind it in words."""
    if value[:4].lower() != "tel:":
        return value
    number, *parameters = unquote(value[4:]).split(";")
    extensions = [part[4:] for part in parameters if part[:4].lower() == "ext=" and part[4:]]
    return one_line(" ext. ".join([number, *extensions[:1]]))


class _Property(NamedTuple):
    name: str
    words: frozenset[str]
    value: str

    def plain(self, raw: str) -> str:
        """The text of the value or of one of its parts, decoded and unescaped, on one line."""
        text = _unquoted(raw, self.words) if "QUOTED-PRINTABLE" in self.words else raw
        return one_line(_VCARD_ESCAPE.sub(lambda m: "\n" if m[1] in "nN" else m[1], text))


class _Card(list[_Property]):
    def all(self, *names: str) -> tuple[str, ...]:
        values = (entry.plain(entry.value) for entry in self if entry.name in names)
        return tuple(value for value in values if value)

    def first(self, name: str) -> str:
        return next(iter(self.all(name)), "")

    def parts(self, name: str) -> list[str]:
        """The parts of the first such property that has any; split before they are decoded."""
        for entry in self:
            if entry.name == name:
                parts = [entry.plain(part) for part in split_unescaped(entry.value, ";")]
                if any(parts):
                    return parts
        return []

    def name(self) -> str:
        last, first, middle, prefix, suffix = (self.parts("N") + [""] * 5)[:5]
        return " ".join(part for part in (prefix, first, middle, last, suffix) if part)

    def best_first(self, name: str) -> tuple[str, ...]:
        """The preferred ones, then mobile ones, then the others; no fax and no pager."""
        usable = [entry for entry in self if entry.name == name]
        usable = [entry for entry in usable if not entry.words & _NO_CONVERSATION]
        usable.sort(key=lambda entry: ("PREF" not in entry.words, not entry.words & _MOBILE))
        return _Card(usable).all(name)


def _properties(text: str) -> Iterator[_Property]:
    depth = 0
    for line in _logical_lines(text):
        match = _PROPERTY.match(line)
        if match is None:
            continue
        head, *words = _PARAMETER_MARKS.split(match[1].upper())
        name = head.rpartition(".")[2].strip()
        depth += {"BEGIN": 1, "END": -1}.get(name, 0)
        if depth == 0:
            return
        if depth == 1:
            yield _Property(name, frozenset(words), match[2])


def _logical_lines(text: str) -> Iterator[str]:
    """Lines with their folded ends (RFC 6350, 3.2) and soft breaks (RFC 2045, 6.7) joined."""
    pieces = [""]
    quoted = False
    for line in _LINE_BREAK.split(text):
        if quoted and pieces[-1].endswith("="):
            pieces[-1] = pieces[-1][:-1]
            pieces.append(line)
        elif line[:1] in (" ", "\t"):
            pieces.append(line[1:])
        else:
            yield "".join(pieces)
            pieces = [line]
            quoted = "QUOTED-PRINTABLE" in line.partition(":")[0].upper()
    yield "".join(pieces)


def _unquoted(text: str, words: frozenset[str]) -> str:
    data = _QUOTED_BYTE.sub(
        lambda match: bytes.fromhex(match[1].decode()), text.encode("utf-8", "ignore")
    )
    for encoding in ("utf-8", "cp932") if words & _SHIFT_JIS else ("utf-8",):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("cp1252", "replace").replace("\ufffd", " ")
