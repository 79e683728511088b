"""A whole phone in a bad hall: a real Chromium, the worst network, a server that comes and goes.

`python -m tests.faults.hall --operations 10000` prints how many operations the phone's pages called
saved, and how many of those are nowhere, are still on the phone, or are on the server twice. Two
tabs of one phone take people down through the page itself, while the proxy of proxy.py cuts,
delays, doubles and falsifies what they send. In between the tabs are loaded anew, the browser is
killed, the server is killed, the sign-in ends, people are edited, written to, put off and deleted
with no network, and the database is replaced by a backup.
"""

import argparse
import random
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from threading import Timer

from playwright.sync_api import Error, Playwright
from playwright.sync_api import sync_playwright as playwright_running

from tests.browser.conftest import wait_for_worker
from tests.faults.hall_judge import Tally, compare
from tests.faults.hall_phone import EMAIL, TABS, Phone
from tests.faults.kills import kill
from tests.faults.phone import PhoneWithoutScreen
from tests.faults.proxy import ChaosProxy
from tests.serving import Server, free_port, serving

BURST = 20
"""People that each tab takes down between two misfortunes."""
RATE = 0.35
Bursts = list[list[str]]


class Hall:
    """The phone, the proxy and the server; each misfortune is a method."""

    def __init__(self, folder: Path, playwright: Playwright, stack: ExitStack, seed: int) -> None:
        self.folder, self.chance = folder, random.Random(seed)
        self.misfortunes: Counter[str] = Counter()
        self._stack = stack
        self.proxy = stack.enter_context(ChaosProxy("", seed=seed, delay=0.1))
        self.server = self._serve()
        self.phone = Phone(playwright, folder / "profile", self.proxy.url)
        stack.callback(lambda: self.phone.close())
        self.phone.sign_in("/signup")
        self.phone.to_capture()
        wait_for_worker(self.phone.tabs[0])
        self.phone.to_capture()
        self.token = self.server.flask("user", "token", "--email", EMAIL)
        self.proxy.rate = RATE

    def _serve(self) -> Server:
        """A server at a port of its own: somebody else may have taken the last one's by now."""
        settings = {"HALLWAY_BASE_URL": self.proxy.url}
        server = self._stack.enter_context(serving(self.folder / "instance", **settings))
        self.proxy.upstream = server.url
        return server

    def nothing(self, bursts: Bursts) -> None:
        """Only the network."""
        self.phone.take_down(bursts)

    def reload(self, bursts: Bursts) -> None:
        """Both tabs are loaded anew right behind the last save."""
        self.phone.take_down(bursts)
        self.phone.to_capture()

    def no_network(self, bursts: Bursts) -> None:
        """People are taken down and looked after while nothing can be reached at all."""
        self.phone.take_down(bursts)
        self.phone.look_after(1)
        self.phone.to_capture()

    def kill_browser(self, bursts: Bursts) -> None:
        """The browser ends in the middle of it, and is opened again."""
        killing = Timer(self.chance.uniform(0.05, 0.6), self.phone.kill)
        killing.start()
        with suppress(Error):
            self.phone.take_down(bursts)
        killing.join()
        self._open_again()

    def kill_after_sign_in(self, bursts: Bursts) -> None:
        """The browser ends right behind a sign-in, before it has written its cookie down."""
        self._end_sign_in()
        self.phone.sign_in()
        self.phone.to_capture()
        self.phone.take_down(bursts)
        self.phone.kill()
        self._open_again()

    def _open_again(self) -> None:
        self.phone.close()
        self.phone.open()
        self.phone.to_capture()

    def kill_server(self, bursts: Bursts) -> None:
        """The server ends in the middle of it, and another starts."""
        killing = Timer(self.chance.uniform(0.05, 0.6), lambda: kill(self.server))
        killing.start()
        self.phone.take_down(bursts)
        killing.join()
        self.server = self._serve()

    def end_sign_in(self, bursts: Bursts) -> None:
        """The sign-in ends on the server; people are taken down all the same, then one signs in."""
        self._end_sign_in()
        self.phone.take_down(bursts)
        self.phone.sign_in()
        self.phone.to_capture()

    def _end_sign_in(self) -> None:
        with sqlite3.connect(self.folder / "instance/hallway.sqlite", timeout=60) as database:
            database.execute("DELETE FROM sign_in")

    def restore_backup(self, bursts: Bursts) -> None:
        """Everything the server knows is put back from a backup, while captures wait."""
        self.deliver()
        backup = self.folder / f"backup-{time.monotonic_ns()}"
        self.server.flask("backup", str(backup))
        self.proxy.upstream = f"http://127.0.0.1:{free_port()}"
        self.phone.take_down(bursts)
        kill(self.server)
        for file in (self.folder / "instance").glob("hallway.sqlite*"):
            file.unlink()
        self.server.flask("restore", str(backup))
        self.server = self._serve()
        self.phone.to_capture()

    def deliver(self) -> None:
        """Wait until nothing is on the phone only; sign in whenever its line asks for it."""
        rate, self.proxy.rate = self.proxy.rate, 0.0
        end = time.monotonic() + 120 + self.phone.told.total / 10
        while self.phone.waiting() and time.monotonic() < end:
            if self.phone.said() == "Sign in to sync":
                # A killed browser may have lost the cookie of a sign-in just made.
                self.phone.sign_in()
                self.phone.to_capture()
            self.phone.wake()
            self.phone.tabs[0].wait_for_timeout(500)
        self.proxy.rate = rate

    def judge(self) -> Tally:
        """Let the phone send what is left, then compare phone, server and what was told."""
        self.phone.to_capture()
        self.deliver()
        self.proxy.rate = 0
        server = PhoneWithoutScreen(self.proxy.url, self.token, "the server's own view")
        server.sync_all()
        end = time.monotonic() + 120
        while self._differences(server.pocket) and time.monotonic() < end:
            self.phone.wake()
            self.phone.tabs[0].wait_for_timeout(2_000)
        tally = compare(self.phone.told, self.phone.waiting(), server.pocket)
        tally.differences = self._differences(server.pocket)
        tally.line = self.phone.said()
        tally.misfortunes, tally.faults = self.misfortunes, self.proxy.counts
        tally.broken = self.phone.broken
        return tally

    def _differences(self, pocket: dict[tuple[str, str], object]) -> list[str]:
        """What the phone's copy holds otherwise than the server."""
        here = self.phone.copy()
        return sorted(
            f"{key}: {here.get(key)} on the phone, {pocket.get(key)} on the server"
            for key in {*here, *pocket}
            if here.get(key) != pocket.get(key)
        )


