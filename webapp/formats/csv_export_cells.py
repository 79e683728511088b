"""What all lists that we write have in common: guarded cells, addresses, numbers and notes."""

import io
import re
from collections.abc import Iterable

from webapp.formats.vcard_contact import TypedValue
from webapp.formats.vcard_people import Address

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_UNWRITABLE = re.compile(r"[\x00\ud800-\udfff]")
_FIGURES = re.compile(r"[+-][0-9-][0-9 ()./\xa0-]*")


def address_parts(address: TypedValue) -> tuple[str, ...]:
    """The seven parts of ADR; an address that is known only as a whole stands in the street."""
    if isinstance(address, Address) and any(address.parts):
        return address.parts
    return ("", "", address.value)


def in_words(address: TypedValue) -> str:
    """An address as one line of a note."""
    return f"Address ({address.type or 'other'}): {' '.join(address.value.split())}"


def with_lines(note: str, lines: Iterable[str]) -> str:
    """The note with further lines below it."""
    return "\n".join(filter(None, [note, *lines]))


def figures(value: str) -> str:
    """A number, or a birthday without its year, with a blank before its plus or minus sign.

    An importer would keep an apostrophe as a part of the number; a blank it takes off. A cell of
    figures and marks names no function and no other cell: a spreadsheet has nothing to run.
    """
    return f" {value}" if _FIGURES.fullmatch(value) else value


def guarded(cell: str) -> str:
    """The cell with an apostrophe in front where a spreadsheet would run it as a formula."""
    text = _UNWRITABLE.sub("", cell)
    return f"'{text}" if _FORMULA.match(text) else text


def taken(sheet: io.StringIO) -> str:
    """What was written to the sheet so far; the sheet is then empty."""
    text = sheet.getvalue()
    sheet.seek(0)
    sheet.truncate()
    return text
