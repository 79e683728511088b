"""A whole phone in a bad hall: a real Chromium, the worst network, a server that comes and goes.

`python -m tests.faults.hall --operations 10000` prints how many captures were saved on the phone,
and how many of those the server has not, or has twice. Two tabs of one phone take people down
through the page itself, while the proxy of proxy.py cuts, delays, doubles and falsifies what they
send. In between the tabs are loaded anew, the browser is killed, the server is killed, the sign-in
ends, and the database is replaced by a backup.
"""

import argparse
import os
import random
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Timer

from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Page, Playwright
from playwright.sync_api import sync_playwright as playwright_running

from tests.browser.conftest import wait_for_worker
from tests.browser.driving import launch_with_profile
from tests.faults.kills import file_in, kill, names_in
from tests.faults.proxy import ChaosProxy
from tests.serving import PASSWORD, Server, free_port, serving

EMAIL = "hall@example.org"
TABS = 2
BURST = 20
"""People that each tab takes down between two misfortunes."""
RATE = 0.35

# Each person is typed and saved as the page lets a person do it, and told only once the page says
# that it is saved. A capture that the page answers otherwise is not counted as saved.
TAKE_DOWN = """names => { (async () => {
  const form = document.querySelector("form[data-capture]");
  const said = document.querySelector("[data-saved]");
  const { name, detail } = form.elements;
  for (const one of names) {
    name.value = one;
    detail.value = `ran Boston in the rain, says ${one}`;
    name.dispatchEvent(new Event("input", { bubbles: true }));
    said.replaceChildren();
    form.requestSubmit();
    const end = performance.now() + 8000;
    while (!said.textContent.startsWith("Saved on this phone")) {
      if (performance.now() > end) throw new Error(`no word of ${one}`);
      await new Promise((done) => setTimeout(done, 2));
    }
    console.info("saved " + one);
  }
})().then(() => console.info("burst over"), (error) => console.info("burst broken " + error)); }"""


@dataclass
class Tally:
    """What came of a run."""

    saved: set[str] = field(default_factory=set)
    misfortunes: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    left: str = ""

    def __str__(self) -> str:
        met = ", ".join(f"{name} {count}" for name, count in sorted(self.misfortunes.items()))
        hurt = sum(count for name, count in self.faults.items() if name != "PASSED")
        return (
            f"{len(self.saved)} saved on the phone, {len(self.lost)} lost, "
            f"{len(self.doubled)} doubled; {hurt} of {self.faults.total()} requests hurt; {met}"
        )


class Phone:
    """One Chromium with a profile on disk, and two tabs at the capture page."""

    def __init__(self, playwright: Playwright, folder: Path, url: str, tally: Tally) -> None:
        self._playwright, self._folder, self._url, self._tally = playwright, folder, url, tally
        self._over = 0
        self.open()

    def open(self) -> None:
        """Start the browser, as after a kill or a dead battery."""
        self.context: BrowserContext = launch_with_profile(self._playwright, self._folder)
        self.context.set_default_timeout(30_000)
        self.tabs = [self._tab() for _ in range(TABS)]

    def _tab(self) -> Page:
        page = self.context.new_page()
        page.on("console", self._hear)
        return page

    def _hear(self, said: ConsoleMessage) -> None:
        kind, _, name = said.text.partition(" ")
        if kind == "saved":
            self._tally.saved.add(name)
        elif kind == "burst":
            self._over += 1
            if name != "over":
                self._tally.broken.append(name)

    def sign_in(self, path: str) -> None:
        """Through the page, in the first tab; the sync line leads there."""
        page = self.tabs[0]
        page.goto(self._url + path)
        if not page.locator("[name=email]").count():
            return
        if path == "/signup":
            page.fill("[name=name]", "Asha Rao")
        page.fill("[name=email]", EMAIL)
        page.fill("[name=password]", PASSWORD)
        page.locator("main form button:not([type=button])").first.click()
        page.wait_for_url(self._url + "/")

    def to_capture(self) -> None:
        """Both tabs to the capture page, loaded anew."""
        for page in self.tabs:
            page.goto(self._url + "/capture")
            page.wait_for_function("() => document.querySelector('[data-sync-line]').textContent")

    def take_down(self, bursts: list[list[str]]) -> None:
        """Both tabs at once; returns when both are through, or the browser is gone.

        A tab that was loaded anew by itself never says so: after a minute it is not waited for.
        """
        self._over, end = 0, time.monotonic() + 60
        for page, names in zip(self.tabs, bursts, strict=True):
            page.evaluate(TAKE_DOWN, names)
        while self._over < TABS and time.monotonic() < end:
            self.wake()
            self.tabs[0].wait_for_timeout(100)

    def wake(self) -> None:
        """What a phone does when it is taken out of the pocket: look for the network again."""
        for page in self.tabs:
            page.evaluate("() => { dispatchEvent(new Event('online')); }")

    def kill(self) -> None:
        """SIGKILL for every process of this browser, and no other."""
        mark = f"--user-data-dir={self._folder}"
        for entry in Path("/proc").glob("[0-9]*/cmdline"):
            with suppress(OSError):
                if mark in entry.read_bytes().decode(errors="replace").split("\0"):
                    os.kill(int(entry.parent.name), signal.SIGKILL)

    def close(self) -> None:
        with suppress(Error):
            self.context.close()


