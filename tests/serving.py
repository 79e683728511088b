"""A real server of several workers, for tests that need one."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
PASSWORD = "a long password"


@dataclass
class Server:
    """A running Hallway: where it is, and how to reach its command line."""

    url: str
    environment: dict[str, str]
    process: Any
    """What runs it: `subprocess.Popen`, or `tests.faults.lives.Life`."""

    def flask(self, *words: str, stdin: str = "") -> str:
        """Run a command of the application against the same database."""
        done = subprocess.run(
            [sys.executable, "-m", "flask", "--app", "wsgi", *words],
            cwd=ROOT, env=self.environment, input=stdin, text=True, capture_output=True, check=True,
        )  # fmt: skip
        return done.stdout.strip()

    def add_user(self, email: str) -> str:
        """Make an account; gives an API token for it."""
        self.flask("user", "create", "--email", email, "--password-stdin", stdin=PASSWORD + "\n")
        return self.flask("user", "token", "--email", email)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(
    instance: Path, *, workers: int = 1, port: int | None = None, root: Path = ROOT, **settings: str
) -> Iterator[Server]:
    """Serve from this folder until the block ends; `root` is where the application itself is."""
    port = port or free_port()
    environment = {
        **{name: text for name, text in os.environ.items() if not name.startswith("HALLWAY_")},
        "PORT": str(port),
        "HALLWAY_INSTANCE": str(instance),
        **settings,
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "wsgi", "serve", "--workers", str(workers)],
        cwd=root, env=environment, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        server = Server(f"http://127.0.0.1:{port}", environment, process)
        wait_until_it_answers(server)
        yield server
    finally:
        process.terminate()
        process.wait(30)


def wait_until_it_answers(server: Server, seconds: float = 60, every: float = 0.05) -> None:
    """Return once /healthz says ok."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(server.url + "/healthz", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(every)
    pytest.fail(f"The server did not answer in {seconds} s")


def database_settings(url: str) -> dict[str, Any]:
    """The environment that makes a server use this database."""
    return {"HALLWAY_DATABASE_URL": url, "HALLWAY_SECRET_KEY": "tests only " * 4}
