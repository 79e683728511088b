"""Bring the database up to today's schema (Alembic)."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection

from webapp import row_security
from webapp.schema import metadata

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(engine: Engine) -> None:
    """Apply the migrations that this database has not seen, in one transaction.

    On PostgreSQL it also puts row-level security round the tables that are new.
    """
    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS))
    with keeping_rows(engine), engine.begin() as connection:
        settings.attributes["connection"] = connection
        row_security.open_to_everyone(connection)
        command.upgrade(settings, "head")
        row_security.enforce(connection, metadata.sorted_tables)
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
