"""The export over HTTP."""

from collections.abc import Iterator
from functools import partial
from typing import IO

from flask import Blueprint, Response

from webapp.accounts.current import me
from webapp.api import Api
from webapp.contacts import downloads
from webapp.contacts.details import ContactFilters
from webapp.db import db
from webapp.export.archive import write_archive
from webapp.export.beside import beside
from webapp.formats.downloads import content_disposition
from webapp.pages import now, today

pages = Blueprint("export", __name__)
api = Api("export")

_PIECE = 64 * 1024


@api.call("GET", "/export", answers={200: None}, gives="application/zip")
def export_account() -> Response:
    """Everything of the account as a zip: contacts.vcf, contacts.csv and hallway.json."""
    owner = me()
    everyone = ContactFilters()
    vcards = downloads.vcard_pieces(owner.id, everyone, beside(owner.id, today()))
    csv = downloads.csv_pieces(owner.id, everyone)
    file = write_archive(db.session, owner, vcards, csv, now())
    answer = Response(_pieces(file), content_type="application/zip")
    answer.headers["Content-Disposition"] = content_disposition(f"Hallway {today()}", "zip")
    answer.call_on_close(file.close)
    return answer


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        yield from iter(partial(file.read, _PIECE), b"")
