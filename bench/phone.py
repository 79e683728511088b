"""What a phone with a slow processor and a poor network sees, in a real Chromium.

The processor of the page is slowed down four times. Slow 3G is 400 ms and 400 kbit/s each way, as
WebPageTest has it.
"""

import os
import re
import signal
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from bench.imports import people_cards, post_import
from bench.rows import Row, median, spread
from tests.browser.conftest import sign_up, wait_for_worker
from tests.browser.driving import PHONE, fake_camera, launch
from tests.browser.test_hall import NGOZI, write_video
from tests.serving import Server, serving

COMMAND = "python -m bench phone"
REPEATS = 5
CROWD = 5_000
SLOWER = 4
SLOW_3G = {
    "offline": False, "latency": 400,
    "downloadThroughput": 400 * 1024 / 8, "uploadThroughput": 400 * 1024 / 8,
}  # fmt: skip
# Usable: the name field waits for its first letter, and what is saved would be kept.
WATCH = """
  const look = () => {
    const line = document.querySelector("[data-sync-line]");
    const ready = document.activeElement?.name === "name" && line?.textContent;
    if (ready) globalThis.usableAfter = performance.now();
    else requestAnimationFrame(look);
  };
  look();
"""
WATCH_SCAN = """
  addEventListener("playing", () => (globalThis.seenAt ??= performance.now()), true);
  const read = () => document.querySelector("[data-scan-result]:not([hidden])")
    ? (globalThis.readAt = performance.now()) : requestAnimationFrame(read);
  read();
"""
SAVE = """() => new Promise((resolve) => {
  const region = document.querySelector("[data-saved]");
  let begun;
  new MutationObserver(() => {
    if (region.textContent.startsWith("Saved on this phone")) resolve(performance.now() - begun);
  }).observe(region, {childList: true, characterData: true, subtree: true});
  begun = performance.now();
  document.querySelector("form[data-capture] .capture-save button").click();
})"""


# How many people the pocket copy holds, read as the page itself would.
HOLDS_ALL = """async (many) => {
  const asked = (one) => new Promise((resolve, reject) => {
    one.onsuccess = () => resolve(one.result);
    one.onerror = () => reject(one.error);
  });
  const { name } = (await indexedDB.databases())[0] ?? {};
  if (!name) return false;
  const database = await asked(indexedDB.open(name));
  const range = IDBKeyRange.bound(["contact"], ["contact", []]);
  const count = await asked(database.transaction("things").objectStore("things").count(range));
  database.close();
  return count >= many;
}"""
TYPE = """async (text) => {
  const input = document.querySelector("[data-pocket] input[type=search]");
  const took = [];
  for (let end = 1; end <= text.length; end += 1) {
    input.value = text.slice(0, end);
    const begun = performance.now();
    input.dispatchEvent(new Event("input", { bubbles: true }));
    took.push(performance.now() - begun);
    if (!document.querySelector("main li.row a.name")) throw new Error(`nobody for ${text}`);
    await new Promise((done) => setTimeout(done, 150));
  }
  return took;
}"""