class Hall:
    """The phone, the proxy and the server; each misfortune is a method."""

    def __init__(self, folder: Path, playwright: Playwright, stack: ExitStack, seed: int) -> None:
        self.folder, self.tally, self.chance = folder, Tally(), random.Random(seed)
        self._stack = stack
        self.proxy = stack.enter_context(ChaosProxy("", seed=seed, delay=0.1))
        self.server = self._serve()
        self.phone = Phone(playwright, folder / "profile", self.proxy.url, self.tally)
        stack.callback(lambda: self.phone.close())
        self.phone.sign_in("/signup")
        self.phone.to_capture()
        wait_for_worker(self.phone.tabs[0])
        self.phone.to_capture()
        self.proxy.rate = RATE

    def _serve(self) -> Server:
        """A server at a port of its own: somebody else may have taken the last one's by now."""
        server = self._stack.enter_context(serving(self.folder / "instance"))
        self.proxy.upstream = server.url
        return server

    def nothing(self, bursts: list[list[str]]) -> None:
        """Only the network."""
        self.phone.take_down(bursts)

    def reload(self, bursts: list[list[str]]) -> None:
        """Both tabs are loaded anew right behind the last save."""
        self.phone.take_down(bursts)
        self.phone.to_capture()

    def kill_browser(self, bursts: list[list[str]]) -> None:
        """The browser ends in the middle of it, and is opened again."""
        killing = Timer(self.chance.uniform(0.05, 0.6), self.phone.kill)
        killing.start()
        with suppress(Error):
            self.phone.take_down(bursts)
        killing.join()
        self.phone.close()
        self.phone.open()
        self.phone.to_capture()

    def kill_server(self, bursts: list[list[str]]) -> None:
        """The server ends in the middle of it, and another starts."""
        killing = Timer(self.chance.uniform(0.05, 0.6), lambda: kill(self.server))
        killing.start()
        self.phone.take_down(bursts)
        killing.join()
        self.server = self._serve()

    def end_sign_in(self, bursts: list[list[str]]) -> None:
        """The sign-in ends on the server; people are taken down all the same, then one signs in."""
        with sqlite3.connect(self.folder / "instance/hallway.sqlite", timeout=10) as database:
            database.execute("DELETE FROM sign_in")
        self.phone.take_down(bursts)
        self.phone.sign_in("/signin?next=/")
        self.phone.to_capture()

    def restore_backup(self, bursts: list[list[str]]) -> None:
        """Everything the server knows is put back from a backup, while captures wait."""
        self._drain()
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

    def _drain(self) -> None:
        """Wait until the phone says that it has nothing left."""
        rate, self.proxy.rate = self.proxy.rate, 0.0
        end = time.monotonic() + 60 + len(self.tally.saved) / 20
        while self.said() != "All saved" and time.monotonic() < end:
            if self.said() == "Sign in to sync":
                # A killed browser may have lost the cookie of a sign-in just made.
                self.phone.sign_in("/signin?next=/")
                self.phone.to_capture()
            self.phone.wake()
            self.phone.tabs[0].wait_for_timeout(200)
        self.tally.left = self.said()
        self.proxy.rate = rate

    def said(self) -> str:
        """The sync line of the first tab."""
        return self.phone.tabs[0].locator("[data-sync-line]").inner_text()

    def judge(self) -> Tally:
        """Let the phone send what is left, then compare."""
        self.phone.to_capture()
        self._drain()
        names = Counter(names_in(file_in(self.folder / "instance")))
        self.tally.lost = sorted(self.tally.saved - set(names))
        self.tally.doubled = sorted(name for name, count in names.items() if count > 1)
        self.tally.faults = self.proxy.counts
        return self.tally


ONCE: list[Callable[[Hall, list[list[str]]], None]] = [Hall.end_sign_in, Hall.restore_backup]
OFTEN = [Hall.nothing, Hall.nothing, Hall.reload, Hall.kill_browser, Hall.kill_server]


def run(operations: int, folder: Path, seed: int = 1, tell: Callable[[str], None] = str) -> Tally:
    """Take so many people down in that hall; every misfortune comes at least once.

    `tell` hears what comes next.
    """
    with ExitStack() as stack:
        playwright = stack.enter_context(playwright_running())
        hall = Hall(folder, playwright, stack, seed)
        rounds = max(1, operations // (TABS * BURST))
        coming = [*ONCE, *OFTEN[2:], *hall.chance.choices([*OFTEN, *ONCE[:1]], k=rounds)][:rounds]
        hall.chance.shuffle(coming)
        for number, misfortune in enumerate(coming):
            hall.tally.misfortunes[misfortune.__name__] += 1
            tell(f"{len(hall.tally.saved)} saved; now {misfortune.__name__}")
            misfortune(
                hall,
                [[f"{number}-{tab}-{one}" for one in range(BURST)] for tab in range(TABS)],
            )
        return hall.judge()


def main() -> None:
    """Run as long as asked and print what came of it."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--operations", type=int, default=10_000)
    ask.add_argument("--seed", type=int, default=1)
    asked = ask.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="hallway-hall-") as folder:
        hear = partial(print, file=sys.stderr, flush=True)
        tally = run(asked.operations, Path(folder), asked.seed, hear)
    print(f"{tally}, in {time.monotonic() - began:.0f} s")  # noqa: T201
    print(f"the line at the end: {tally.left}; broken bursts: {tally.broken[:5]}")  # noqa: T201


if __name__ == "__main__":
    main()
