"""Backing up, restoring and moving on the command line."""

import os
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import create_engine

from webapp.config import ConfigError, checked_database_url, rotate_kept_secret
from webapp.db import db, engine_options, prepare
from webapp.keeping.backup import Unusable, back_up, restore
from webapp.keeping.backup import move as move_rows

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("backup")
@click.argument("file", type=FILE)
@with_appcontext
def backup_command(file: Path) -> None:
    """Write everything to FILE, while Hallway runs. An existing file is never overwritten."""
    try:
        back_up(db.engine, file)
    except FileExistsError:
        raise click.ClickException(f"{file} exists and was left as it is. Name another.") from None
    except OSError as error:
        raise click.ClickException(
            f"{file} could not be written: {error.strerror or error}."
        ) from None
    click.echo(
        f"Everything is in {file} ({file.stat().st_size:,} bytes). Keep it off this machine."
    )


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def restore_command(file: Path) -> None:
    """Put a backup into this Hallway, which must not have any accounts yet."""
    try:
        rows = restore(file, db.engine)
    except Unusable as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"Restored {rows:,} rows from {file}; each was compared.")


@click.command("move")
@click.option("--to", "address", required=True, help="The database to move to.")
@with_appcontext
def move_command(address: str) -> None:
    """Copy everything to another database, row by row and compared. Stop Hallway first."""
    try:
        options = engine_options(checked_database_url("--to", address))
        target = create_engine(options.pop("url"), **options)
        prepare(target)
        rows = move_rows(db.engine, target)
        target.dispose()
    except (Unusable, ConfigError) as error:
        raise click.ClickException(str(error)) from None
    click.echo(
        f"Copied {rows:,} rows and compared each of them. Nothing was changed here.\n"
        "Now start Hallway with HALLWAY_DATABASE_URL set to the new address."
    )


@click.command("rotate-secret")
@with_appcontext
def rotate_secret_command() -> None:
    """Make a new key that signs cookies. Nobody is signed out; restart Hallway afterwards."""
    if "HALLWAY_SECRET_KEY" in os.environ:
        raise click.ClickException(
            "The key is in HALLWAY_SECRET_KEY. Put a new one there and the present one into "
            "HALLWAY_OLD_SECRET_KEYS, then restart Hallway."
        )
    rotate_kept_secret(current_app.config["HALLWAY"].instance)
    click.echo("There is a new key. Restart Hallway; run this again to forget the old one.")


ALL = (backup_command, restore_command, move_command, rotate_secret_command)
