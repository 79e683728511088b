"""Bring the database up to today's schema (Alembic)."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

from webapp import row_security
from webapp.schema import metadata

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(engine: Engine) -> None:
    """Apply the migrations that this database has not seen, in one transaction.

    On PostgreSQL it also puts row-level security round the tables that are new.
    """
    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        settings.attributes["connection"] = connection
        row_security.open_to_everyone(connection)
        command.upgrade(settings, "head")
        row_security.enforce(connection, metadata.sorted_tables)
    if engine.dialect.name == "sqlite":
        # Without statistics it walks all rows of an owner where an index leads straight there.
        with engine.begin() as connection:
            connection.exec_driver_sql("PRAGMA optimize=0x10002")
