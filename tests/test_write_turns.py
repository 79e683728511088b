"""Writers take turns, and a turn always ends."""

import fcntl
import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from webapp import write_turns
from webapp.db import engine_options, prepare
from webapp.write_turns import WriteTurns


def test_a_second_writer_waits_until_the_first_gives_back(tmp_path: Path) -> None:
    turns = WriteTurns(str(tmp_path / "hallway.sqlite"))
    first: dict[str, Any] = {}
    order: list[str] = []

    def second() -> None:
        info: dict[str, Any] = {}
        turns.take(info)
        order.append("second")
        turns.give_back(info)

    turns.take(first)
    turns.take(first)
    waiting = threading.Thread(target=second)
    waiting.start()
    time.sleep(0.05)
    order.append("first")
    turns.give_back(first)
    turns.give_back(first)
    waiting.join(5)
    assert order == ["first", "second"]


def test_a_writer_waits_for_another_process_but_not_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write_turns, "PATIENCE", 0.1)
    turns = WriteTurns(str(tmp_path / "hallway.sqlite"))
    other = os.open(tmp_path / "hallway.sqlite-turns", os.O_RDWR | os.O_CREAT)
    fcntl.flock(other, fcntl.LOCK_EX)
    info: dict[str, Any] = {}
    turns.take(info)
    turns.give_back(info)
    os.close(other)
    turns.take(info)
    turns.give_back(info)


def test_sixteen_writers_all_get_through_and_none_keeps_the_turn(tmp_path: Path) -> None:
    engine = create_engine(**engine_options(f"sqlite:///{tmp_path / 'hallway.sqlite'}"))
    prepare(engine)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE row (n INTEGER)"))

    def write(n: int) -> None:
        for _ in range(10):
            with engine.connect() as connection:
                connection.execute(text("INSERT INTO row VALUES (:n)"), {"n": n})
                if n % 2:
                    connection.commit()

    with ThreadPoolExecutor(16) as writers:
        assert list(writers.map(write, range(16))) == [None] * 16
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM row")) == 80
    engine.dispose()
