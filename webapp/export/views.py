"""The export over HTTP, and its way back in on the command line."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import IO

import click
from flask import Blueprint, Response

from webapp import migrate
from webapp.accounts.current import me
from webapp.accounts.model import find_by_email
from webapp.api import Api
from webapp.contacts import downloads
from webapp.contacts.details import ContactFilters
from webapp.db import db
from webapp.errors import Invalid
from webapp.export.archive import write_archive
from webapp.export.beside import beside
from webapp.export.restore import restore_account
from webapp.formats.downloads import content_disposition
from webapp.pages import now, today
from webapp.row_security import act_for

pages = Blueprint("export", __name__, cli_group=None)
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


@pages.cli.command("import-account")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--email", required=True, help="The account that takes it; nothing may be in it.")
def import_account(file: Path, email: str) -> None:
    """Take an export (the zip, or its hallway.json) into an empty account."""
    migrate.upgrade(db.engine)
    owner = find_by_email(db.session, email)
    if owner is None:
        raise click.ClickException(f"There is no account for {email}.")
    act_for(db.session, owner.id)
    try:
        taken = restore_account(db.session, owner, file.read_bytes())
    except Invalid as error:
        raise click.ClickException(f"The {error}".replace(": ", " ", 1)) from None
    db.session.commit()
    click.echo(f"Took {taken} rows into the account of {email}.")


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        yield from iter(partial(file.read, _PIECE), b"")
