"""An import of 5 MB through the API: its memory, its time, and the line that vobject hangs on."""

import json
import tempfile
import threading
import urllib.request
from collections.abc import Callable
from pathlib import Path
from statistics import quantiles
from time import perf_counter
from typing import NamedTuple
from uuid import uuid4

import vobject

from bench.rows import Row, median, seconds, spread
from bench.servers import worker_memory
from tests.serving import Server, serving
from webapp.formats.vcard_reader import read_vcards

BYTES = 5 * 1024 * 1024 - 4096
PEOPLE = 4_900
PAIRS = 22
LIKE = 1_000
REPEATS = 3
COMMAND = "python -m bench imports"


class _Round(NamedTuple):
    """One round's seconds (`meanwhile` in milliseconds), and the most memory in KB."""

    looking: float
    taking: float
    parse: float
    like: float
    different: float
    meanwhile: float
    peak: int


def measure() -> list[Row]:
    """Each on a server of its own, with one worker; each round with an account of its own."""
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as server:
        idle = worker_memory(server)
        data = _file()
        rounds = [_round(server, data, number) for number in range(REPEATS)]
    grown = (rounds[0].peak - idle) / 1024
    return [
        Row(f"import of {len(data) / 1024**2:.1f} MB, memory above idle", f"{grown:.0f} MB",
            "the goal", "100 MB", grown / 100, None, "under 100 MB", COMMAND),
        _beside(f"looking at {PEOPLE} cards", "vobject, parse alone", "at most 1.2",
                [(one.looking, one.parse) for one in rounds]),
        _beside(f"taking {PEOPLE} cards", "vobject, parse alone", "at most 1.2",
                [(one.taking, one.parse) for one in rounds]),
        _beside(f"taking {LIKE} people of one name", "of different names", "at most 4",
                [(one.like, one.different) for one in rounds]),
        _meanwhile_row([one.meanwhile for one in rounds]),
        _hostile(),
    ]  # fmt: skip


def _round(server: Server, data: bytes, number: int) -> _Round:
    token = server.add_user(f"bench{number}@example.org")
    looking, peak = _with_peak(server, lambda: post_import(server, token, data, "?dry_run=true"))
    taking, peak_run = _with_peak(server, lambda: post_import(server, token, data, ""))
    unlike, alike = people_cards(LIKE, "Ngozi{n} Okafor{n}"), people_cards(LIKE, "John Smith")
    return _Round(
        looking,
        taking,
        seconds(lambda: list(vobject.readComponents(data.decode()))),
        different=seconds(lambda: post_import(server, token, unlike, "")),
        like=seconds(lambda: post_import(server, token, alike, "")),
        meanwhile=_others_meanwhile(server, token, f"other{number}@example.org"),
        peak=max(peak, peak_run),
    )


def _beside(work: str, beside: str, goal: str, pairs: list[tuple[float, float]]) -> Row:
    ours, theirs = zip(*pairs, strict=True)
    ratios = [one / other for one, other in pairs]
    return Row(work, f"{median(ours):.1f} s", beside, f"{median(theirs):.1f} s",
               median(ratios), spread(ratios), goal, COMMAND)  # fmt: skip


def _meanwhile_row(waits: list[float]) -> Row:
    return Row("captures of somebody else during an import, p99", f"{median(waits):.0f} ms",
               "the goal", "250 ms", median(waits) / 250, spread([one / 250 for one in waits]),
               "under 250 ms", COMMAND)  # fmt: skip


def _hostile() -> Row:
    line = "TEL" + ';A="b"' * PAIRS + '"'
    card = f"BEGIN:VCARD\n{line}:1\nEND:VCARD\n".encode()
    ours = median([seconds(lambda: list(read_vcards(card))) for _ in range(9)]) * 1000
    return Row(f"a line of {PAIRS} quoted parameters", f"{ours:.2f} ms", "the goal", "50 ms",
               ours / 50, None, "under 50 ms", COMMAND)  # fmt: skip


def post_import(server: Server, token: str, data: bytes, query: str) -> None:
    """Send a file to be imported, and wait for the answer."""
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "text/vcard"}
    asked = urllib.request.Request(server.url + "/api/v1/imports" + query, data, headers)
    with urllib.request.urlopen(asked, timeout=600) as answer:
        answer.read()


def _others_meanwhile(server: Server, token: str, email: str) -> float:
    """How long another account waits for a capture while an import runs (ms, p99)."""
    other = server.add_user(email)
    cards = people_cards(LIKE, "Bao{n} Tran{n}")
    running = threading.Thread(target=post_import, args=(server, token, cards, ""))
    running.start()
    took = []
    while running.is_alive():
        took.append(seconds(lambda: _put_capture(server, other)) * 1000)
    running.join()
    return quantiles(took, n=100)[98]


def _put_capture(server: Server, token: str) -> None:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    body = json.dumps({"name": "Ngozi", "detail": "twins"}).encode()
    url = f"{server.url}/api/v1/captures/{uuid4()}"
    asked = urllib.request.Request(url, body, headers, method="PUT")
    with urllib.request.urlopen(asked, timeout=60) as answer:
        answer.read()


def _with_peak(server: Server, work: Callable[[], None]) -> tuple[float, int]:
    """How long it took, and the most memory (KB) of the worker meanwhile."""
    peak, over = [0], threading.Event()

    def watch() -> None:
        while not over.wait(0.05):
            peak[0] = max(peak[0], worker_memory(server))

    watcher = threading.Thread(target=watch)
    watcher.start()
    begin = perf_counter()
    work()
    took = perf_counter() - begin
    over.set()
    watcher.join()
    return took, peak[0]


def _file() -> bytes:
    note = "x" * (BYTES // PEOPLE - 160)
    return people_cards(PEOPLE, "Adaeze{n} Eze{n}", f"NOTE:{note}\r\n")[:BYTES]


def people_cards(count: int, name: str, more: str = "") -> bytes:
    """A file of so many cards; `{n}` in the name is the number of each."""
    return "".join(
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name.format(n=n)}\r\nORG:Mercy {n}\r\n"
        f"EMAIL:{name.split()[0].format(n=n)}.{n}@example.org\r\nTEL:+1 973 55{n:05d}\r\n"
        f"{more}END:VCARD\r\n"
        for n in range(count)
    ).encode()
