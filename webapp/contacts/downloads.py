"""Files of contacts, written while they are sent, so that a long one needs little memory."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice, repeat
from uuid import UUID

from flask import Response, stream_with_context

from webapp.contacts.details import ContactFilters
from webapp.contacts.export import csv_row, person_card
from webapp.contacts.listing import contacts_in_chunks
from webapp.contacts.model import Contact
from webapp.db import db
from webapp.errors import FieldError, Invalid
from webapp.formats.csv_contacts import write_csv
from webapp.formats.csv_exports import write_google_csv, write_outlook_csv
from webapp.formats.downloads import content_disposition
from webapp.formats.vcard4_writer import write_vcards4
from webapp.formats.vcard_people import VCardPerson
from webapp.formats.vcard_writer import write_vcards
from webapp.row_security import act_for

_BYTE_ORDER_MARK = "\ufeff"
_AT_ONCE = 200
_AHEAD = 20
_WITH_PHOTOS = 50
_WRITERS = {"": write_vcards, "3.0": write_vcards, "4.0": write_vcards4}
_TABLES = {"google": write_google_csv, "outlook": write_outlook_csv}


@dataclass(frozen=True, slots=True)
class Beside:
    """What other rooms tell of some contacts: lines of what is owed to each, and their photos."""

    owed: Callable[[Sequence[UUID]], Mapping[UUID, Sequence[str]]]
    photos: Callable[[Sequence[UUID]], Mapping[UUID, bytes]]


def vcards(cards: Iterable[VCardPerson], name: str, version: str = "") -> Response:
    """A .vcf file of these cards, under this name; Invalid names `version`."""
    return _download(_writer(version)(cards), name, "vcf", "text/vcard; charset=utf-8")


def vcards_of(
    owner_id: UUID, filters: ContactFilters, beside: Beside, name: str, version: str = ""
) -> Response:
    """A .vcf file of every contact that the filters leave."""
    return vcards(_cards(owner_id, filters, beside), name, version)


def csv_of(
    owner_id: UUID, filters: ContactFilters, beside: Beside, name: str, program: str = ""
) -> Response:
    """The same people as a table, our own or as `google` or `outlook` reads it.

    Invalid names `for`.
    """
    if program and program not in _TABLES:
        raise Invalid(FieldError("for", "must be google or outlook."))
    if not program:
        pieces = csv_pieces(owner_id, filters)
    else:
        pieces = _TABLES[program](_cards(owner_id, filters, beside, photos=False))
    # A spreadsheet knows UTF-8 by the mark; Google would take it for a part of the first name.
    mark = "" if program == "google" else _BYTE_ORDER_MARK
    return _download(pieces, name, "csv", "text/csv; charset=utf-8", mark)


def vcard_pieces(owner_id: UUID, filters: ContactFilters, beside: Beside) -> Iterator[str]:
    """The text of the .vcf file, a card at a time."""
    return write_vcards(_cards(owner_id, filters, beside))


def csv_pieces(owner_id: UUID, filters: ContactFilters) -> Iterator[str]:
    """The text of our own table, a row at a time."""
    chunks = _chunks(owner_id, filters, _AT_ONCE)
    return write_csv(csv_row(c, c.encounters) for chunk in chunks for c in chunk)


def _writer(version: str) -> Callable[[Iterable[VCardPerson]], Iterator[str]]:
    if version not in _WRITERS:
        raise Invalid(FieldError("version", "must be 3.0 or 4.0."))
    return _WRITERS[version]


def _cards(
    owner_id: UUID, filters: ContactFilters, beside: Beside, *, photos: bool = True
) -> Iterator[VCardPerson]:
    for chunk in _chunks(owner_id, filters, _WITH_PHOTOS if photos else _AT_ONCE):
        ids = [contact.id for contact in chunk]
        owed = beside.owed(ids)
        pictures = beside.photos(ids) if photos else {}
        for contact in chunk:
            photo = pictures.get(contact.id)
            yield person_card(contact, contact.encounters, owed[contact.id], photo)


def _chunks(owner_id: UUID, filters: ContactFilters, size: int) -> Iterator[list[Contact]]:
    # Asked for only once the file is being sent: the session of the view is closed by then.
    act_for(db.session, owner_id)
    yield from contacts_in_chunks(db.session, owner_id, filters, size)


def _download(
    pieces: Iterator[str], name: str, extension: str, content_type: str, first: str = ""
) -> Response:
    answer = Response(stream_with_context(_gathered(pieces, first)), content_type=content_type)
    answer.headers["Content-Disposition"] = content_disposition(name, extension)
    return answer


def _gathered(pieces: Iterator[str], first: str) -> Iterator[str]:
    # A few go ahead, so that a phone sees at once that the file is coming.
    for size in chain([_AHEAD], repeat(_AT_ONCE)):
        text, first = first + "".join(islice(pieces, size)), ""
        if not text:
            return
        yield text
