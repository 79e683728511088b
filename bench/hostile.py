"""Hostile address books and codes: four times as much of them takes about four times the time.

The tests count calls; the time inside one, where an expression may run away, is seen here alone.
"""

from collections.abc import Callable
from functools import partial
from time import process_time

from bench.rows import Row
from tests.formats.test_scanned import BASE, BEGINNINGS, REPEATED
from tests.formats.test_vcard_reader_promises import HOSTILE
from webapp.formats.scanned import read_scanned
from webapp.formats.vcard_reader import read_vcards

SIZE = 20_000
LONG_ENOUGH = 0.004
"""Seconds: what takes less says more of the machine than of the work."""
REPEATS = 3
COMMAND = "python -m bench hostile"


def measure() -> list[Row]:
    """The worst of the shapes of files, and of codes."""
    files = {name: partial(_read_file, shape) for name, shape in HOSTILE.items()}
    codes = {
        f"{start}{bit}": partial(_read_code, start, bit) for start in BEGINNINGS for bit in REPEATED
    }
    return [_row("files", files), _row("codes", codes)]


def _row(what: str, shapes: dict[str, Callable[[int], None]]) -> Row:
    ratio, whole, part, name = max((*_four_times(read), name) for name, read in shapes.items())
    return Row(
        work=f"the worst of {len(shapes)} hostile {what}: {name!r}",
        ours=f"{whole * 1000:.0f} ms",
        beside="a quarter of it",
        theirs=f"{part * 1000:.0f} ms",
        ratio=ratio,
        spread=None,
        goal="at most 8",
        command=COMMAND,
    )


def _four_times(read: Callable[[int], None]) -> tuple[float, float, float]:
    """How many times longer something four times as long takes, and both times."""
    size, part = SIZE, 0.0
    while part < LONG_ENOUGH and size < 32 * SIZE:
        size *= 2
        part = _least(read, size)
    whole = _least(read, 4 * size)
    return whole / part, whole, part


def _least(read: Callable[[int], None], size: int) -> float:
    """Seconds of the processor, of the quickest of several times."""
    times = []
    for _ in range(REPEATS):
        begin = process_time()
        read(size)
        times.append(process_time() - begin)
    return min(times)


def _read_file(shape: Callable[[int], bytes], size: int) -> None:
    for _ in read_vcards(shape(size)):
        pass


def _read_code(start: str, bit: str, times: int) -> None:
    read_scanned(start + bit * times, BASE)
