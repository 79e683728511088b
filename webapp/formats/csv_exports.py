"""Contacts as CSV for the importers of Google Contacts and Outlook."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

from webapp.formats.csv_export_cells import guarded, taken
from webapp.formats.csv_google import GOOGLE_COLUMNS, google_cells
from webapp.formats.csv_outlook import OUTLOOK_COLUMNS, outlook_cells
from webapp.formats.vcard_people import VCardPerson


def write_google_csv(people: Iterable[VCardPerson]) -> Iterator[str]:
    """The header and then each person for Google Contacts, a piece of text at a time.

    Cells are protected as in `csv_contacts.write_csv`; for numbers see `csv_export_cells.figures`.
    """
    return _pieces(GOOGLE_COLUMNS, map(google_cells, people))


def write_outlook_csv(people: Iterable[VCardPerson]) -> Iterator[str]:
    """The header and then each person for Outlook; what has no column there goes into the notes.

    Outlook takes the file for windows-1252 unless the caller puts a byte order mark in front.
    """
    return _pieces(OUTLOOK_COLUMNS, map(outlook_cells, people))


def _pieces(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> Iterator[str]:
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet)
    writer.writerow(columns)
    yield taken(sheet)
    for row in rows:
        writer.writerow(guarded(row.get(column, "")) for column in columns)
        yield taken(sheet)
