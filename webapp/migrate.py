"""Bring the database up to today's schema (Alembic)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection

from webapp import row_security
from webapp.contacts import trigrams
from webapp.keeping.snapshot import snapshot
from webapp.schema import metadata

MIGRATIONS = Path(__file__).parent / "migrations"
KEPT_COPIES = 5


class TooNew(RuntimeError):
    """The database was written by a later Hallway than this one."""


def upgrade(engine: Engine) -> None:
    """Apply the migrations that this database has not seen, in one transaction.

    On PostgreSQL it also puts row-level security round the tables that are new, on SQLite it makes
    the index for searching. An SQLite file is copied beside itself first. TooNew, and nothing is
    changed, when a later Hallway has been at work.
    """
    settings = _settings()
    before = revision(engine)
    check_is_known(before)
    if before not in {None, newest_revision()} and engine.dialect.name == "sqlite":
        _keep_a_copy(Path(str(engine.url.database)), str(before))
    with keeping_rows(engine), engine.begin() as connection:
        settings.attributes["connection"] = connection
        row_security.open_to_everyone(connection)
        command.upgrade(settings, "head")
        row_security.enforce(connection, metadata.sorted_tables)
        trigrams.enforce(connection)
        _refuse_broken_references(connection)
    if engine.dialect.name == "sqlite":
        # Without statistics it walks all rows of an owner where an index leads straight there.
        with engine.begin() as connection:
            connection.exec_driver_sql("PRAGMA optimize=0x10002")


@contextmanager
def keeping_rows(engine: Engine) -> Iterator[None]:
    """Foreign keys at rest while SQLite's tables are rebuilt (sqlite.org/lang_altertable.html, 7).

    To alter a table it is copied and the old one dropped, which would delete, by cascade, every
    row of others that refers to it. The setting can only be changed outside a transaction,
    so the connection is a new one, and goes when the migration has ended.
    """
    if engine.dialect.name != "sqlite":
        yield
        return

    def rest(connection: DBAPIConnection, _record: object) -> None:
        connection.cursor().execute("PRAGMA foreign_keys=OFF")

    engine.dispose()
    event.listen(engine, "connect", rest)
    try:
        yield
    finally:
        event.remove(engine, "connect", rest)
        engine.dispose()


def _refuse_broken_references(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if broken is not None:
            raise RuntimeError(f"A migration left a row of {broken[0]} that refers to nothing.")


def revision(engine: Engine) -> str | None:
    """The migration that the database has reached; None for an empty one."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest_revision() -> str:
    """The migration that this Hallway needs."""
    return str(ScriptDirectory.from_config(_settings()).get_current_head())


def check_is_known(reached: str | None) -> None:
    """TooNew unless this Hallway has the migration that a database has reached."""
    known = {
        script.revision for script in ScriptDirectory.from_config(_settings()).walk_revisions()
    }
    if reached is not None and reached not in known:
        raise TooNew(
            f"The database is of a later version ({reached}) than this Hallway "
            f"({newest_revision()}). Install the later version, or restore an older backup."
        )


def _settings() -> Config:
    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS))
    return settings


def _keep_a_copy(database: Path, reached: str) -> None:
    """Copy the file into `backups/` beside it; the latest few copies are kept."""
    folder = database.parent / "backups"
    folder.mkdir(mode=0o700, exist_ok=True)
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    snapshot(database, folder / f"{database.stem}-{moment}-at-{reached}.sqlite")
    for old in sorted(folder.glob(f"{database.stem}-*-at-*.sqlite"))[:-KEPT_COPIES]:
        old.unlink()
