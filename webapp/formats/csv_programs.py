"""Reading a list of programs: any CSV file in which one column names them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from webapp.formats.csv_fields import plain_name
from webapp.formats.csv_program_words import FIELD_OF, FIELDS, MEANINGS
from webapp.formats.csv_rows import Row, RowReader, lines_of
from webapp.formats.csv_values import plain_cell, read_links
from webapp.formats.sensed_charsets import sense_charset
from webapp.formats.vcard_charsets import to_ascii_superset
from webapp.formats.vcard_contact import DropLog

MAX_BYTES = 1024 * 1024
MAX_PROGRAMS = 1_000

_SEPARATORS = (",", ";", "\t")
_ROWS_LOOKED_AT = 20
_LONGEST = {"name": 200, "city": 200, "specialty": 200}


@dataclass(frozen=True, slots=True)
class ProgramRow:
    """A line of the list: a program's values, what was read otherwise, or why there are none."""

    line: int
    values: dict[str, str | list[str]] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    error: str = ""


@dataclass(frozen=True, slots=True)
class ProgramList:
    """How a list was understood; `error` says why none of it can be read.

    `columns` has for each heading the field it fills, or None for one that goes into the
    requirements under its own name. `missing` are the fields that no column fills.
    """

    charset: str = ""
    separator: str = ""
    columns: tuple[tuple[str, str | None], ...] = ()
    missing: tuple[str, ...] = ()
    rows: tuple[ProgramRow, ...] = ()
    error: str = ""


class _Layout(NamedTuple):
    separator: str
    row: int
    fields: tuple[tuple[str, str | None], ...]


def read_programs(data: bytes) -> ProgramList:
    """Every program of a list, one row for each line that is not blank, in the file's order.

    Takes any bytes; character set, separator and the row of headings are sensed. A list without
    a column of names, over 1 MB or over 1,000 programs is refused whole.
    """
    if len(data) > MAX_BYTES:
        return ProgramList(error="The list is larger than 1 MB. Split it and import the parts.")
    data = to_ascii_superset(data)
    charset = sense_charset(data)
    layout = max((_layout(data, charset, one) for one in _SEPARATORS), key=_merit)
    columns = layout.fields
    if "name" not in (of for _, of in columns):
        return ProgramList(charset, layout.separator, columns, error=_no_names(columns))
    rows = list(islice(RowReader(lines_of(data, charset), layout.separator), layout.row + 1, None))
    said = [row for row in rows if row.lost or any(map(str.strip, row.cells))]
    if len(said) > MAX_PROGRAMS:
        why = f"The list has {len(said):,} programs; {MAX_PROGRAMS:,} at once are the most."
        return ProgramList(charset, layout.separator, columns, error=why)
    filled = {of for _, of in columns}
    missing = tuple(of for of in FIELDS if of not in filled and of != "region")
    read = tuple(_row(row, columns) for row in said)
    return ProgramList(charset, layout.separator, columns, missing, read)


def _layout(data: bytes, charset: str, separator: str) -> _Layout:
    """The first row that names a column of programs, else the first row, as this would part it."""
    rows = list(islice(RowReader(lines_of(data, charset), separator), _ROWS_LOOKED_AT))
    known = [sum(plain_name(cell) in FIELD_OF for cell in row.cells) for row in rows]
    best = known.index(max(known)) if known else 0
    cells = rows[best].cells if rows else []
    fields = tuple(_headings(cells, rows[best + 1 :]))
    return _Layout(separator, best, fields)


def _merit(layout: _Layout) -> tuple[bool, int, int]:
    fields = [of for _, of in layout.fields if of]
    return ("name" in fields, len(fields), len(layout.fields))


def _headings(cells: Sequence[str], below: Sequence[Row]) -> Iterator[tuple[str, str | None]]:
    """Each heading with its field; of two headings for one field the first fills it."""
    taken: set[str] = set()
    for at, cell in enumerate(cells):
        of = FIELD_OF.get(plain_name(cell))
        if of == "state" and not _speaks_of_me(
            row.cells[at] for row in below if at < len(row.cells)
        ):
            of = "region"
        name = cell.strip()[:60] or f"Column {at + 1}"
        yield name, None if of in taken else of
        taken |= {of} if of else set()


def _speaks_of_me(cells: Iterator[str]) -> bool:
    """Whether a column named "State" tells where I stand, and not in which state the town is."""
    said = [plain_name(cell) for cell in cells if cell.strip()]
    return not said or any(cell in MEANINGS["state"] for cell in said)


def _no_names(columns: Sequence[tuple[str, str | None]]) -> str:
    found = ", ".join(name for name, _ in columns[:8]) or "nothing"
    wanted = "The first row should have “Name” or “Program”"
    return f"No column names the programs. {wanted}; it has: {found}."


def _row(row: Row, columns: Sequence[tuple[str, str | None]]) -> ProgramRow:
    if row.lost:
        return ProgramRow(row.line, error=row.remark)
    log = DropLog()
    remarks = [row.remark] if row.remark else []
    cells = [plain_cell(cell, row.line, log).strip() for cell in row.cells]
    said: dict[str, str] = {}
    asked: list[str] = []
    for (name, of), cell in zip(columns, cells, strict=False):
        if cell and of and of != "requirements":
            said[of] = cell
        elif cell:
            asked.append(cell if of else f"{name}: {cell}")
    surplus = [cell for cell in cells[len(columns) :] if cell]
    if surplus:
        asked += surplus
        remarks.append("Longer than the headings; what was over is kept under what they ask for.")
    values = _values(said, asked, remarks)
    remarks += [entry.why for entry in log.entries()]
    return ProgramRow(row.line, values, tuple(remarks), _error(values))


def _values(
    said: dict[str, str], asked: list[str], remarks: list[str]
) -> dict[str, str | list[str]]:
    found: dict[str, str | list[str]] = {"name": said.get("name", "")}
    city, region = said.get("city", ""), said.get("region", "")
    found["city"] = (
        city
        if region.casefold() in city.casefold()
        else ", ".join(part for part in (city, region) if part)
    )
    found["specialty"] = said.get("specialty", "")
    found["links"] = read_links(said["links"]) if "links" in said else []
    for of, unknown in (("history", "unknown"), ("state", "looking")):
        found[of] = _meaning(of, said.get(of, ""), asked, remarks) or unknown
    found["requirements"] = "\n".join(asked)
    return found


def _meaning(of: str, cell: str, asked: list[str], remarks: list[str]) -> str:
    meaning = MEANINGS[of].get(plain_name(cell), "")
    if cell and not meaning:
        remarks.append(f"“{cell}” is not one we know; kept under what they ask for.")
        asked.append(f"{FIELDS[of]}: {cell}")
    return meaning


def _error(values: dict[str, str | list[str]]) -> str:
    if not values["name"]:
        return "There is no name in this line."
    long = [of for of, most in _LONGEST.items() if len(values[of]) > most]
    if long:
        return f"{FIELDS[long[0]]} is longer than {_LONGEST[long[0]]} characters."
    return ""
