"""The hello-world floor under the same server as Hallway."""

import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path

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


def cookie_of(server: Server, email: str, password: str) -> str:
    """Sign in as a browser does; gives the cookie that says who asks."""
    jar = CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    form = urllib.parse.urlencode({"email": email, "password": password}).encode()
    same = {"Sec-Fetch-Site": "same-origin"}
    opener.open(urllib.request.Request(f"{server.url}/signin", form, same)).close()
    return "; ".join(f"{one.name}={one.value}" for one in jar)


def worker_memory(server: Server) -> int:
    """Resident memory in KB of the largest process of the server (Linux)."""
    family, sizes = {server.process.pid}, [0]
    for folder in sorted(Path("/proc").glob("[0-9]*"), key=lambda path: int(path.name)):
        try:
            status = dict(
                line.split(":", 1) for line in (folder / "status").read_text().splitlines()
            )
        except OSError:
            continue
        if int(status["PPid"]) in family or int(folder.name) in family:
            family.add(int(folder.name))
            sizes.append(int(status.get("VmRSS", "0 kB").split()[0]))
    return max(sizes)
