"""The way back in of an export, on the command line."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from webapp import migrate
from webapp.accounts.model import find_by_email
from webapp.db import db
from webapp.errors import Invalid
from webapp.export.restore import restore_account
from webapp.row_security import act_for


@click.command("import-account")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--email", required=True, help="The account that takes it; nothing may be in it.")
@with_appcontext
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
