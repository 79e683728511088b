"""The pocket app: everything of mine with no network, and all of it there once when it is back."""

import io
import json
import os
import re
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from tests.browser.conftest import capture, sign_up, wait_for_worker
from tests.browser.driving import PHONE, launch_with_profile
from tests.browser.test_pages import findings
from tests.serving import Server, free_port, serving
from webapp.demo.season import EMAIL, PASSWORD

pytestmark = pytest.mark.browser

SYNC_LINE = "[data-sync-line]"


class House:
    """A Hallway of one's own that can be stopped and started again at the same address."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self.folder, self.port = folder, free_port()
        self._running = ExitStack()
        self.server = self.start()

    def start(self) -> Server:
        self.server = self._running.enter_context(serving(self.folder, port=self.port))
        return self.server

    def stop(self) -> None:
        self._running.close()

    @contextmanager
    def silent(self) -> Iterator[None]:
        """Connections are taken, and never answered."""
        pid = self.server.process.pid
        workers = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        everybody = [pid, *map(int, workers)]
        for one in everybody:
            os.kill(one, signal.SIGSTOP)
        try:
            yield
        finally:
            for one in everybody:
                os.kill(one, signal.SIGCONT)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    built = House(tmp_path_factory.mktemp("house"))
    built.server.flask("demo")
    yield built
    built.stop()


@pytest.fixture
def pocket(chromium: Browser, house: House) -> Iterator[BrowserContext]:
    """A phone that has never been here."""
    context = chromium.new_context(
        viewport=PHONE, device_scale_factor=2, has_touch=True, base_url=house.server.url
    )
    yield context
    context.close()


def sign_in(page: Page) -> None:
    page.goto("/signin")
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/")


def wait_for_pocket(page: Page) -> None:
    """Wait until everything is on the phone, and the worker can answer."""
    wait_for_worker(page)
    end = time.monotonic() + 20
    while not page.evaluate(HOLDS_EVERYTHING):
        assert time.monotonic() < end, "The phone did not get everything."
        page.wait_for_timeout(50)


HOLDS_EVERYTHING = """async () => {
  const { name } = (await indexedDB.databases())[0] ?? {};
  if (!name) return false;
  const database = await new Promise((resolve) => {
    const opening = indexedDB.open(name);
    opening.onsuccess = () => resolve(opening.result);
  });
  const pull = await new Promise((resolve) => {
    if (!database.objectStoreNames.contains("meta")) return resolve(null);
    const asking = database.transaction("meta").objectStore("meta").get("pull");
    asking.onsuccess = () => resolve(asking.result);
  });
  database.close();
  return Boolean(pull?.filled);
}"""


def read_from_screen(page: Page) -> str:
    picture = Image.open(io.BytesIO(page.screenshot()))
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    assert len(found) == 1, f"{len(found)} codes were found"
    return str(found[0].text)


def ask(page: Page, path: str) -> Any:
    return page.evaluate("path => fetch(path).then((answer) => answer.json())", path)


def rows(page: Page) -> Any:
    return page.locator("main li.row:visible")


def test_a_day_in_a_hall_without_a_network(
    playwright: Playwright, house: House, tmp_path: Path
) -> None:
    """After one sync: the card, everybody, the letters; all of it done, closed and opened."""
    profile = tmp_path / "profile"
    phone = launch_with_profile(playwright, profile)
    page = phone.pages[0]
    at = house.server.url
    page.goto(f"{at}/signin")
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{at}/")
    wait_for_pocket(page)
    card = ask(page, "/api/v1/cards")["items"][0]
    house.stop()

    page.goto(f"{at}/")
    expect(page.locator(".tile svg").first).to_be_visible()
    assert read_from_screen(page) == card["url"]
    page.get_by_text("They are offline").click()
    assert read_from_screen(page).startswith("BEGIN:VCARD")
    expect(page.get_by_text(card["pitch"][:30])).to_be_visible()

    page.get_by_role("link", name="People").click()
    page.get_by_role("searchbox").fill("RAIN adebayo")
    expect(rows(page)).to_have_count(1)
    page.get_by_role("link", name="Dr. Ngozi Adébáyò").click()
    expect(page.get_by_role("heading", name="Dr. Ngozi Adébáyò")).to_be_visible()
    expect(page.locator("main a[href^='mailto:']").first).to_be_visible()
    expect(page.locator("main")).to_contain_text("Promise: the sepsis paper")
    page.get_by_role("link", name="Edit").click()
    page.get_by_label("What they do").fill("Dean of medicine")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main")).to_contain_text("Dean of medicine")

    page.get_by_role("link", name="Follow-ups", exact=True).click()
    promised = rows(page).filter(has_text="You promised: the sepsis paper")
    promised.get_by_role("link").click()
    expect(page.get_by_label("Letter")).to_have_value(re.compile("twin daughters"))
    mail = page.get_by_role("link", name="Open in mail").get_attribute("href")
    assert mail is not None
    assert mail.startswith("mailto:")
    assert "twin%20daughters" in mail
    page.get_by_role("button", name="I have sent it").click()
    expect(page.get_by_text("Noted: sent to Dr. Ngozi Adébáyò.")).to_be_visible()
    rows(page).filter(has_text="You promised").first.get_by_role("link").click()
    put_off = page.get_by_role("heading", level=1).inner_text()
    page.get_by_text("Not now").click()
    page.get_by_role("button", name="In 2 days").click()
    expect(page.get_by_text(f"Put off {put_off}")).to_be_visible()

    page.get_by_role("link", name="Capture").click()
    capture(page, "Wanjiru Mbeki", "keeps bees on the roof")
    page.goto(f"{at}/contacts")
    expect(rows(page).first).to_contain_text("Wanjiru Mbeki")
    expect(rows(page).first).to_contain_text("On this phone only")
    page.get_by_role("link", name="Wanjiru Mbeki").click()
    page.get_by_role("link", name="Met again").click()
    capture(page, "Wanjiru Mbeki", "has read the poster twice")

    phone.close()
    phone = launch_with_profile(playwright, profile)
    page = phone.pages[0]
    page.goto(f"{at}/contacts")
    expect(page.locator(SYNC_LINE)).to_have_text("5 on this phone only")
    page.reload()
    page.get_by_role("link", name="Wanjiru Mbeki").click()
    expect(page.locator("main")).to_contain_text("has read the poster twice")
    expect(page.locator("main")).to_contain_text("keeps bees on the roof")

    house.start()
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator(SYNC_LINE)).to_have_text("All saved", timeout=20_000)
    [wanjiru] = ask(page, "/api/v1/contacts?q=wanjiru")["items"]
    assert [met["detail"] for met in wanjiru["encounters"]] == [
        "has read the poster twice",
        "keeps bees on the roof",
    ]
    [ngozi] = ask(page, "/api/v1/contacts?q=ngozi%20rain")["items"]
    assert ngozi["title"] == "Dean of medicine"
    states = {row["kind"]: row["state"] for row in ngozi["follow_ups"]}
    assert states["promise"] == "sent"
    follow_ups = ask(page, "/api/v1/follow-ups")["items"]
    assert put_off in [row["contact"]["name"] for row in follow_ups if row["snoozed_until"]]
    phone.close()


def test_no_page_of_anybody_is_in_a_cache(pocket: BrowserContext) -> None:
    page = pocket.new_page()
    sign_in(page)
    wait_for_pocket(page)
    for path in ["/", "/contacts", "/follow-ups", "/plan", "/settings", "/capture", "/scan"]:
        page.goto(path)
    kept = page.evaluate(
        """async () => {
          const found = [];
          for (const name of await caches.keys()) {
            const cache = await caches.open(name);
            for (const request of await cache.keys()) {
              const text = await (await cache.match(request, { ignoreVary: true })).text();
              found.push({ path: new URL(request.url).pathname, text });
            }
          }
          return found;
        }"""
    )
    assert len(kept) > 10
    pages = {one["path"] for one in kept if not one["path"].startswith("/static/")}
    assert all(path.startswith("/offline") for path in pages), pages
    for one in kept:
        assert "hallway-user" not in one["text"] or one["path"].endswith(".js"), one["path"]
        assert "Ngozi" not in one["text"], one["path"]
        assert EMAIL not in one["text"], one["path"]


def test_after_signing_out_nothing_of_the_first_is_left_for_the_second(
    pocket: BrowserContext,
) -> None:
    page = pocket.new_page()
    sign_in(page)
    wait_for_pocket(page)
    page.goto("/settings")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/signin*")
    sign_up(page, "second@example.org", "Lena Vogt")
    wait_for_pocket(page)
    pocket.set_offline(True)
    page.goto("/contacts")
    expect(page.get_by_text("Everyone you meet will be here")).to_be_visible()
    assert "Ngozi" not in everything_stored(page)
    pocket.set_offline(False)


def everything_stored(page: Page) -> str:
    """All that this site holds in this browser: databases and both storages."""
    stored: Any = page.evaluate(
        """async () => {
          const found = [{ ...localStorage }, { ...sessionStorage }];
          for (const { name } of await indexedDB.databases()) {
            const database = await new Promise((resolve) => {
              indexedDB.open(name).onsuccess = ({ target }) => resolve(target.result);
            });
            for (const store of database.objectStoreNames) {
              const asking = database.transaction(store).objectStore(store).getAll();
              found.push(await new Promise((resolve) => {
                asking.onsuccess = () => resolve(asking.result);
              }));
            }
            database.close();
          }
          return found;
        }"""
    )
    return json.dumps(stored, ensure_ascii=False)


def test_signing_out_asks_before_anything_is_lost(pocket: BrowserContext, house: House) -> None:
    page = pocket.new_page()
    sign_up(page, "leaving@example.org")
    wait_for_pocket(page)
    page.goto("/settings")
    page.route("**/api/v1/sync", lambda route: route.abort())
    page.goto("/capture")
    capture(page, "Marcus Oyelaran", "climbs on Sundays")
    page.goto("/settings")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("dialog")).to_contain_text("1 thing is on this phone only")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save a copy").click()
    text = Path(download.value.path()).read_text()
    assert "FN:Marcus Oyelaran" in text
    assert "climbs on Sundays" in text
    page.get_by_role("button", name="Stay signed in").click()
    page.unroute("**/api/v1/sync")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/signin*")
    page.get_by_label("E-mail address").fill("leaving@example.org")
    page.get_by_label("Password").fill("a long password")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/")
    page.goto("/contacts")
    expect(page.get_by_text("climbs on Sundays")).to_have_count(1)


def test_a_sign_in_that_ran_out_costs_nothing(pocket: BrowserContext) -> None:
    page = pocket.new_page()
    sign_up(page, "expired@example.org")
    wait_for_pocket(page)
    pocket.clear_cookies()
    page.goto("/capture")
    capture(page, "Marcus Oyelaran", "climbs on Sundays")
    line = page.locator(SYNC_LINE)
    expect(line).to_have_text("Sign in to sync", timeout=20_000)
    capture(page, "Lena Vogt", "mends clocks")
    line.get_by_role("link").click()
    page.get_by_label("E-mail address").fill("expired@example.org")
    page.get_by_label("Password").fill("a long password")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/capture*")
    expect(page.locator(SYNC_LINE)).to_have_text("All saved", timeout=20_000)
    page.goto("/contacts")
    expect(rows(page).filter(has_text="climbs on Sundays")).to_have_count(1)
    expect(rows(page).filter(has_text="mends clocks")).to_have_count(1)


def test_the_servers_lists_show_what_is_on_this_phone_only(pocket: BrowserContext) -> None:
    page = pocket.new_page()
    sign_up(page, "both@example.org")
    wait_for_pocket(page)
    page.route("**/api/v1/sync", lambda route: route.abort())
    page.goto("/capture")
    page.get_by_text("It clicked").click()
    capture(page, "Marcus Oyelaran", "climbs on Sundays")
    for path in ["/contacts", "/follow-ups"]:
        page.goto(path)
        row = rows(page).filter(has_text="climbs on Sundays")
        expect(row).to_contain_text("On this phone only")
    page.unroute("**/api/v1/sync")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator(SYNC_LINE)).to_have_text("All saved", timeout=20_000)
    row = rows(page).filter(has_text="climbs on Sundays")
    expect(row).to_have_count(1)
    expect(row).not_to_contain_text("On this phone only")


def test_a_server_that_is_silent_makes_nobody_wait_twice(
    pocket: BrowserContext, house: House
) -> None:
    page = pocket.new_page()
    sign_in(page)
    wait_for_pocket(page)
    with house.silent():
        page.goto("/contacts")
        expect(page.get_by_role("link", name="Dr. Ngozi Adébáyò")).to_be_visible()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.get_by_role("link", name="Dr. Ngozi Adébáyò").click()
        expect(page.get_by_role("heading", name="Dr. Ngozi Adébáyò")).to_be_visible()
        assert not [url for url in asked if "/contacts/" in url]


def test_a_form_of_the_servers_page_is_kept_when_the_network_has_gone(
    pocket: BrowserContext,
) -> None:
    page = pocket.new_page()
    sign_up(page, "halfway@example.org")
    wait_for_pocket(page)
    page.goto("/capture")
    capture(page, "Marcus Oyelaran", "climbs on Sundays")
    page.get_by_label("Name", exact=True).fill("")
    expect(page.locator(SYNC_LINE)).to_have_text("All saved", timeout=20_000)
    page.goto("/follow-ups")
    page.get_by_role("link", name="Marcus Oyelaran").click()
    page.wait_for_url("**/follow-ups/*-*")
    expect(page.locator(SYNC_LINE)).to_have_text("All saved")
    pocket.set_offline(True)
    page.wait_for_timeout(3_100)
    page.get_by_role("button", name="I have sent it").click()
    page.wait_for_url("**/follow-ups")
    expect(page.locator(SYNC_LINE)).to_have_text("1 on this phone only")
    pocket.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator(SYNC_LINE)).to_have_text("All saved", timeout=20_000)
    # A letter that was sent also waits for its answer, with a reminder of its own.
    states = {owed["kind"]: owed["state"] for owed in ask(page, "/api/v1/follow-ups")["items"]}
    assert states["nice_to_meet_you"] == "sent"


def test_somebody_met_before_is_said_after_the_sync(pocket: BrowserContext) -> None:
    page = pocket.new_page()
    sign_up(page, "twice@example.org")
    wait_for_pocket(page)
    page.goto("/capture")
    for detail in ["climbs on Sundays", "wants a climbing partner"]:
        capture(page, "Marcus Oyelaran", detail)
        page.get_by_label("Name", exact=True).fill("")
        expect(page.locator(SYNC_LINE)).to_have_text("All saved", timeout=20_000)
    said = page.locator("[data-met-before]")
    expect(said).to_contain_text("Met already? Marcus Oyelaran", timeout=20_000)
    said.get_by_role("link", name="Look at both").click()
    page.wait_for_url("**/contacts/*/merge?with=*")
    expect(page.locator("main")).to_contain_text("climbs on Sundays")
    expect(page.locator("main")).to_contain_text("wants a climbing partner")


def test_the_day_in_the_hall_is_there_with_no_network(pocket: BrowserContext) -> None:
    page = pocket.new_page()
    sign_in(page)
    wait_for_pocket(page)
    page.goto("/hall")
    first = page.get_by_role("heading", level=2).first.inner_text()
    question = page.locator(".question").first.inner_text()
    page.locator(".tile").click()
    address = read_from_screen(page)
    pocket.set_offline(True)
    page.goto("/hall")
    expect(page.locator(".hall-next h2")).to_have_text(first)
    expect(page.locator(".hall-next .question")).to_have_text(question)
    page.locator(".tile").click()
    assert read_from_screen(page) == address
    page.get_by_role("link", name="Take down").click()
    expect(page.get_by_label("One detail")).to_be_visible()


def test_targets_are_ticked_with_no_network(pocket: BrowserContext, house: House) -> None:
    page = pocket.new_page()
    sign_in(page)
    wait_for_pocket(page)
    event = next(one["event_id"] for one in ask(page, "/api/v1/targets")["items"])
    planned = ask(page, f"/api/v1/targets?event={event}")["items"]
    done = {one["name"]: one["done"] for one in planned}
    pocket.set_offline(True)
    page.goto(f"/hall?event={event}")
    first = page.locator(".hall-next h2").inner_text()
    page.get_by_role("button", name="Visited", exact=True).click()
    expect(page.get_by_text(f"Visited: {first}")).to_be_visible()
    expect(page.locator(".hall-next h2")).not_to_have_text(first)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".hall-next h2")).to_have_text(first)

    page.goto(f"/plan/events/{event}")
    expect(page.get_by_text("Choose five to ten to see there")).to_be_visible()
    visited = page.get_by_role("button", name=f"{first}: visited")
    visited.click()
    expect(visited).to_have_attribute("aria-pressed", "true")
    expect(visited).to_be_focused()
    expect(page.locator(".target", has=visited)).to_contain_text("On this phone only")
    pocket.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator(SYNC_LINE)).to_have_text("All saved", timeout=20_000)
    after = {
        one["name"]: one["done"] for one in ask(page, f"/api/v1/targets?event={event}")["items"]
    }
    assert after == {**done, first: True}


def test_what_an_event_asks_is_settled_with_no_network(pocket: BrowserContext) -> None:
    page = pocket.new_page()
    sign_in(page)
    today = datetime.now(UTC).date()
    made = page.evaluate(
        """event => fetch("/api/v1/events", {
          method: "POST",
          headers: {"Content-Type": "application/json"},
          body: JSON.stringify(event),
        }).then((answer) => answer.json())""",
        {
            "name": "Newark rotation", "kind": "rotation",
            "starts_on": str(today), "ends_on": str(today + timedelta(days=27)),
        },
    )  # fmt: skip
    wait_for_pocket(page)
    page.goto("/capture")
    expect(page.locator("[data-sync-line]")).to_have_text("All saved")
    pocket.set_offline(True)
    page.goto("/follow-ups")
    asked = page.get_by_role("region", name="Your events ask")
    row = asked.get_by_role("listitem").filter(has_text="Introduce yourself")
    expect(row).to_contain_text("Newark rotation")
    row.get_by_role("button", name="Done").click()
    expect(page.locator("[data-told]")).to_contain_text("Done: Introduce yourself")
    expect(row).to_have_count(0)
    page.goto(f"/plan/events/{made['id']}")
    row = page.get_by_role("listitem").filter(has_text="Introduce yourself")
    expect(row).to_contain_text("On this phone only")

    pocket.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("[data-sync-line]")).to_have_text("All saved", timeout=20_000)
    tasks = ask(page, f"/api/v1/events/{made['id']}/tasks")["items"]
    assert {one["kind"]: one["state"] for one in tasks}["introduce"] == "done"
    page.evaluate("id => fetch(`/api/v1/events/${id}`, {method: 'DELETE'})", made["id"])


def test_a_letter_worded_with_no_network_is_there_to_keep_when_it_is_back(
    pocket: BrowserContext,
) -> None:
    page = pocket.new_page()
    sign_in(page)
    wait_for_pocket(page)
    items = ask(page, "/api/v1/follow-ups")["items"]
    letter = "/follow-ups/" + next(one["id"] for one in items if one["state"] == "queued")
    mine = "Dear Dr. Adébáyò, in words of my own"
    pocket.set_offline(True)
    page.goto(letter)
    page.locator("[name=body]").fill(mine)
    expect(page.get_by_text("Keeping it in Hallway needs a network")).to_be_visible()
    page.get_by_label("Subject").press("Enter")
    page.get_by_role("link", name="Follow-ups", exact=True).click()
    page.go_back()
    expect(page.locator("[name=body]")).to_have_value(mine)
    mail = page.get_by_role("link", name="Open in mail").get_attribute("href")
    assert "words%20of%20my%20own" in str(mail)
    page.close()

    page = pocket.new_page()
    pocket.set_offline(False)
    page.goto(letter)
    page.reload()  # who reloads would rather wait for the network
    keep = page.get_by_role("button", name="Keep this wording")
    expect(keep).to_be_visible(timeout=20_000)
    expect(page.locator("[name=body]")).to_have_value(mine)
    keep.click()
    expect(page.get_by_text("until you keep this wording")).to_be_hidden()
    page.reload()
    expect(page.locator("[name=body]")).to_have_value(mine)
    page.get_by_role("button", name="Back to the first draft").click()
    expect(page.locator("[name=body]")).not_to_have_value(mine)


def test_a_page_that_needs_a_network_says_so_and_is_not_loaded_without_end(
    pocket: BrowserContext,
) -> None:
    page = pocket.new_page()
    sign_in(page)
    wait_for_pocket(page)
    loaded: list[str] = []
    page.on("load", lambda: loaded.append(page.url))
    # Something between answers for every page, and lets the health of Hallway through.
    pocket.route("**/tally", lambda route: route.fulfill(status=502, body="Bad gateway"))
    page.goto("/tally")
    expect(page.get_by_role("heading", name="No network right now")).to_be_visible()
    page.wait_for_timeout(2_000)
    assert len(loaded) <= 3
    pocket.unroute("**/tally")
    expect(page.get_by_role("heading", name="No network right now")).to_be_hidden(timeout=20_000)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_the_pocket_and_nothing_scrolls_sideways(
    chromium: Browser, house: House, theme: Any
) -> None:
    phone = chromium.new_context(
        viewport={"width": 320, "height": 568},
        color_scheme=theme,
        base_url=house.server.url,
        bypass_csp=True,  # axe comes in as a script of the test's own
    )
    page = phone.new_page()
    sign_in(page)
    wait_for_pocket(page)
    phone.set_offline(True)
    said: list[str] = []
    for path in ["/", "/contacts", "/follow-ups", "/plan", "/hall", "/prompts"]:
        page.goto(path)
        expect(page.locator("[data-pocket] > *").first).to_be_visible()
        look(page, said)
        if rows(page).get_by_role("link").count():
            rows(page).get_by_role("link").first.click()
            look(page, said)
            for edit in page.get_by_role("link", name="Edit").all():
                edit.click()
                look(page, said)
    assert said == []
    phone.close()


def look(page: Page, said: list[str]) -> None:
    page.wait_for_timeout(100)
    said += findings(page)
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > 320:
        said.append(f"{page.url} is {width} pixels wide")


def test_after_a_restored_backup_the_phone_has_what_the_server_has(
    chromium: Browser, tmp_path: Path
) -> None:
    house = House(tmp_path / "restored")
    phone = chromium.new_context(viewport=PHONE, base_url=house.server.url)
    page = phone.new_page()
    sign_up(page, "restored@example.org")
    wait_for_pocket(page)
    page.goto("/capture")
    for name, detail in [("Before", "was there"), ("After", "came later")]:
        capture(page, name, detail)
        page.get_by_label("Name", exact=True).press_sequentially("x")
        expect(page.locator(SYNC_LINE)).to_have_text("1 on this phone only")
        expect(page.locator(SYNC_LINE)).to_have_text("All saved", timeout=20_000)
        page.get_by_label("Name", exact=True).fill("")
        if name == "Before":
            house.server.flask("backup", str(tmp_path / "backup"))
    house.stop()
    capture(page, "Meanwhile", "only on the phone")
    for left in (tmp_path / "restored").glob("*.sqlite*"):
        left.unlink()
    house.server.flask("restore", str(tmp_path / "backup"))
    house.start()
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator(SYNC_LINE)).to_have_text("All saved", timeout=20_000)
    phone.set_offline(True)
    page.goto("/contacts")
    expect(rows(page).get_by_role("link")).to_have_text(["Meanwhile", "Before"])
    phone.close()
    house.stop()
