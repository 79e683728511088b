"""Two databases to copy between: a season in one, nothing in the other."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copy

import pytest
from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session

from tests.conftest import NOON
from webapp import migrate
from webapp.db import engine_options, prepare
from webapp.demo.season import make_season


@pytest.fixture
def empty_engine(
    engine_name: str, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Engine]:
    """A database of this round's kind with nothing in it."""
    if engine_name == "sqlite":
        engine = open_file(tmp_path / "empty.sqlite")
    else:
        request.getfixturevalue("app")  # has emptied it
        options = engine_options(str(request.getfixturevalue("postgresql_url")))
        engine = create_engine(options.pop("url"), **options)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def season_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with a whole made-up season in it, to be copied."""
    file = tmp_path_factory.mktemp("season") / "season.sqlite"
    engine = open_file(file)
    migrate.upgrade(engine)
    with Session(engine) as session:
        make_season(session, NOON)
        session.commit()
    engine.dispose()
    return file


@pytest.fixture
def season(season_file: Path, tmp_path: Path) -> Iterator[Engine]:
    """A copy of that file, to do anything with."""
    engine = open_file(Path(copy(season_file, tmp_path / "season.sqlite")))
    yield engine
    engine.dispose()


def open_file(file: Path) -> Engine:
    """An engine for this SQLite file, with the settings that Hallway gives it."""
    options = engine_options(f"sqlite:///{file}")
    engine = create_engine(options.pop("url"), **options)
    prepare(engine)
    return engine


def damage(file: Path) -> bytes:
    """Overwrite a piece of every page but the first ones, as a bad disk does; gives the bytes."""
    damaged = bytearray(file.read_bytes())
    for page in range(3, len(damaged) // 4096):
        damaged[page * 4096 : page * 4096 + 200] = b"\xff" * 200
    file.write_bytes(damaged)
    return bytes(damaged)
