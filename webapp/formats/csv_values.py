"""What stands in the cells of a list: protected formulas, kinds, dates and several values."""

import re
from datetime import date

from webapp.formats.vcard_contact import DropLog
from webapp.formats.vcard_properties import CONTROL_CHARACTERS, UNREADABLE_LETTERS

_PROTECTED = re.compile(r"'+[=+\-@\t\r]")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LINE_END = re.compile(r"\r\n?")
_KINDS = {
    **{kind: kind for kind in ("mobile", "work", "home", "main", "fax", "pager", "other")},
    "work fax": "work fax",
    "home fax": "home fax",
    "cell": "mobile",
    "business": "work",
    "business fax": "work fax",
    "internet": "other",
}
_ISO = re.compile(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})(?:[T ].*)?")
_NUMERIC = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})(?: 0?0:00(?::00)?)?")
_NO_DATE = re.compile("0{1,2}[/.-]0{1,2}[/.-]0{2,4}")
_FILLERS = {
    ("Gender", "Unspecified"),
    ("Priority", "Normal"),
    ("Sensitivity", "Normal"),
    ("Private", "False"),
}
_SYSTEM_LABELS = {"* mycontacts", "* my contacts"}


def plain_cell(cell: str, line: int, log: DropLog) -> str:
    """The text of a cell, line ends as LF, without the apostrophe that protects a formula.

    Only an apostrophe in front of what a spreadsheet would run is taken off, and only one: who
    wrote the list put it there, and nobody's name begins like that.
    """
    text = cell[1:] if _PROTECTED.match(cell) else cell
    if "\r" in text:
        text = _LINE_END.sub("\n", text)
    if "\ufffd" in text:
        log.add(line, UNREADABLE_LETTERS)
    if _CONTROLS.search(text):
        log.add(line, CONTROL_CHARACTERS)
        text = _CONTROLS.sub("", text)
    return text


def kind_of_value(label: str) -> str:
    """What a phone number or address is for; a label of the person's own stays as it is.

    Google puts a star before the label of the value that is used first.
    """
    own = label.removeprefix("*").strip()
    return _KINDS.get(own.casefold(), own) or "other"


def read_birthday(text: str) -> str:
    """An ISO date; the text itself where it is no full date or may mean two; empty for 0/0/00.

    Outlook writes the date as its owner's country does, and does not say which country it is.
    """
    text = text.strip()
    if _NO_DATE.fullmatch(text):
        return ""
    if iso := _ISO.fullmatch(text):
        return _iso_date(iso[1], iso[2], iso[3]) or text
    numeric = _NUMERIC.fullmatch(text)
    if numeric is None:
        return text
    first, second, year = numeric[1], numeric[3], numeric[4]
    meanings = {_iso_date(year, first, second), _iso_date(year, second, first)} - {""}
    if numeric[2] == ".":  # No country writes the month first with full stops.
        meanings = {_iso_date(year, second, first)}
    return meanings.pop() or text if len(meanings) == 1 else text


def read_categories(text: str, *, google: bool) -> list[str]:
    """The categories in a cell, without the group that holds all of a person's contacts."""
    if not google:
        return [name.strip() for name in re.split("[;,]", text) if name.strip()]
    names = [name.strip() for name in text.split(":::")]
    own = [name for name in names if name.casefold() not in _SYSTEM_LABELS]
    return [name.removeprefix("* ") for name in own if name.strip("* ")]


def read_links(text: str) -> list[str]:
    """The addresses in a cell, of which there are several where every word has a dot."""
    words = text.split()
    return words if all("." in word for word in words) else [text]


def _iso_date(year: str, month: str, day: str) -> str:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""


def is_filler(name: str, text: str) -> bool:
    """Whether this is what Outlook writes where nobody has filled anything in."""
    value = text.strip()
    return bool(_NO_DATE.fullmatch(value)) or (name, value) in _FILLERS
