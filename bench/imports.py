"""An import of 5 MB through the API: its memory, its time, and the line that vobject hangs on."""

import json
import tempfile
import threading
import urllib.request
from collections.abc import Callable
from pathlib import Path
from statistics import quantiles
from time import perf_counter
from uuid import uuid4

import vobject

from bench.rows import Row, median, seconds
from bench.servers import worker_memory
from tests.serving import Server, serving
from webapp.formats.vcard_reader import read_vcards

BYTES = 5 * 1024 * 1024 - 4096
PEOPLE = 4_900
PAIRS = 22
LIKE = 1_000
COMMAND = "python -m bench imports"


def measure() -> list[Row]:
    """Each on a server of its own, with one worker."""
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as server:
        token = server.add_user("bench@example.org")
        idle = worker_memory(server)
        data = _file()
        looking, peak = _with_peak(
            server, lambda: post_import(server, token, data, "?dry_run=true")
        )
        taking, peak_run = _with_peak(server, lambda: post_import(server, token, data, ""))
        different = seconds(
            lambda: post_import(server, token, people_cards(LIKE, "Ngozi{n} Okafor{n}"), "")
        )
        like = seconds(lambda: post_import(server, token, people_cards(LIKE, "John Smith"), ""))
        meanwhile = _others_meanwhile(server, token)
    parse = seconds(lambda: list(vobject.readComponents(data.decode())))
    grown = (max(peak, peak_run) - idle) / 1024
    return [
        Row(f"import of {len(data) / 1024**2:.1f} MB, memory above idle", f"{grown:.0f} MB",
            "the goal", "100 MB", grown / 100, None, "under 100 MB", COMMAND),
        Row(f"looking at {PEOPLE} cards", f"{looking:.1f} s", "vobject, parse alone",
            f"{parse:.1f} s", looking / parse, None, "at most 1.2", COMMAND),
        Row(f"taking {PEOPLE} cards", f"{taking:.1f} s", "vobject, parse alone",
            f"{parse:.1f} s", taking / parse, None, "at most 1.2", COMMAND),
        Row(f"taking {LIKE} people of one name", f"{like:.1f} s", "of different names",
            f"{different:.1f} s", like / different, None, "at most 4", COMMAND),
        Row("captures of somebody else during an import, p99", f"{meanwhile:.0f} ms",
            "the goal", "250 ms", meanwhile / 250, None, "under 250 ms", COMMAND),
        _hostile(),
    ]  # fmt: skip


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


def _others_meanwhile(server: Server, token: str) -> float:
    """How long another account waits for a capture while an import runs (ms, p99)."""
    other = server.add_user("other@example.org")
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
