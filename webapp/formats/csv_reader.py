"""Reading lists of people: LinkedIn's, Google's, Outlook's, our own, and any other CSV file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from webapp.formats.csv_columns import Column, HeaderKind
from webapp.formats.csv_fields import FIELDS
from webapp.formats.csv_header import Header, find_header
from webapp.formats.csv_people import Cell, OwnExtras, RowPerson
from webapp.formats.csv_rows import Row, RowReader, lines_of
from webapp.formats.csv_values import plain_cell
from webapp.formats.sensed_charsets import sense_charset
from webapp.formats.vcard_charsets import to_ascii_superset
from webapp.formats.vcard_contact import DropLog, ReadCard

MAX_BYTES = 5 * 1024 * 1024
MAX_PEOPLE = 5_000

_NOBODY = "The row has no name, organisation, e-mail address or phone number."


@dataclass(frozen=True, slots=True)
class CsvCard(ReadCard):
    """A row of a list; `first_line` is the line it begins on."""

    extras: OwnExtras = field(default_factory=OwnExtras)


@dataclass(frozen=True, slots=True)
class CsvReading:
    """How a list was understood, and its people one at a time.

    `header` tells whose list it is, `names` are the cells of its header (none if it has none).
    `columns` has for each column the field it fills (a key of `csv_fields.FIELDS`), or None if
    it is left out; the same mapping, corrected, can be given to `read_csv`.
    """

    header: HeaderKind
    names: tuple[str, ...]
    columns: Mapping[int, str | None]
    charset: str
    separator: str
    cards: Iterator[CsvCard]


def read_csv(data: bytes, columns: Mapping[int, str | None] | None = None) -> CsvReading:
    """Every person in a list, one `CsvCard` for each row that is not blank, in the file's order.

    Takes any bytes; character set, separator (comma, semicolon, tab) and header are sensed, and
    `columns` overrides what each column fills. Of the rows only one is in memory at a time, and
    work grows linearly with the file. A file over `MAX_BYTES` gives a single card with an
    `error`, and so does the first row after `MAX_PEOPLE`. ValueError for a field not in `FIELDS`.
    """
    if columns and not FIELDS.keys() >= set(filter(None, columns.values())):
        raise ValueError("A column can only fill one of csv_fields.FIELDS.")
    if len(data) > MAX_BYTES:
        why = "The file is larger than 5 MB. Split it and import the parts."
        return CsvReading("unknown", (), {}, "", "", iter([CsvCard(0, 1, error=why)]))
    data = to_ascii_superset(data)
    charset = sense_charset(data)
    header = find_header(data, charset)
    if columns is not None:
        header = header._replace(columns=_corrected(header.columns, columns))
    filled = {at: column.field for at, column in enumerate(header.columns)}
    rows = RowReader(lines_of(data, charset), header.separator)
    cards = _cards(iter(rows), header)
    return CsvReading(header.kind, header.names, filled, charset, header.separator, cards)


def _corrected(columns: Sequence[Column], fields: Mapping[int, str | None]) -> tuple[Column, ...]:
    return tuple(column._replace(field=fields.get(at)) for at, column in enumerate(columns))


def _cards(rows: Iterator[Row], header: Header) -> Iterator[CsvCard]:
    log = DropLog()
    for row in islice(rows, header.row):
        if _is_stray(row, header):
            log.add(row.line, "This stands above the names of the columns.")
    people = (row for row in rows if _says_anything(row, header))
    for index, row in enumerate(people):
        if index == MAX_PEOPLE:
            why = f"The list has more than {MAX_PEOPLE:,} people. Those from here on were not read."
            yield CsvCard(index, row.line, error=why)
            return
        yield _card(index, row, header, log)
        log = DropLog()


def _is_stray(row: Row, header: Header) -> bool:
    """Whether a row above the people is anything but LinkedIn's notes or Excel's `sep=;`."""
    is_usual = header.kind == "linkedin" or row.cells[:1] in (["sep="], ["SEP="])
    return _says_anything(row, header) and not is_usual


def _says_anything(row: Row, header: Header) -> bool:
    """Whether a row is neither blank nor the header, which stands twice in lists put together."""
    if header.names and tuple(row.cells[: len(header.names)]) == header.names:
        return False
    return row.lost or any(map(str.strip, row.cells))


def _card(index: int, row: Row, header: Header, log: DropLog) -> CsvCard:
    if row.lost:
        return CsvCard(index, row.line, dropped=log.entries(), error=row.remark)
    if row.remark:
        log.add(row.line, row.remark)
    _note_width(row, len(header.columns), log)
    cells = [
        Cell(column, plain_cell(cell, row.line, log))
        for column, cell in zip(header.columns, row.cells, strict=False)
        if column.field and cell.strip()
    ]
    person = RowPerson(cells, google=header.kind == "google")
    contact = person.contact()
    if contact is None:
        return CsvCard(index, row.line, dropped=log.entries(), error=_NOBODY)
    return CsvCard(index, row.line, contact, log.entries(), extras=person.extras())


def _note_width(row: Row, width: int, log: DropLog) -> None:
    surplus = sum(bool(cell.strip()) for cell in row.cells[width:])
    if surplus:
        log.add(row.line, f"The row is longer than the header; {surplus} cells were left out.")
    elif len(row.cells) < width:
        log.add(row.line, "The row is shorter than the header; it was read as far as it goes.")
