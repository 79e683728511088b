"""Backups: one file that holds everything, whichever engine it came from, and the way back.

A backup is an SQLite database of the schema. So it can be looked into with any SQLite program,
and goes back into either engine.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from webapp import migrate
from webapp.db import engine_options, prepare, sqlite
from webapp.keeping.copying import clear, compare_rows, copy_rows, has_accounts
from webapp.keeping.snapshot import complete_or_absent, snapshot
from webapp.revisions import new_epoch
from webapp.row_security import act_for_everyone, open_to_everyone


class Unusable(RuntimeError):
    """It cannot be done; the text says why and what to do instead."""


def back_up(engine: Engine, file: Path) -> None:
    """Write everything to `file` while others go on writing.

    The file is whole or absent, readable by its owner alone. FileExistsError when it is there.
    """
    if engine.dialect.name == "sqlite":
        return snapshot(Path(str(engine.url.database)), file)
    with complete_or_absent(file) as partial, _file_engine(partial) as copy:
        migrate.upgrade(copy)
        with _unchanging(engine) as source, copy.begin() as target:
            clear(target)
            copy_rows(source, target)
            compare_rows(source, target)
        copy.dispose()
        _without_log(partial)
    return None


def restore(file: Path, engine: Engine) -> int:
    """Put a backup into a database that has no accounts; gives the number of rows.

    All or nothing: each row is compared with the backup before anything is committed. Then every
    phone is told to pull everything anew. Unusable says what is wrong with the file, or that the
    database is in use.
    """
    with _brought_up_to_date(file) as backup:
        rows = move(backup, engine)
    with Session(engine) as session, session.begin():
        act_for_everyone(session)
        new_epoch(session)
    return rows


def move(source: Engine, engine: Engine) -> int:
    """Copy everything into another database, of either engine, and compare it row by row."""
    migrate.upgrade(engine)
    with _unchanging(source) as rows, engine.begin() as target:
        open_to_everyone(target)
        if has_accounts(target):
            raise Unusable(
                "That database has accounts already and was not touched. "
                "Name a new one in HALLWAY_DATABASE_URL or HALLWAY_INSTANCE."
            )
        clear(target)
        copy_rows(rows, target)
        return compare_rows(rows, target)


@contextmanager
def _unchanging(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one moment of the database, whatever others write meanwhile."""
    if engine.dialect.name == "sqlite":
        # Its transactions begin as writers here, so that nobody writes until it ends.
        with engine.begin() as connection:
            yield connection
        return
    options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with engine.connect().execution_options(**options) as connection, connection.begin():
        open_to_everyone(connection)
        yield connection


@contextmanager
def _brought_up_to_date(file: Path) -> Iterator[Engine]:
    """A copy of the backup at today's schema; the backup itself is never written to."""
    _check_is_sound(file)
    with tempfile.TemporaryDirectory(prefix="hallway-restore-") as folder:
        copy = Path(folder) / "backup.sqlite"
        shutil.copyfile(file, copy)
        with _file_engine(copy) as engine:
            try:
                migrate.upgrade(engine)
            except migrate.TooNew as error:
                raise Unusable(str(error)) from None
            except DatabaseError as error:
                raise Unusable(f"{file} could not be read ({error.orig}).") from None
            yield engine


def _check_is_sound(file: Path) -> None:
    try:
        reader = sqlite.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)
        try:
            found = reader.execute("PRAGMA integrity_check").fetchone()[0]
            tables = {name for (name,) in reader.execute("SELECT name FROM sqlite_master")}
        finally:
            reader.close()
    except sqlite.DatabaseError as error:
        raise Unusable(f"{file} is not a backup that can be read ({error}).") from None
    if found != "ok":
        raise Unusable(f"{file} is damaged ({found}). Take an earlier backup.")
    if not {"alembic_version", "user"} <= tables:
        raise Unusable(f"{file} is a database, but not one of Hallway's.")


def _without_log(file: Path) -> None:
    """Make it one file, with nothing beside it."""
    closing = sqlite.connect(str(file))
    closing.execute("PRAGMA journal_mode = DELETE")
    closing.close()


@contextmanager
def _file_engine(file: Path) -> Iterator[Engine]:
    options = engine_options(f"sqlite:///{file}")
    engine = create_engine(options.pop("url"), **options)
    prepare(engine)
    try:
        yield engine
    finally:
        engine.dispose()
        file.with_name(f"{file.name}-turns").unlink(missing_ok=True)