def measure() -> list[Row]:
    """The figures of a first visit, of a hall without a network, of a save and of a scan."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        with serving(folder / "instance") as server:
            browser = launch(playwright)
            state = _signed_up(browser, server)
            rows = [
                *_sizes(server, state),
                _row("first visit of /capture usable, slow 3G",
                     _first_visits(browser, server, state), "solid 5 s, aim 3 s", 3_000),
                *_repeat_visits(browser, server, state),
                _row("tap Save to “Saved on this phone”",
                     _saves(browser, server, state), "solid 100 ms, aim 50 ms", 50),
                _row(f"a letter typed to the people found, of {CROWD:,} on the phone",
                     _letters(browser, server), "one frame of 60 a second", 1_000 / 60),
            ]  # fmt: skip
            browser.close()
            scans = _scans(playwright, server, state, folder)
            rows.append(_row("camera's first frame to decoded", scans, "solid 1 s, aim 0.4 s", 400))
    return rows


def _row(work: str, times: list[float], goal: str, aim: float) -> Row:
    return Row(
        work=work,
        ours=f"{median(times):.0f} ms",
        beside="the aim",
        theirs=f"{aim:.0f} ms",
        ratio=median(times) / aim,
        spread=spread([time / aim for time in times]),
        goal=goal,
        command=COMMAND,
    )


def _sizes(server: Server, state: Any) -> list[Row]:
    cookie = "; ".join(f"{one['name']}={one['value']}" for one in state["cookies"])
    worker = urllib.request.urlopen(server.url + "/sw.js").read().decode()
    kept = sorted(set(re.findall(r'"(/(?:static/dist|offline)[^"]*)"', worker)))
    built = re.findall(r'(?:href|src)="(/static/dist/[^"]+\.(?:css|js))"', _text(server, cookie))
    first = {
        encoding: _bytes(server, "/capture", encoding, cookie)
        + sum(_bytes(server, path, encoding) for path in built)
        for encoding in ("gzip", "br, gzip")
    }
    whole = sum(_bytes(server, path, "gzip") for path in kept)
    return [
        _size("everything precached, gzip", whole, "solid 80 KB, aim 45 KB", 45),
        _size("first capture screen, gzip", first["gzip"], "solid 30 KB, aim 14 KB", 14),
        _size("first capture screen, brotli", first["br, gzip"], "aim 14 KB", 14),
    ]


def _size(work: str, size: int, goal: str, aim: int) -> Row:
    ratio = size / 1024 / aim
    shown = f"{size / 1024:.1f} KB"
    return Row(work, shown, "the aim", f"{aim} KB", ratio, None, goal, COMMAND)


def _text(server: Server, cookie: str) -> str:
    asked = urllib.request.Request(server.url + "/capture", headers={"Cookie": cookie})
    with urllib.request.urlopen(asked) as answer:
        return str(answer.read().decode())


def _bytes(server: Server, path: str, encoding: str, cookie: str = "") -> int:
    headers = {"Accept-Encoding": encoding, "Cookie": cookie}
    with urllib.request.urlopen(
        urllib.request.Request(server.url + path, headers=headers)
    ) as answer:
        return len(answer.read())


def _signed_up(browser: Browser, server: Server, email: str = "bench@example.org") -> Any:
    context = browser.new_context(viewport=PHONE, base_url=server.url)
    sign_up(context.new_page(), email)
    state = context.storage_state()
    context.close()
    return state


@contextmanager
def _phone(browser: Browser, server: Server, state: Any) -> Iterator[tuple[BrowserContext, Page]]:
    """A phone-sized browser that is signed in, with a slow processor, and nothing in its cache."""
    context = browser.new_context(
        viewport=PHONE, has_touch=True, base_url=server.url, storage_state=state
    )
    context.add_init_script(WATCH)
    page = context.new_page()
    slow = context.new_cdp_session(page)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    yield context, page
    context.close()


def _usable(page: Page, path: str = "/capture") -> float:
    page.goto(path, wait_until="commit")
    page.wait_for_function("() => globalThis.usableAfter", timeout=30_000)
    return float(page.evaluate("globalThis.usableAfter"))


def _first_visits(browser: Browser, server: Server, state: Any) -> list[float]:
    times = []
    for _ in range(REPEATS):
        with _phone(browser, server, state) as (context, page):
            network = context.new_cdp_session(page)
            network.send("Network.enable")
            network.send("Network.emulateNetworkConditions", SLOW_3G)
            times.append(_usable(page))
    return times


def _repeat_visits(browser: Browser, server: Server, state: Any) -> list[Row]:
    """Offline the browser knows that there is nothing; on a dead network nothing ever answers."""
    offline, dead = [], []
    with _phone(browser, server, state) as (context, page):
        _usable(page)
        wait_for_worker(page)
        page.reload()
        for _ in range(REPEATS):
            context.set_offline(True)
            offline.append(_usable(page))
            context.set_offline(False)
            with _frozen(server):
                dead.append(_usable(page))
    goal = "solid 1 s, aim 0.6 s"
    return [
        _row("repeat visit of /capture usable, offline", offline, goal, 600),
        _row("repeat visit of /capture usable, dead network", dead, goal, 600),
    ]


@contextmanager
def _frozen(server: Server) -> Iterator[None]:
    """A network on which connections are taken and nothing comes back."""
    children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text()
    workers = [int(pid) for pid in children.split()]
    for pid in workers:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in workers:
            os.kill(pid, signal.SIGCONT)


def _saves(browser: Browser, server: Server, state: Any) -> list[float]:
    times = []
    with _phone(browser, server, state) as (_, page):
        _usable(page)
        for number in range(2 * REPEATS):
            page.get_by_label("Name", exact=True).fill(f"Person {number}")
            page.get_by_label("One detail").fill("twin daughters; ran Boston in the rain")
            times.append(float(page.evaluate(SAVE)))
            page.wait_for_timeout(300)
    # The first one also opens the database, once a page.
    return times[1:]


def _letters(browser: Browser, server: Server) -> list[float]:
    """From each letter of some searches to its rows in the page, with no network."""
    email = "crowd@example.org"
    state = _signed_up(browser, server, email)
    token = server.flask("user", "token", "--email", email)
    post_import(server, token, people_cards(CROWD, "Adaeze{n} Eze{n}"), "")
    with _phone(browser, server, state) as (phone, page):
        page.goto("/contacts")
        wait_for_worker(page)
        while not page.evaluate(HOLDS_ALL, CROWD):
            page.wait_for_timeout(500)
        phone.set_offline(True)
        page.goto("/contacts")
        page.locator("[data-pocket] input[type=search]").wait_for()
        page.wait_for_timeout(3_000)
        times = [page.evaluate(TYPE, text) for text in ("adaeze 49", "mercy 4", "eze12")]
    return [float(one) for letters in times for one in letters]


def _scans(playwright: Playwright, server: Server, state: Any, folder: Path) -> list[float]:
    """From the camera's first frame to the result on the screen; the decoder's own is bench
    qr_reading, because a worker's processor cannot be slowed down."""
    write_video(folder / "camera.y4m", NGOZI)
    browser = launch(playwright, *fake_camera(folder / "camera.y4m"))
    times = []
    for _ in range(REPEATS):
        with _phone(browser, server, state) as (context, page):
            context.add_init_script(WATCH_SCAN)
            page.goto("/scan")
            page.wait_for_function("() => globalThis.readAt", timeout=30_000)
            times.append(float(page.evaluate("readAt - seenAt")))
    browser.close()
    return times
