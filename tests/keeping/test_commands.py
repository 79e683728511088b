"""Backing up, restoring and moving, typed by a tired person at night."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import BadSignature
from sqlalchemy import Engine

from tests.conftest import settings
from tests.serving import serving
from webapp import config, create_app
from webapp.accounts.model import find_by_email
from webapp.db import db
from webapp.demo.season import EMAIL
from webapp.keeping.copying import compare_rows
from webapp.row_security import open_to_everyone


@pytest.fixture
def here(season_file: Path, tmp_path: Path) -> Iterator[Flask]:
    """A Hallway on a file of its own, with a season in it."""
    file = copy(season_file, tmp_path / "here.sqlite")
    app = create_app(settings(f"sqlite:///{file}", tmp_path))
    yield app
    with app.app_context():
        db.engine.dispose()


def say(app: Flask, *words: str) -> str:
    return app.test_cli_runner().invoke(args=list(words)).output


def equal_rows(app: Flask, other: Engine) -> int:
    with app.app_context(), db.engine.begin() as one, other.begin() as two:
        open_to_everyone(two)
        return compare_rows(one, two)


@pytest.mark.slow
def test_a_running_hallway_is_backed_up_with_one_command(tmp_path: Path) -> None:
    file = tmp_path / "backup.sqlite"
    with serving(tmp_path) as running:
        said = running.flask("backup", str(file))
    assert f"Everything is in {file}" in said
    assert file.stat().st_size


def test_the_words_of_a_backup_and_of_a_restore(here: Flask, tmp_path: Path) -> None:
    file = tmp_path / "backup.sqlite"
    assert "Keep it off this machine" in say(here, "backup", str(file))
    assert "exists and was left as it is" in say(here, "backup", str(file))
    assert "could not be written: unable to open" in say(here, "backup", str(tmp_path / "a" / "b"))
    assert "has accounts already" in say(here, "restore", str(file))


def test_a_backup_comes_up_again_elsewhere(here: Flask, tmp_path: Path) -> None:
    say(here, "backup", str(tmp_path / "backup.sqlite"))
    (tmp_path / "there").mkdir()
    there = create_app(settings(f"sqlite:///{tmp_path / 'there.sqlite'}", tmp_path / "there"))

    assert "each was compared" in say(there, "restore", str(tmp_path / "backup.sqlite"))

    with there.app_context():
        assert find_by_email(db.session, EMAIL)
        db.engine.dispose()


def test_everything_moves_to_another_database_with_one_command(
    here: Flask, empty_engine: Engine
) -> None:
    address = empty_engine.url.render_as_string(hide_password=False)
    assert "compared each of them" in say(here, "move", "--to", address)
    assert equal_rows(here, empty_engine) > 100


def test_a_move_to_an_unknown_kind_of_database_is_refused_by_name(here: Flask) -> None:
    assert "--to must begin with sqlite:/// or" in say(here, "move", "--to", "mysql://x")


def test_after_a_new_secret_people_stay_signed_in_and_after_another_they_do_not(
    here: Flask, tmp_path: Path
) -> None:
    (tmp_path / "instance").mkdir()
    environment = {"HALLWAY_INSTANCE": str(tmp_path / "instance")}

    def signer() -> Any:
        app = create_app(config.load(environment))
        with app.app_context():
            db.engine.dispose()
        return SecureCookieSessionInterface().get_signing_serializer(app)

    cookie = signer().dumps({"name": "Asha"})
    config.rotate_kept_secret(tmp_path / "instance")
    assert signer().loads(cookie) == {"name": "Asha"}
    config.rotate_kept_secret(tmp_path / "instance")
    with pytest.raises(BadSignature):
        signer().loads(cookie)
    assert (tmp_path / "instance" / "secret-key").stat().st_mode & 0o777 == 0o600


def test_a_secret_of_the_environment_is_not_rotated_behind_its_back(
    here: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HALLWAY_SECRET_KEY", "x" * 40)
    assert "HALLWAY_OLD_SECRET_KEYS" in say(here, "rotate-secret")
