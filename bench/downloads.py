"""Everybody as one file of vCards, while it is written: the first byte, the whole, the memory."""

import tempfile
import urllib.request
from pathlib import Path
from threading import Event, Thread
from time import perf_counter
from typing import NamedTuple

from bench.crowd import PASSWORD, make_owner
from bench.rows import Row, median, spread
from bench.servers import cookie_of, worker_memory
from tests.serving import Server, serving

PEOPLE = 10_000
REPEATS = 5
MEMORY_MB = 30
FIRST_MS = 100
COMMAND = "python -m bench downloads"


class Took(NamedTuple):
    """Milliseconds to the first byte, seconds to the last."""

    first: float
    whole: float


def measure() -> list[Row]:
    """One owner, one worker, one download after the other."""
    with tempfile.TemporaryDirectory() as folder:
        owner = make_owner(f"sqlite:///{Path(folder) / 'hallway.sqlite'}", PEOPLE)
        with serving(Path(folder)) as server:
            cookie = cookie_of(server, owner.email, PASSWORD)
            # The first pages read the templates and fill the caches, whatever they show.
            _get(server, "/contacts", cookie)
            idle = worker_memory(server)
            over, peak = Event(), [0]
            watcher = Thread(target=_watch, args=(server, over, peak))
            watcher.start()
            took = [_get(server, "/contacts.vcf", cookie) for _ in range(REPEATS)]
            over.set()
            watcher.join()
    firsts = [one.first / FIRST_MS for one in took]
    grown = (peak[0] - idle) / 1024
    whole = median([one.whole for one in took])
    return [
        Row(f"vCards of {PEOPLE:,} contacts from the database: the first byte",
            f"{median([one.first for one in took]):.0f} ms (the whole: {whole:.1f} s)", "the goal",
            f"{FIRST_MS} ms", median(firsts), spread(firsts), "within 100 ms", COMMAND),
        Row("the same: memory above idle", f"{grown:.0f} MB", "the goal", f"{MEMORY_MB} MB",
            grown / MEMORY_MB, None, f"under {MEMORY_MB} MB", COMMAND),
    ]  # fmt: skip


def _watch(server: Server, over: Event, peak: list[int]) -> None:
    while not over.wait(0.05):
        peak[0] = max(peak[0], worker_memory(server))


def _get(server: Server, path: str, cookie: str) -> Took:
    begin = perf_counter()
    asked = urllib.request.Request(server.url + path, headers={"Cookie": cookie})
    with urllib.request.urlopen(asked, timeout=600) as answer:
        answer.read(1)
        first = perf_counter() - begin
        while answer.read(65536):
            pass
    return Took(first * 1000, perf_counter() - begin)
