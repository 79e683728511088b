"""Five times as many captures are offered as can be taken, through Caddy with the real Caddyfile.

`python -m tests.faults.overload [--seconds 20]` measures how many captures a second are taken,
offers five times that, and prints what became of them. It needs Debian's package `caddy`. Nothing
leaves this machine, and at most two thousand requests wait at a time.
"""

import argparse
import asyncio
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

from tests.faults.kills import file_in, names_in
from tests.serving import ROOT, free_port, serving
from webapp.db import new_id

TIMES = 5
WRITERS = 8
"""As many as the Caddyfile lets in at a time."""
MOST_WAITING = 2_000
TO_LOOPBACK = "{\n\tadmin off\n\tauto_https off\n}\n"


@dataclass
class Tally:
    """What became of the captures that were offered."""

    taken: list[str] = field(default_factory=list)
    """The names that were acknowledged."""
    seconds: list[float] = field(default_factory=list)
    """How long each of those waited."""
    refused: int = 0
    """Answers of 503 that say when to come again."""
    strange: Counter[str] = field(default_factory=Counter)
    """Anything else."""
    offered_a_second: float = 0

    def p99_ms(self) -> float:
        """What 99 of 100 that were taken waited at most."""
        return statistics.quantiles(self.seconds, n=100)[98] * 1000


@contextmanager
def caddy(upstream: int, folder: Path, plain: int | None = None) -> Iterator[int]:
    """Caddy with deploy/Caddyfile on the loopback before this port; gives its own.

    What stands for https is plain too; `plain` is the port that stands for http.
    """
    port = free_port()
    text = (ROOT / "deploy/Caddyfile").read_text()
    text = text.replace(
        "http://hallway.example.org {", f"http://127.0.0.1:{plain or free_port()} {{"
    )
    text = text.replace("hallway.example.org {", f"http://127.0.0.1:{port} {{")
    text = text.replace("127.0.0.1:8000", f"127.0.0.1:{upstream}")
    (folder / "Caddyfile").write_text(TO_LOOPBACK + text)
    command = ["caddy", "run", "--config", str(folder / "Caddyfile")]
    environment = {**os.environ, "HOME": str(folder), "XDG_DATA_HOME": str(folder)}
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(port: int) -> None:
    for _ in range(100):
        try:
            with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("Caddy did not begin to answer")


class Crowd:
    """Phones that send captures over connections that they keep."""

    def __init__(self, port: int, token: str) -> None:
        self.port, self.token = port, token
        self.tally = Tally()
        self._idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def closed_loop(self, seconds: float) -> float:
        """Eight that each wait for their answer; gives how many a second were taken."""
        end = time.perf_counter() + seconds

        async def write() -> None:
            while time.perf_counter() < end:
                await self._send()

        await asyncio.gather(*(write() for _ in range(WRITERS)))
        return len(self.tally.taken) / seconds

    async def open_loop(self, rate: float, seconds: float) -> None:
        """So many a second, whether the ones before were answered or not."""
        begin, tasks, made = time.perf_counter(), set[asyncio.Task[None]](), 0
        while (now := time.perf_counter() - begin) < seconds:
            for _ in range(min(int(now * rate) - made, MOST_WAITING - len(tasks))):
                task = asyncio.create_task(self._send())
                tasks.add(task)
                task.add_done_callback(tasks.discard)
                made += 1
            await asyncio.sleep(0.002)
        await asyncio.gather(*tasks)
        self.tally.offered_a_second = made / seconds

    async def _send(self) -> None:
        op_id = new_id()
        name, begin = f"Person {op_id}", time.perf_counter()
        body = json.dumps({"name": name, "detail": "ran Boston in the rain"})
        head = (
            f"PUT /api/v1/captures/{op_id} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n"
            f"Authorization: Bearer {self.token}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        try:
            status, answered = await self._ask((head + body).encode())
        except (OSError, asyncio.IncompleteReadError) as error:
            self.tally.strange[type(error).__name__] += 1
            return
        if status in {200, 201}:
            self.tally.taken.append(name)
            self.tally.seconds.append(time.perf_counter() - begin)
        elif status == 503 and re.search(r"(?im)^retry-after: \d+", answered):
            self.tally.refused += 1
        else:
            self.tally.strange[str(status)] += 1

    async def _ask(self, sent: bytes) -> tuple[int, str]:
        reader, writer = (
            self._idle.pop()
            if self._idle
            else await asyncio.open_connection("127.0.0.1", self.port)
        )
        writer.write(sent)
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        length = re.search(r"(?im)^content-length: (\d+)", head)
        await reader.readexactly(int(length[1]) if length else 0)
        if re.search(r"(?im)^connection: close", head):
            writer.close()
        else:
            self._idle.append((reader, writer))
        return int(head.split(" ", 2)[1]), head

    def hang_up(self) -> None:
        """Close what was kept open."""
        for _, writer in self._idle:
            writer.close()


@dataclass
class Outcome:
    """How many a second are taken in peace, and what came of too many."""

    capacity: float
    peace: Tally
    tally: Tally
    lost: list[str]


def run(folder: Path, *, seconds: float, workers: int = 2) -> Outcome:
    """Measure, overload, and look whether all that was acknowledged is there."""
    instance = folder / "instance"
    with serving(instance, workers=workers) as server:
        token = server.add_user(f"{new_id()}@example.org")
        with caddy(int(server.url.rpartition(":")[2]), folder) as port:
            capacity, peace, tally = asyncio.run(_offer(port, token, seconds))
    there = set(names_in(file_in(instance)))
    return Outcome(capacity, peace, tally, sorted({*peace.taken, *tally.taken} - there))


async def _offer(port: int, token: str, seconds: float) -> tuple[float, Tally, Tally]:
    quiet = Crowd(port, token)
    await quiet.closed_loop(1)
    quiet.tally = Tally()
    capacity = await quiet.closed_loop(max(2, seconds / 4))
    quiet.hang_up()
    crowd = Crowd(port, token)
    await crowd.open_loop(capacity * TIMES, seconds)
    crowd.hang_up()
    return capacity, quiet.tally, crowd.tally


def main() -> None:
    """Overload for as long as asked and print what came of it."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--seconds", type=float, default=20)
    ask.add_argument("--workers", type=int, default=2)
    asked = ask.parse_args()
    if shutil.which("caddy") is None:
        sys.exit("This needs Caddy: apt install caddy")
    with tempfile.TemporaryDirectory(prefix="hallway-overload-") as folder:
        out = run(Path(folder), seconds=asked.seconds, workers=asked.workers)
    tally = out.tally
    print(  # noqa: T201
        f"{out.capacity:.0f} captures/s in peace from {WRITERS} writers, 99 of 100 within "
        f"{out.peace.p99_ms():.0f} ms; offered {tally.offered_a_second:.0f}/s for "
        f"{asked.seconds:.0f} s: {len(tally.taken) / asked.seconds:.0f}/s taken, of which 99 of "
        f"100 within {tally.p99_ms():.0f} ms, {tally.refused} told to come again, "
        f"{dict(tally.strange)} strange, {len(out.lost)} lost"
    )


if __name__ == "__main__":
    main()
