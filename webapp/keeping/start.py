"""What is looked at before serving: start on what is sound, or say in a sentence why not."""

from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, OperationalError

from webapp import migrate
from webapp.db import has_wal_reset_bug


class CannotStart(RuntimeError):
    """Serving would risk what people wrote; the text says what to do."""


def make_ready(engine: Engine, *, workers: int) -> None:
    """Check the database, copy it if it must be migrated, and bring it up to date.

    CannotStart when it cannot be reached, is damaged, or was written by a later Hallway.
    """
    is_embedded = engine.dialect.name == "sqlite"
    if workers > 1 and is_embedded and has_wal_reset_bug():
        raise CannotStart(
            "This SQLite can corrupt a database that two workers write: use --workers 1."
        )
    try:
        if is_embedded:
            _check_file(engine)
        migrate.upgrade(engine)
    except migrate.TooNew as error:
        raise CannotStart(str(error)) from None
    except OperationalError as error:
        raise CannotStart(
            f"The database does not answer ({error.orig}). Check HALLWAY_DATABASE_URL, that it "
            "runs, and that the disk has room."
        ) from None


def _check_file(engine: Engine) -> None:
    """Opening the file brings in what a killed server left in its log; then read all of it."""
    try:
        with engine.connect() as connection:
            found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
    except OperationalError:
        raise
    except DBAPIError as error:
        found = str(error.orig)
    if found != "ok":
        file = Path(str(engine.url.database))
        raise CannotStart(
            f"The database {file} is damaged ({found}). It was not touched. Move it away and "
            f"restore the newest backup: flask --app wsgi restore FILE. Copies from before each "
            f"upgrade are in {file.parent / 'backups'}."
        )
