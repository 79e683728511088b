"""The e-mail addresses, links and phone numbers in a line of running text."""

import re
from dataclasses import dataclass, field

from webapp.formats.links import is_linkedin, normalise_link
from webapp.formats.vcard_contact import TypedValue

GAP = "\x00"

_WORD = re.compile(r"[^\s<>|\"]++")
_AROUND = "()[]{},;.:'’*"
_EMAIL = re.compile(r"[^\s@:;,()\[\]]+@[^\s@:;,()\[\]]+\.[^\s@.:;,()\[\]]+")
_COMMON_DOMAIN = re.compile(r"[\w.-]+\.(?:com|org|net|edu|gov|io|info)")
_ADDRESS_LABEL = re.compile(
    r"\b(?:e-?mail|e|mail|web|website|w|url|internet|linkedin|from|to|cc)[ .:]{0,3}\x00",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<!\w)[+(]{0,3}[0-9](?:[ \xa0]?[0-9()./‐‑–-])*+")
_PERIOD = re.compile(r"(?:19|20)[0-9]{2}[^0-9]+(?:19|20)[0-9]{2}|[0-9]{4}-[0-9]{2}-[0-9]{2}")
_EXTENSION = re.compile(r",? ?(?:ext\.?|x|#) ?([0-9]{1,6})\b", re.IGNORECASE)
_LABEL_BEFORE = re.compile(r"\(?\b([^\W\d_]{1,12})[ .:)]{0,3}\Z")
_LABEL_AFTER = re.compile(r" ?\(([^\W\d_]{1,12})\)")
_LABELS = {
    "mobile": ("m", "mob", "mobile", "cell", "c"),
    "work": ("w", "work", "o", "office", "direct", "d", "business"),
    "home": ("h", "home"),
    "main": ("main", "switchboard"),
    "fax": ("f", "fax", "telefax"),
    "pager": ("pager", "beeper"),
    "other": ("t", "tel", "telephone", "p", "ph", "phone", "call", "number", "whatsapp"),
}
_KIND_BY_LABEL = {label: kind for kind, labels in _LABELS.items() for label in labels}
_LONGEST_LABEL = 20
_LEAST_DIGITS, _SURE_DIGITS, _MOST_DIGITS = 7, 10, 15


@dataclass(slots=True)
class Reach:
    """Ways to reach a person, in the order in which they stand in the text."""

    emails: list[TypedValue] = field(default_factory=list)
    phones: list[TypedValue] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


def take_reach(line: str, reach: Reach) -> str:
    """Move the addresses and numbers of a line into `reach`; the rest has a `GAP` for each."""
    rest = _WORD.sub(lambda word: _take_address(word[0], reach), line.replace(GAP, " "))
    return _take_numbers(_ADDRESS_LABEL.sub(GAP, rest), reach)


def _take_address(word: str, reach: Reach) -> str:
    bare = word.strip(_AROUND)
    email = bare.rpartition(":")[2]
    if _EMAIL.fullmatch(email):
        reach.emails.append(TypedValue(email))
        return GAP
    link = normalise_link(bare)
    if link and link.startswith("http") and _is_meant_as_link(bare, link):
        reach.links.append(link)
        return GAP
    return word


def _is_meant_as_link(word: str, link: str) -> bool:
    """Any two words with a full stop between them would pass for a host, so few endings count."""
    if word[:8].lower().startswith(("http://", "https://", "www.")) or is_linkedin(link):
        return True
    return bool(_COMMON_DOMAIN.fullmatch(word.partition("/")[0].lower()))


def _take_numbers(line: str, reach: Reach) -> str:
    left: list[str] = []
    end = 0
    for match in _NUMBER.finditer(line):
        if match.start() < end:
            continue
        before, kinds = _without_labels(line[end : match.start()])
        number = match[0].rstrip("(./‐‑–- \xa0")
        numbers = _numbers_in(number)
        is_sure = bool(kinds) or line.strip() == number
        if not (numbers and (is_sure or _looks_like_phone(number, before))):
            left.append(line[end : match.end()])
            end = match.end()
            continue
        end = match.start() + len(number)
        if extension := _EXTENSION.match(line, end):
            numbers[-1] += f" ext. {extension[1]}"
            end = extension.end()
        after = _LABEL_AFTER.match(line, end)
        if after and (kind := _KIND_BY_LABEL.get(after[1].lower())):
            kinds, end = {*kinds, kind}, after.end()
        reach.phones += [TypedValue(each, _kind(kinds)) for each in numbers]
        left += [before, GAP]
    return "".join([*left, line[end:]])


def _without_labels(text: str) -> tuple[str, set[str]]:
    """The text without the labels of a number that it ends in, such as `Office fax:`."""
    kinds: set[str] = set()
    for _ in range(2):
        tail = text[-_LONGEST_LABEL:]
        label = _LABEL_BEFORE.search(tail)
        kind = _KIND_BY_LABEL.get(label[1].lower()) if label else None
        if label is None or kind is None:
            break
        kinds.add(kind)
        text = text[: len(text) - len(tail) + label.start()]
    return text, kinds


def _numbers_in(figures: str) -> list[str]:
    """The phone numbers in a run of figures and marks: none, one, or several between slashes."""
    parts = figures.split(" / ")
    if all(map(_has_right_length, parts)):
        return parts
    return [figures] if _has_right_length(figures) else []


def _has_right_length(number: str) -> bool:
    digits = sum(map(str.isdigit, number))
    return _LEAST_DIGITS <= digits <= _MOST_DIGITS and not _PERIOD.search(number)


def _looks_like_phone(number: str, before: str) -> bool:
    """House numbers, postal codes, years and registration numbers are figures too."""
    digits = sum(map(str.isdigit, number))
    is_numbered = before.rstrip().endswith((":", "#"))
    return number.startswith("+") or (digits >= _SURE_DIGITS and not is_numbered)


def _kind(kinds: set[str]) -> str:
    if "fax" in kinds:
        return " ".join([*sorted(kinds & {"work", "home"})[:1], "fax"])
    return next(iter(sorted(kinds - {"other"})), "other")
