"""What became of every entry of an import, as a table to keep."""

import csv
import io
from collections.abc import Iterable, Iterator

from webapp.formats.csv_export_cells import guarded
from webapp.imports.entries import Entry

COLUMNS = ("Number", "Line", "Name", "What became of it", "Why", "Left out of it")
FATES = {
    "new": "New",
    "same": "Known already",
    "probably": "Perhaps known",
    "added": "Added",
    "updated": "Updated",
    "unchanged": "Nothing new",
    "left_out": "Left out",
}

_BYTE_ORDER_MARK = "\ufeff"


def write_report(entries: Iterable[list[Entry]]) -> Iterator[str]:
    """The table as CSV (RFC 4180), a piece of text at a time; the mark in front is Excel's."""
    yield _BYTE_ORDER_MARK + _lines([COLUMNS])
    for chunk in entries:
        yield _lines(map(_row, chunk))


def _row(entry: Entry) -> tuple[str, ...]:
    losses = "\n".join(f"Line {lost['line']}: {lost['why']}" for lost in entry.dropped)
    fate = FATES[entry.fate or entry.finding]
    name = entry.card["name"]
    return str(entry.index + 1), str(entry.first_line), name, fate, entry.why, losses


def _lines(rows: Iterable[tuple[str, ...]]) -> str:
    sheet = io.StringIO(newline="")
    csv.writer(sheet).writerows(map(guarded, row) for row in rows)
    return sheet.getvalue()
