"""The hello-world floor under the same server as Hallway."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.serving import ROOT, Server, free_port, wait_until_it_answers


@contextmanager
def hello(workers: int) -> Iterator[Server]:
    """The floor, served as `flask serve` serves Hallway."""
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "bench.hello:app"]
    command += ["--port", str(port), "--workers", str(workers), "--blocking-threads", "4"]
    command += ["--log-level", "warning", "--no-ws"]
    process = subprocess.Popen(command, cwd=ROOT)
    try:
        server = Server(f"http://127.0.0.1:{port}", {}, process)
        wait_until_it_answers(server)
        yield server
    finally:
        process.terminate()
        process.wait(20)


def port_of(server: Server) -> int:
    """The port in a server's address."""
    return int(server.url.rpartition(":")[2])
