"""A disk that fails under the server: fsync with EIO, writes with ENOSPC (injected by strace).

`python -m tests.faults.disk` prints, for each kind of failure, how many captures were refused,
acknowledged and lost.
"""

import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults.kills import Phones, Tally, file_in, names_in
from tests.serving import ROOT, Server, serving
from webapp.db import new_id

FAILURES = {
    "fsync fails": "fsync,fdatasync:error=EIO:when=5+7",
    "the disk is full": "pwrite64:error=ENOSPC:when=60+97",
}
"""strace's injections: from the n-th call of each thread on, every so many."""
ENOUGH = 30


def run(failure: str, instance: Path) -> Tally:
    """Take people down on a failing disk until enough were acknowledged, then look at them."""
    tally = Tally()
    with serving(instance) as server:
        token = server.add_user(f"{new_id()}@example.org")
    with serving(instance, port=port_of(server)) as server:
        with failing(server, failure), Phones(server.url, token) as phones:
            wait_for(phones, refused=3, seconds=60)
        with Phones(server.url, token) as after:
            wait_for(after, seconds=60)
    names = names_in(file_in(instance))
    tally.acknowledged = phones.acknowledged | after.acknowledged
    tally.refused = phones.refused
    tally.strange = phones.strange + after.strange
    tally.lost = sorted(set(tally.acknowledged.values()) - set(names))
    tally.doubled = sorted({name for name in names if names.count(name) > 1})
    return tally


@contextmanager
def failing(server: Server, failure: str) -> Iterator[None]:
    """Let system calls of the running server fail until the block ends."""
    pid = server.process.pid
    worker = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0]
    strace = shutil.which("strace") or "strace"
    tracer = subprocess.Popen(
        [strace, "-f", "-qq", "-p", worker, "-o", "/dev/null", "-e", f"inject={FAILURES[failure]}"]
    )
    try:
        time.sleep(0.5)
        yield
    finally:
        tracer.send_signal(signal.SIGINT)
        tracer.wait(20)


def wait_for(phones: Phones, *, refused: int = 0, seconds: float) -> None:
    """Return once enough captures were acknowledged, and so many refused."""
    end = time.monotonic() + seconds
    while len(phones.acknowledged) < ENOUGH or phones.refused < refused:
        if time.monotonic() > end:
            raise TimeoutError(f"{len(phones.acknowledged)} taken, {phones.refused} refused")
        time.sleep(0.02)


def port_of(server: Server) -> int:
    """The port in a server's address."""
    return int(server.url.rpartition(":")[2])


def main() -> None:
    """Try each failure and print what came of it."""
    for failure in FAILURES:
        with tempfile.TemporaryDirectory(prefix="hallway-disk-", dir=ROOT.parent) as folder:
            tally = run(failure, Path(folder))
            sys.stdout.write(f"{failure}: {tally}, {tally.refused} refused\n")


if __name__ == "__main__":
    main()
