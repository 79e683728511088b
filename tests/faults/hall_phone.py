"""The phone of the bad hall: a real Chromium with a profile on disk and two tabs.

People are taken down and looked after through the pages, as a person does it, and what the pages
say is written into `Told`: that, and nothing else, is promised.
"""

import os
import signal
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Page, Playwright, expect

from tests.browser.driving import launch_with_profile
from tests.serving import PASSWORD

EMAIL = "hall@example.org"
TABS = 2
PATIENCE = 60_000
"""Milliseconds that a page may take: the machine may have other work."""

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

# What the phone's storage holds: what waits (in IndexedDB or the journal), or the whole copy.
HELD = """async (store) => {
  const asked = (one) => new Promise((resolve, reject) => {
    one.onsuccess = () => resolve(one.result);
    one.onerror = () => reject(one.error);
  });
  const held = [];
  for (const { name } of await indexedDB.databases()) {
    if (!name.startsWith("hallway-")) continue;
    const database = await asked(indexedDB.open(name));
    held.push(...(await asked(database.transaction(store).objectStore(store).getAll())));
    database.close();
  }
  if (store !== "outbox") return held;
  const keys = Object.keys(localStorage).filter((key) => key.startsWith("hallway.journal."));
  const journal = keys.map((key) => JSON.parse(localStorage.getItem(key)));
  return [...new Map([...journal, ...held].map((op) => [op.op_id, op])).values()];
}"""


@dataclass
class Told:
    """What the pages said is saved, to be found again."""

    people: set[str] = field(default_factory=set)
    """The names of those taken down."""
    again: dict[str, str] = field(default_factory=dict)
    """The detail of each further meeting, and with whom (an id)."""
    notes: dict[str, str] = field(default_factory=dict)
    """What was added to whose note."""
    states: dict[str, str] = field(default_factory=dict)
    """Whose first letter was marked "sent" or "skipped"."""
    put_off: set[str] = field(default_factory=set)
    deleted: dict[str, str] = field(default_factory=dict)
    """The name of each who was deleted."""
    doubtful: set[str] = field(default_factory=set)
    """The names of those whose deletion no page confirmed in time: they may be there or not."""

    @property
    def touched(self) -> set[str]:
        """The ids of those with whom more was done than to take them down."""
        return {
            *self.again.values(), *self.notes, *self.states, *self.put_off, *self.deleted,
        }  # fmt: skip

    @property
    def total(self) -> int:
        """How many operations."""
        more = (self.again, self.notes, self.states, self.put_off, self.deleted)
        return len(self.people) + sum(map(len, more))


class Phone:
    """One Chromium with a profile on disk, and two tabs at the capture page."""

    def __init__(self, playwright: Playwright, folder: Path, url: str, *flags: str) -> None:
        self._playwright, self._folder, self._url = playwright, folder, url
        self._flags = flags
        self.told, self.broken = Told(), Counter[str]()
        self._over = 0
        self.open()

    def open(self) -> None:
        """Start the browser, as after a kill or a dead battery."""
        self.context: BrowserContext = launch_with_profile(
            self._playwright, self._folder, *self._flags
        )
        self.context.set_default_timeout(PATIENCE)
        self.tabs = [self._tab() for _ in range(TABS)]

    def _tab(self) -> Page:
        page = self.context.new_page()
        page.on("console", self._hear)
        return page

    def _hear(self, said: ConsoleMessage) -> None:
        kind, _, name = said.text.partition(" ")
        if kind == "saved":
            self.told.people.add(name)
        elif kind == "burst":
            self._over += 1
            if name != "over":
                self.broken[name] += 1

    def sign_in(self, path: str = "/signin?next=/") -> None:
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

    def said(self) -> str:
        """The sync line of the first tab."""
        return self.tabs[0].locator("[data-sync-line]").inner_text()

    def waiting(self) -> list[dict[str, Any]]:
        """The operations that are on this phone only."""
        return list(self.tabs[0].evaluate(HELD, "outbox"))

    def copy(self) -> dict[tuple[str, str], Any]:
        """What the phone holds of the server, `{(kind, id): value}`."""
        things = self.tabs[0].evaluate(HELD, "things")
        return {(one["kind"], one["id"]): one["value"] for one in things}

    def look_after(self, most: int) -> None:
        """With no network, from the pocket: for `most` people each thing that can be done."""
        self.context.set_offline(True)
        self.tabs[0].goto(self._url + "/contacts")
        self.tabs[0].locator("[data-pocket] > *").first.wait_for()
        links = self.tabs[0].locator("main li.row a.name")
        ids = [
            str(link.get_attribute("href")).rpartition("/")[2].removesuffix(".here")
            for link in links.all()
        ]
        free = [one for one in reversed(ids) if one not in self.told.touched]
        deeds = [self._meet_again, self._note, self._mark_sent, self._skip, self._put_off]
        for number, whom in enumerate(free[: most * (len(deeds) + 1)]):
            deed = [*deeds, self._delete][number % (len(deeds) + 1)]
            try:
                deed(whom)
            except (AssertionError, Error):
                self.broken[deed.__name__] += 1
        self.context.set_offline(False)

    def _meet_again(self, whom: str) -> None:
        page, detail = self.tabs[0], f"met again {whom}"
        page.goto(f"{self._url}/contacts/{whom}")
        page.get_by_role("link", name="Met again").click()
        page.get_by_label("One detail").fill(detail)
        page.get_by_role("button", name="Save").click()
        expect(page.locator("[data-saved]")).to_contain_text(
            "Saved on this phone", timeout=PATIENCE
        )
        self.told.again[detail] = whom

    def _note(self, whom: str) -> None:
        page, text = self.tabs[0], f"note of {whom}"
        page.goto(f"{self._url}/contacts/{whom}/edit")
        page.get_by_label("Note").fill(text)
        page.get_by_role("button", name="Save").click()
        self._hears("Saved on this phone")
        self.told.notes[whom] = text

    def _mark_sent(self, whom: str) -> None:
        self._open_letter(whom)
        self.tabs[0].get_by_role("button", name="I have sent it").click()
        self._hears("Noted: sent")
        self.told.states[whom] = "sent"

    def _skip(self, whom: str) -> None:
        self._open_letter(whom)
        self.tabs[0].get_by_role("button", name="Skip").click()
        self._hears("Skipped")
        self.told.states[whom] = "skipped"

    def _put_off(self, whom: str) -> None:
        self._open_letter(whom)
        self.tabs[0].get_by_text("Not now").click()
        self.tabs[0].get_by_role("button", name="In 2 days").click()
        self._hears("Put off")
        self.told.put_off.add(whom)

    def _delete(self, whom: str) -> None:
        self.tabs[0].goto(f"{self._url}/contacts/{whom}")
        name = self.tabs[0].locator("[data-pocket] h1").inner_text()
        self.told.doubtful.add(name)
        self.tabs[0].get_by_role("button", name="Delete this person").click()
        self._hears("Deleted")
        self.told.doubtful.remove(name)
        self.told.deleted[whom] = name

    def _open_letter(self, whom: str) -> None:
        page = self.tabs[0]
        page.goto(f"{self._url}/contacts/{whom}")
        page.locator("main a[href^='/follow-ups/']").first.click()

    def _hears(self, text: str) -> None:
        expect(self.tabs[0].locator("[data-told]")).to_contain_text(text, timeout=PATIENCE)

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
