"""A backup holds everything, appears whole or not at all, and goes back into either engine."""

import os
import threading
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert, select, text, update
from sqlalchemy.orm import Session

from tests.conftest import NOON
from tests.keeping.conftest import damage, open_file
from webapp.accounts.model import User
from webapp.db import new_id, sqlite
from webapp.keeping.backup import Unusable, back_up, move, restore
from webapp.keeping.copying import Differs, compare_rows
from webapp.revisions import Revision
from webapp.row_security import open_to_everyone

pytestmark = pytest.mark.slow


def rows_of(engine: Engine, other: Engine) -> int:
    with engine.begin() as one, other.begin() as two:
        open_to_everyone(two)
        return compare_rows(one, two)


def the_epoch(engine: Engine) -> str:
    with engine.begin() as connection:
        open_to_everyone(connection)
        return connection.scalars(select(Revision.epoch)).one()


def test_everything_goes_into_a_backup_and_back_into_either_engine(
    season: Engine, empty_engine: Engine, tmp_path: Path
) -> None:
    file = tmp_path / "backup.sqlite"
    back_up(season, file)

    restored = restore(file, empty_engine)

    backup = open_file(file)
    with empty_engine.begin() as connection:
        open_to_everyone(connection)
        connection.execute(update(Revision).values(epoch=the_epoch(season)))
    assert restored == rows_of(season, empty_engine) == rows_of(backup, empty_engine) > 100
    backup.dispose()


def test_after_a_restore_phones_pull_everything_anew(
    season: Engine, empty_engine: Engine, tmp_path: Path
) -> None:
    back_up(season, tmp_path / "backup.sqlite")
    restore(tmp_path / "backup.sqlite", empty_engine)
    assert the_epoch(empty_engine) != the_epoch(season)


def test_a_backup_of_either_engine_holds_every_row(
    season: Engine, empty_engine: Engine, tmp_path: Path
) -> None:
    move(season, empty_engine)
    file = tmp_path / "backup.sqlite"

    back_up(empty_engine, file)

    copy = open_file(file)
    assert rows_of(season, copy) > 100
    copy.dispose()


def test_a_backup_can_be_read_by_its_owner_alone(season: Engine, tmp_path: Path) -> None:
    back_up(season, tmp_path / "backup.sqlite")
    assert (tmp_path / "backup.sqlite").stat().st_mode & 0o777 == 0o600


def test_an_existing_file_is_never_overwritten(season: Engine, tmp_path: Path) -> None:
    file = tmp_path / "backup.sqlite"
    file.write_text("somebody's")
    with pytest.raises(FileExistsError):
        back_up(season, file)
    assert file.read_text() == "somebody's"


def test_a_backup_that_breaks_off_leaves_no_file(
    season: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def disk_full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", disk_full)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(OSError, match="No space left"):
        back_up(season, tmp_path / "backup.sqlite")
    assert sorted(tmp_path.iterdir()) == before


def test_a_backup_made_while_others_write_is_one_moment(season: Engine, tmp_path: Path) -> None:
    """The writer adds two accounts in one transaction: no backup may hold one of them alone."""
    done = threading.Event()

    def write() -> None:
        number = 0
        while not done.is_set():
            number += 1
            names = [f"{number}-{half}@example.org" for half in ("one", "two")]
            pair = [
                {"id": new_id(), "email": name, "password_hash": "none", "created_at": NOON}
                for name in names
            ]
            with season.begin() as connection:
                connection.execute(insert(User), pair)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for n in range(5):
            back_up(season, tmp_path / f"{n}.sqlite")
    finally:
        done.set()
        writer.join()
    for n in range(5):
        copy = sqlite.connect(str(tmp_path / f"{n}.sqlite"))
        found = copy.execute("SELECT count(*) FROM user WHERE email LIKE '%-%'").fetchone()[0]
        assert found % 2 == 0
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        copy.close()


def test_a_hallway_with_accounts_is_not_touched_by_a_restore(
    season: Engine, empty_engine: Engine, tmp_path: Path
) -> None:
    file = tmp_path / "backup.sqlite"
    back_up(season, file)
    restore(file, empty_engine)
    with empty_engine.begin() as connection:
        before = connection.execute(select(User.email)).all()

    with pytest.raises(Unusable, match="has accounts already"):
        restore(file, empty_engine)

    with empty_engine.begin() as connection:
        assert connection.execute(select(User.email)).all() == before


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"not a database at all, but long enough to have a header" * 40, "not a backup"),
        (b"", "not one of Hallway's"),
    ],
)
def test_what_is_no_backup_is_refused_in_words(
    content: bytes, said: str, empty_engine: Engine, tmp_path: Path
) -> None:
    file = tmp_path / "something"
    file.write_bytes(content)
    with pytest.raises(Unusable, match=said):
        restore(file, empty_engine)


def test_a_damaged_backup_is_refused(season: Engine, empty_engine: Engine, tmp_path: Path) -> None:
    file = tmp_path / "backup.sqlite"
    back_up(season, file)
    damage(file)
    with pytest.raises(Unusable, match=r"damaged|not a backup"):
        restore(file, empty_engine)


def test_a_backup_of_a_later_hallway_is_refused_in_words(
    season: Engine, empty_engine: Engine, tmp_path: Path
) -> None:
    file = tmp_path / "backup.sqlite"
    with season.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    back_up(season, file)
    with pytest.raises(Unusable, match=r"later version \(9999\)"):
        restore(file, empty_engine)


def test_a_row_that_changed_on_the_way_is_noticed(season: Engine, tmp_path: Path) -> None:
    file = tmp_path / "backup.sqlite"
    back_up(season, file)
    copy = open_file(file)
    with Session(copy) as session:
        someone = session.scalars(select(User)).first()
        assert someone is not None
        someone.name = "Another"
        session.commit()
    with pytest.raises(Differs, match="user"):
        rows_of(season, copy)
    copy.dispose()
