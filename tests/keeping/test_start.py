"""Hallway starts on what is sound, and else says in a sentence what to do."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from tests.keeping.conftest import damage, open_file
from tests.serving import ROOT, free_port
from webapp.keeping.start import CannotStart, make_ready


def test_a_new_database_is_made_ready(tmp_path: Path) -> None:
    engine = open_file(tmp_path / "hallway.sqlite")
    make_ready(engine, workers=2)
    with engine.begin() as connection:
        assert connection.scalar(text("SELECT count(*) FROM user")) == 0
    engine.dispose()


def test_what_a_killed_server_left_in_its_log_is_brought_in(season: Engine, tmp_path: Path) -> None:
    with season.begin() as connection:
        people = connection.execute(text("UPDATE contact SET note = 'last words'")).rowcount
    # As a kill leaves it: the file and its log, and nobody who closed them.
    log = tmp_path / "season.sqlite-wal"
    assert log.stat().st_size
    (tmp_path / "killed.sqlite").write_bytes((tmp_path / "season.sqlite").read_bytes())
    (tmp_path / "killed.sqlite-wal").write_bytes(log.read_bytes())

    engine = open_file(tmp_path / "killed.sqlite")
    make_ready(engine, workers=1)

    with engine.begin() as connection:
        told = text("SELECT count(*) FROM contact WHERE note = 'last words'")
        assert connection.scalar(told) == people > 100
    engine.dispose()


def test_a_damaged_database_is_refused_and_not_touched(season: Engine, tmp_path: Path) -> None:
    season.dispose()
    file = tmp_path / "season.sqlite"
    left = damage(file)

    engine = open_file(file)
    with pytest.raises(CannotStart, match=r"is damaged .* restore the newest backup"):
        make_ready(engine, workers=1)
    engine.dispose()

    assert file.read_bytes() == left


def test_a_database_of_a_later_hallway_is_refused(season: Engine) -> None:
    with season.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(CannotStart, match=r"later version \(9999\)"):
        make_ready(season, workers=1)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (
            {
                "HALLWAY_DATABASE_URL": "postgresql+psycopg://nobody@127.0.0.1:1/nothing",
                "HALLWAY_SECRET_KEY": "tests only " * 4,
            },
            "The database does not answer",
        ),
        ({"HALLWAY_DATABASE_URL": "mysql://x"}, "HALLWAY_DATABASE_URL must begin with"),
        ({"PORT": "eighty"}, "PORT must be a whole number"),
    ],
)
def test_the_server_says_in_a_sentence_why_it_does_not_start(
    settings: dict[str, str], said: str, tmp_path: Path
) -> None:
    ground = {"PATH": os.environ["PATH"], "HALLWAY_INSTANCE": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", "serve"],
        cwd=ROOT,
        env={**ground, "PORT": str(free_port()), **settings},
        capture_output=True,
        text=True,
    )
    assert done.returncode
    assert said in done.stderr
    assert "Traceback" not in done.stderr
