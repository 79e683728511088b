"""A migration keeps what people have; a file is copied first, and a later Hallway's left alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from flask import Flask
from sqlalchemy import Connection, Engine, create_engine, text

from tests.conftest import Person
from tests.contacts.conftest import get, meet
from tests.imports.conftest import BAO, LINKEDIN, NGOZI, fates, look, take
from webapp import migrate, row_security
from webapp.db import db, engine_options, prepare


@contextmanager
def taken_back_to(revision: str) -> Iterator[Connection]:
    """The database as it was at an earlier revision, for everybody's rows to be looked at."""
    settings = Config()
    settings.set_main_option("script_location", str(migrate.MIGRATIONS))
    with migrate.keeping_rows(db.engine), db.engine.begin() as connection:
        settings.attributes["connection"] = connection
        row_security.open_to_everyone(connection)
        command.downgrade(settings, revision)
        yield connection


def test_a_table_is_altered_without_losing_what_refers_to_it(app: Flask, asha: Person) -> None:
    ngozi = meet(asha, promise="the sepsis paper")
    before = get(asha, f"/contacts/{ngozi}")
    with app.app_context():
        with taken_back_to("0005"):
            pass
        migrate.upgrade(db.engine)
        if db.engine.dialect.name == "sqlite":
            assert db.session.scalar(text("PRAGMA foreign_keys")) == 1
    after = get(asha, f"/contacts/{ngozi}")
    assert after == before
    assert after["encounters"]
    assert len(after["follow_ups"]) == 2


def test_the_files_of_imports_move_to_their_table_and_back(app: Flask, asha: Person) -> None:
    data = LINKEDIN.encode()
    listed, cards = look(asha, data, "text/csv"), look(asha, NGOZI)
    assert (len(listed["entries"]), len(cards["entries"])) == (1, 1)
    done = take(asha, BAO)
    with app.app_context():
        with taken_back_to("0016") as connection:
            kept = 'SELECT data FROM "import" ORDER BY created_at, id'
            files = [row.data and bytes(row.data) for row in connection.execute(text(kept))]
            assert files == [data, None, None]
        migrate.upgrade(db.engine)
        [row] = db.session.execute(text("SELECT import_id, data FROM import_file"))
        assert bytes(row.data) == data
        db.session.rollback()
    for before in (listed, cards, done):
        assert asha.browser.get(f"/api/v1/imports/{before['id']}").json == before
    started = asha.browser.post(f"/contacts/import/{listed['id']}/run")
    assert started.status_code == 303


def test_a_file_that_was_read_and_not_yet_compared_can_be_taken(app: Flask, asha: Person) -> None:
    looked = look(asha, NGOZI + BAO)
    with app.app_context():
        with taken_back_to("0019") as connection:
            connection.execute(text("""UPDATE "import" SET state = 'comparing', done = 1"""))
        migrate.upgrade(db.engine)
    asha.browser.post(f"/contacts/import/{looked['id']}/run")
    assert fates(get(asha, f"/imports/{looked['id']}")) == ["added", "added"]


def test_the_own_id_of_a_contact_is_kept_as_a_key_before_and_not_since(
    app: Flask, asha: Person
) -> None:
    ngozi = meet(asha)
    own = text("SELECT key FROM contact_key WHERE kind = 'card'")
    with app.app_context():
        with taken_back_to("0018") as connection:
            assert connection.scalars(own).all() == [ngozi]
        migrate.upgrade(db.engine)
        with db.engine.begin() as connection:
            row_security.open_to_everyone(connection)
            assert connection.scalars(own).all() == []


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """A file that has just been migrated."""
    options = engine_options(f"sqlite:///{tmp_path / 'hallway.sqlite'}")
    engine = create_engine(options.pop("url"), **options)
    prepare(engine)
    migrate.upgrade(engine)
    return engine


def go_back_to(engine: Engine, revision: str) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :to"), {"to": revision})


def test_a_file_at_todays_schema_is_not_copied(engine: Engine, tmp_path: Path) -> None:
    migrate.upgrade(engine)
    assert not (tmp_path / "backups").exists()
    engine.dispose()


def test_a_file_is_copied_before_it_is_migrated_and_the_latest_copies_are_kept(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_back_to(engine, "0002")
    monkeypatch.setattr(migrate.command, "upgrade", lambda *_: None)
    for _ in range(migrate.KEPT_COPIES + 2):
        migrate.upgrade(engine)
    copies = sorted((tmp_path / "backups").iterdir())
    assert len(copies) == migrate.KEPT_COPIES
    assert all(copy.name.endswith("-at-0002.sqlite") for copy in copies)
    engine.dispose()


def test_a_database_of_a_later_hallway_is_not_touched(engine: Engine) -> None:
    go_back_to(engine, "9999")
    with pytest.raises(migrate.TooNew, match="9999"):
        migrate.upgrade(engine)
    assert migrate.revision(engine) == "9999"
    engine.dispose()
