"""The schema can be cut by owner over many machines.

PostgreSQL takes `PARTITION BY HASH (owner_id)` only where the owner is part of every primary and
unique key, and references reach a partitioned table only through such a key. That is just when
Citus would take the tables too, so it is the gate.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, MetaData, Table, create_engine, func, insert, select, text
from sqlalchemy.orm import Session

from tests.conftest import NOON
from webapp import migrate
from webapp.db import engine_options, prepare
from webapp.demo.season import make_season
from webapp.keeping.copying import batches
from webapp.row_security import is_owned
from webapp.schema import metadata

PARTS = 4
PLACE = "in_parts"


@pytest.fixture
def connection(postgresql_url: str) -> Iterator[Connection]:
    """A PostgreSQL with an empty schema `in_parts`, taken back afterwards."""
    options = engine_options(postgresql_url)
    engine = create_engine(options.pop("url"), **options)
    with engine.connect() as connection:
        connection.execute(text(f"CREATE SCHEMA {PLACE}"))
        yield connection
        connection.rollback()
    engine.dispose()


@pytest.fixture
def season(tmp_path: Path) -> Iterator[Connection]:
    """A whole made-up season."""
    options = engine_options(f"sqlite:///{tmp_path / 'season.sqlite'}")
    engine = create_engine(options.pop("url"), **options)
    prepare(engine)
    migrate.upgrade(engine)
    with Session(engine) as session:
        make_season(session, NOON)
        session.commit()
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def in_parts() -> MetaData:
    """The schema with every owned table cut by its owner."""
    cut = MetaData(naming_convention=metadata.naming_convention)
    for table in metadata.sorted_tables:
        copy = table.to_metadata(cut, schema=PLACE)
        if is_owned(table):
            copy.dialect_options["postgresql"]["partition_by"] = "HASH (owner_id)"
    return cut


def add_parts(connection: Connection, table: Table) -> None:
    name = connection.dialect.identifier_preparer.quote(table.name)
    for part in range(PARTS):
        connection.execute(
            text(
                f'CREATE TABLE {PLACE}."{table.name}_{part}" PARTITION OF {PLACE}.{name}'
                f" FOR VALUES WITH (MODULUS {PARTS}, REMAINDER {part})"
            )
        )


@pytest.mark.slow
def test_postgresql_takes_every_owned_table_in_parts_and_a_season_into_them(
    connection: Connection, season: Connection
) -> None:
    cut = in_parts()
    cut.create_all(connection)
    owned = [table for table in cut.sorted_tables if is_owned(table)]
    for table in owned:
        add_parts(connection, table)

    for table in metadata.sorted_tables:
        for rows in batches(season, table):
            connection.execute(insert(cut.tables[f"{PLACE}.{table.name}"]), rows)

    assert len(owned) >= 10
    for table in metadata.sorted_tables:
        there = cut.tables[f"{PLACE}.{table.name}"]
        wanted = season.scalar(select(func.count()).select_from(table))
        assert connection.scalar(select(func.count()).select_from(there)) == wanted, table.name


def test_what_must_be_unique_across_owners_is_in_a_directory() -> None:
    """A table that is not reached through its owner holds nothing but how the owner is found."""
    directories = {table.name for table in metadata.sorted_tables if not is_owned(table)}
    for table in metadata.sorted_tables:
        if is_owned(table):
            keys = [constraint.columns.keys() for constraint in table.constraints
                    if constraint.__visit_name__ == "unique_constraint"]  # fmt: skip
            keys += [[column.name for column in index.columns] for index in table.indexes
                     if index.unique]  # fmt: skip
            assert all("owner_id" in key for key in keys), table.name
    assert {"user", "sign_in", "api_token", "card_address"} <= directories
