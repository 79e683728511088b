"""Servers that begin in a fraction of a second, for runs of a thousand lives.

One process (`python -m tests.faults.lives`) imports everything once. Each line that it reads makes
a life: forked from it, it does all that `flask serve` does (looks the database over, repairs,
tidies, becomes granian with workers). No database, socket or thread is there before the fork.
"""

import os
import runpy
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.serving import ROOT, Server, free_port, wait_until_it_answers


@dataclass
class Life:
    """What is known of a forked server: its process, as far as killing it needs."""

    pid: int

    def wait(self) -> None:
        """Return once nothing is left of it."""
        while Path(f"/proc/{self.pid}").exists():
            time.sleep(0.002)


class Lives:
    """A place from which servers of one folder and one port begin, one after the other."""

    def __init__(self, instance: Path, workers: int, settings: dict[str, str]) -> None:
        self.port = free_port()
        self.environment = {
            **{name: text for name, text in os.environ.items() if not name.startswith("HALLWAY_")},
            "PORT": str(self.port),
            "HALLWAY_INSTANCE": str(instance),
            "PROMETHEUS_MULTIPROC_DIR": str(instance / "metrics"),
            **settings,
        }
        self._mother = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.lives", str(workers)],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    @contextmanager
    def serving(self) -> Iterator[Server]:
        """Serve until the block ends."""
        assert self._mother.stdin is not None
        assert self._mother.stdout is not None
        print(file=self._mother.stdin, flush=True)
        life = Life(int(self._mother.stdout.readline()))
        server = Server(f"http://127.0.0.1:{self.port}", self.environment, life)
        try:
            wait_until_it_answers(server, every=0.01)
            yield server
        finally:
            if Path(f"/proc/{life.pid}").exists():
                os.kill(life.pid, signal.SIGTERM)
            life.wait()

    def end(self) -> None:
        """No more lives."""
        assert self._mother.stdin is not None
        self._mother.stdin.close()
        self._mother.wait()


def bear(workers: str) -> None:
    """Fork a server for each line that comes in, and say its process id."""
    import_all()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for _ in sys.stdin:
        if (pid := os.fork()) == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            live(workers)
        print(pid, flush=True)  # noqa: T201


def import_all() -> None:
    """What a server would import at each of its starts."""
    import alembic.command
    import flask.cli
    import granian.cli

    import webapp.cli

    assert alembic, (flask, granian, webapp)


def live(workers: str) -> None:
    """`flask serve`, which becomes granian by words that it is told; here without a new image."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    words, told = os.pipe()
    if os.fork() == 0:
        from flask.cli import cli

        sys.argv = ["flask", "--app", "wsgi", "serve", "--workers", workers]
        os.execv = lambda _, argv: _tell(told, argv)  # type: ignore[assignment, misc]
        cli()
    os.close(told)
    with os.fdopen(words) as read:
        _, _, module, *sys.argv[1:] = read.read().split("\0")
    os.wait()
    runpy.run_module(module, run_name="__main__")


def _tell(pipe: int, argv: list[str]) -> None:
    os.write(pipe, "\0".join(argv).encode())
    os._exit(0)


if __name__ == "__main__":
    bear(sys.argv[1])
