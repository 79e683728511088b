"""Files of contacts, written while they are sent, so that a long one needs little memory."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from uuid import UUID

from flask import Response, stream_with_context

from webapp.contacts.details import ContactFilters
from webapp.contacts.export import csv_row, person_card
from webapp.contacts.listing import contacts_in_chunks
from webapp.contacts.model import Contact
from webapp.db import db
from webapp.formats.csv_contacts import write_csv
from webapp.formats.vcard_writer import VCardPerson, content_disposition, write_vcards

Owed = Callable[[Sequence[UUID]], Mapping[UUID, Sequence[str]]]
"""Tells what is owed to each of some contacts, in lines for the note."""

_BYTE_ORDER_MARK = "\ufeff"
_AT_ONCE = 200


def vcards(cards: Iterable[VCardPerson], name: str) -> Response:
    """A .vcf file of these cards, under this name."""
    return _download(write_vcards(cards), name, "vcf", "text/vcard; charset=utf-8")


def vcards_of(owner_id: UUID, filters: ContactFilters, owed: Owed, name: str) -> Response:
    """A .vcf file of every contact that the filters leave."""
    return vcards(_cards(owner_id, filters, owed), name)


def csv_of(owner_id: UUID, filters: ContactFilters, name: str) -> Response:
    """The same people as a table; the mark in front is how a spreadsheet knows it for UTF-8."""
    rows = (csv_row(c, c.encounters) for chunk in _chunks(owner_id, filters) for c in chunk)
    return _download(write_csv(rows), name, "csv", "text/csv; charset=utf-8", _BYTE_ORDER_MARK)


def _cards(owner_id: UUID, filters: ContactFilters, owed: Owed) -> Iterator[VCardPerson]:
    for chunk in _chunks(owner_id, filters):
        lines = owed([contact.id for contact in chunk])
        for contact in chunk:
            yield person_card(contact, contact.encounters, lines[contact.id])


def _chunks(owner_id: UUID, filters: ContactFilters) -> Iterator[list[Contact]]:
    # Asked for only once the file is being sent: the session of the view is closed by then.
    yield from contacts_in_chunks(db.session, owner_id, filters)


def _download(
    pieces: Iterator[str], name: str, extension: str, content_type: str, first: str = ""
) -> Response:
    answer = Response(stream_with_context(_gathered(pieces, first)), content_type=content_type)
    answer.headers["Content-Disposition"] = content_disposition(name, extension)
    return answer


def _gathered(pieces: Iterator[str], first: str) -> Iterator[str]:
    while text := first + "".join(islice(pieces, _AT_ONCE)):
        yield text
        first = ""