ONCE: list[Callable[[Hall, Bursts], None]] = [
    Hall.end_sign_in, Hall.kill_after_sign_in, Hall.restore_backup,
]  # fmt: skip
OFTEN = [Hall.nothing, Hall.reload, Hall.no_network, Hall.kill_browser, Hall.kill_server]


def run(
    operations: int,
    folder: Path,
    seed: int = 1,
    burst: int = BURST,
    tell: Callable[[str], None] = str,
) -> Tally:
    """Take about so many people down in that hall; every misfortune comes at least once.

    `tell` hears what comes next.
    """
    with ExitStack() as stack:
        playwright = stack.enter_context(playwright_running())
        hall = Hall(folder, playwright, stack, seed)
        rounds = max(1, operations // (TABS * burst))
        coming = [*ONCE, *OFTEN[1:], *hall.chance.choices([*OFTEN, *ONCE[:2]], k=rounds)][:rounds]
        hall.chance.shuffle(coming)
        for number, misfortune in enumerate(coming):
            hall.misfortunes[misfortune.__name__] += 1
            tell(f"{hall.phone.told.total} saved; now {misfortune.__name__}")
            names = [[f"{number}-{tab}-{one}" for one in range(burst)] for tab in range(TABS)]
            misfortune(hall, names)
        return hall.judge()


def main() -> None:
    """Run as long as asked and print what came of it."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--operations", type=int, default=10_000)
    ask.add_argument("--burst", type=int, default=BURST)
    ask.add_argument("--seed", type=int, default=1)
    asked = ask.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="hallway-hall-") as folder:
        hear = partial(print, file=sys.stderr, flush=True)
        tally = run(asked.operations, Path(folder), asked.seed, asked.burst, hear)
    print(f"{tally}, in {time.monotonic() - began:.0f} s")  # noqa: T201


if __name__ == "__main__":
    main()
