"""Where the header of a list is, and which separator and columns the list has."""

import re
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from webapp.formats.csv_columns import Column, HeaderKind, column, is_known, kind_of
from webapp.formats.csv_rows import Row, RowReader, lines_of

MAX_COLUMNS = 500

_SEPARATORS = (",", ";", "\t")
_SEPARATOR_LINE = re.compile(r"sep=([,;\t])\s*", re.IGNORECASE)
_ROWS_LOOKED_AT, _LINES_LOOKED_AT = 20, 1_000
_LONGEST_NAME = 60
_NAMES_A_PERSON = ("name", "first", "last")
_CONTENTS = {
    "email": re.compile(r"[^@\s]++@[^@\s]++"),
    "link": re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE),
    "phone": re.compile(r"'?\+?[(]?[0-9][0-9 ()./-]{5,30}"),
}


class Header(NamedTuple):
    """How a list is laid out: `row` is the position of its first person among the rows.

    `names` are the cells of the header, none if there is no header.
    """

    kind: HeaderKind
    separator: str
    names: tuple[str, ...]
    columns: tuple[Column, ...]
    row: int


class _Sample(NamedTuple):
    """The first rows as a separator would have them, and the row that is most like a header."""

    separator: str
    rows: list[Row]
    header: int
    known: int

    @property
    def merit(self) -> tuple[int, int, int]:
        """More known names are better, then more rows of one width, then more cells."""
        widths = [len(row.cells) for row in self.rows if row.cells]
        width = max(widths, key=widths.count, default=0)
        return self.known, widths.count(width) if width > 1 else 0, width


def find_header(data: bytes, charset: str) -> Header:
    """The header among the first rows, under the separator that makes the most of it.

    Where no row has the name of a known column, the columns are told by what stands in them, and
    the first row counts as their names unless it looks like a person.
    """
    first_line = next(lines_of(data, charset), "")
    declared = _SEPARATOR_LINE.fullmatch(first_line)
    separators = (declared[1],) if declared else _SEPARATORS
    samples = (_sample(data, charset, separator) for separator in separators)
    best = max(samples, key=lambda sample: sample.merit)
    return _known_header(best) if best.known else _unknown_header(best, skip=bool(declared))


def _sample(data: bytes, charset: str, separator: str) -> _Sample:
    lines = islice(lines_of(data, charset), _LINES_LOOKED_AT)
    rows = list(islice(RowReader(lines, separator), _ROWS_LOOKED_AT))
    known = [_known_names(row.cells) for row in rows]
    most = max(known, default=0)
    return _Sample(separator, rows, known.index(most) if rows else 0, most)


def _known_names(cells: Sequence[str]) -> int:
    """How many known columns a row names, or 0 if too few for a header."""
    names = [name for name in cells[:MAX_COLUMNS] if 0 < len(name.strip()) <= _LONGEST_NAME]
    known = sum(map(is_known, names))
    return known if known > 1 or 2 * known >= len(names) else 0


def _known_header(sample: _Sample) -> Header:
    names = tuple(sample.rows[sample.header].cells[:MAX_COLUMNS])
    kind = kind_of(names)
    columns = [column(_named(name, at), kind) for at, name in enumerate(names)]
    below = sample.rows[sample.header + 1 :]
    if kind == "unknown":
        columns = _with_guesses(columns, below)
    return Header(kind, sample.separator, names, tuple(columns), sample.header + 1)


def _unknown_header(sample: _Sample, *, skip: bool) -> Header:
    rows = sample.rows
    first = next((at for at in range(skip, len(rows)) if any(rows[at].cells)), len(rows))
    cells = rows[first].cells[:MAX_COLUMNS] if rows[first:] else []
    is_person = any(_content_of([cell]) for cell in cells)
    names = () if is_person else tuple(cells)
    people = rows[first + (not is_person) :]
    width = max((len(row.cells) for row in people), default=0)
    width = min(max(width, len(names)), MAX_COLUMNS)
    named = [
        *map(_named, names, range(width)),
        *(_named("", at) for at in range(len(names), width)),
    ]
    columns = _with_guesses([column(name, "unknown") for name in named], people)
    return Header("unknown", sample.separator, names, tuple(columns), first + (not is_person))


def _named(name: str, at: int) -> str:
    return name.strip()[:_LONGEST_NAME] or f"Column {at + 1}"


def _with_guesses(columns: Sequence[Column], rows: Sequence[Row]) -> list[Column]:
    """The columns of unknown names with a field after their contents, one of them the name."""
    guessed = []
    for at, known in enumerate(columns):
        cells = [row.cells[at] for row in rows if len(row.cells) > at]
        field = _content_of(cells) if known.field == "other" else None
        guessed.append(known._replace(field=field) if field else known)
    if not any(known.field in _NAMES_A_PERSON for known in guessed):
        others = [at for at, known in enumerate(guessed) if known.field == "other"]
        for at in others[:1]:
            guessed[at] = guessed[at]._replace(field="name")
    return guessed


def _content_of(cells: Sequence[str]) -> str | None:
    """What most of the cells that hold anything are: e-mail addresses, links or numbers."""
    said = [cell.strip() for cell in cells if cell.strip()]
    for field, pattern in _CONTENTS.items():
        if said and 2 * sum(bool(pattern.fullmatch(cell)) for cell in said) > len(said):
            return field
    return None
