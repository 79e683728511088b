"""A list of contacts as CSV (RFC 4180) with Hallway's own column names."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from webapp.formats.csv_export_cells import guarded, taken

COLUMNS = (
    "Name",
    "First name",
    "Last name",
    "Organisation",
    "Title",
    "School",
    "E-mail",
    "E-mail 2",
    "Phone",
    "Phone 2",
    "Links",
    "Detail",
    "Event",
    "Place",
    "Met on",
    "Promise",
    "Stage",
    "Note",
)


@dataclass(frozen=True, slots=True)
class CsvRow:
    """One contact, a field for each column in their order."""

    name: str = ""
    first_name: str = ""
    last_name: str = ""
    organisation: str = ""
    title: str = ""
    school: str = ""
    email: str = ""
    email_2: str = ""
    phone: str = ""
    phone_2: str = ""
    links: Sequence[str] = ()
    detail: str = ""
    event: str = ""
    place: str = ""
    met_on: date | None = None
    promise: str = ""
    stage: str = ""
    note: str = ""


def write_csv(people: Iterable[CsvRow]) -> Iterator[str]:
    """The header and then each contact, a piece of text at a time, lines ended by CRLF.

    Links stand in one cell with blanks between them, dates as YYYY-MM-DD. A cell that a
    spreadsheet would run as a formula gets an apostrophe in front, and so does one that already
    has it there: who reads the file back takes off exactly one. A byte order mark is the caller's.
    """
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet)
    writer.writerow(COLUMNS)
    yield taken(sheet)
    for person in people:
        writer.writerow(map(guarded, _cells(person)))
        yield taken(sheet)


def _cells(row: CsvRow) -> tuple[str, ...]:
    met_on = row.met_on.isoformat() if row.met_on else ""
    who = (row.name, row.first_name, row.last_name, row.organisation, row.title, row.school)
    reach = (row.email, row.email_2, row.phone, row.phone_2, " ".join(row.links))
    met = (row.detail, row.event, row.place, met_on, row.promise, row.stage, row.note)
    return who + reach + met
