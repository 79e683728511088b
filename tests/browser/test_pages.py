"""Every page, in both themes: accessible, nothing from anywhere else, no errors."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import APIRequestContext, Browser, Page, Playwright

from tests.browser.all_pages import UNLINKED, every_page, rules
from tests.browser.driving import PHONE
from tests.serving import ROOT, Server
from webapp.db import new_id
from webapp.demo.season import EMAIL, PASSWORD

pytestmark = pytest.mark.browser

AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text()
OUTSIDE = ["/signin", "/signup"]
SMALLEST = {"width": 320, "height": 568}
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
"""What another theme can change."""
LOW_CONTROLS = """() => [...document.querySelectorAll("main button, main select, .places a,"
  + " main input:not(.unseen, [type=hidden], [type=checkbox], [type=radio], [tabindex='-1']),"
  + " .chip")]
  .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 47.5)
  .map((one) => one.outerHTML.slice(0, 90))"""
# Phones zoom into a field whose letters are smaller than this.
SMALL_PRINT = """() => [...document.querySelectorAll("input, select, textarea")]
  .filter((one) => !["checkbox", "radio", "file", "hidden"].includes(one.type))
  .filter((one) => parseFloat(getComputedStyle(one).fontSize) < 16)
  .map((one) => one.outerHTML.slice(0, 90))"""


@dataclass
class Seen:
    """What was found on a walk over every page, by subject."""

    pages: int = 0
    axe: list[str] = field(default_factory=list)
    wide: list[str] = field(default_factory=list)
    low: list[str] = field(default_factory=list)
    small_print: list[str] = field(default_factory=list)
    foreign: set[str] = field(default_factory=set)
    broken: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def pages(playwright: Playwright, server: Server, tmp_path_factory: Any) -> list[str]:
    """An address for every page that a signed-in person can see."""
    token = server.flask("user", "token", "--email", EMAIL)
    asked = playwright.request.new_context(
        base_url=server.url, extra_http_headers={"Authorization": f"Bearer {token}"}
    )
    show_something_of_everything(asked)
    found = every_page(rules(tmp_path_factory.mktemp("routes")), asked)
    asked.dispose()
    return [path for path in found if path not in OUTSIDE]


def show_something_of_everything(asked: APIRequestContext) -> None:
    """What the made-up season has not: an import, and somebody who is there twice."""
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Twice Told\r\nEND:VCARD\r\n"
    sent = {"headers": {"Content-Type": "text/vcard"}, "data": card}
    assert asked.post("/api/v1/imports?dry_run=true", **sent).ok
    for detail in ("ran Boston in the rain", "sails"):
        body = {"name": "Twice Told", "detail": detail, "email": "twice@example.org"}
        assert asked.put(f"/api/v1/captures/{new_id()}", data=body).ok


@pytest.fixture(scope="module")
def seen(chromium: Browser, server: Server, pages: list[str]) -> Seen:
    """Each page loaded once, on a phone, as it is served: with its policies and its worker."""
    seen = Seen()
    context = chromium.new_context(viewport=PHONE, base_url=server.url)
    page = context.new_page()
    listen(page, server, seen)
    # The offline page leaves by itself once it hears from the server.
    page.route("**/healthz", lambda route: route.abort())
    for path in OUTSIDE:
        look_at(page, path, seen)
    page.goto("/signin")
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/")
    for path in pages:
        look_at(page, path, seen)
    context.close()
    return seen


def listen(page: Page, server: Server, seen: Seen) -> None:
    """Note what the page asks of others, and what goes wrong in it."""

    def asked(url: str) -> None:
        if not url.startswith((server.url, "blob:", "data:")):
            seen.foreign.add(url)

    # The browser itself says of a page that is not there, or of a request that is cut, that it is.
    expected = {server.url + path for path in UNLINKED} | {server.url + "/healthz"}
    page.on("request", lambda request: asked(request.url))
    page.on("pageerror", lambda error: seen.broken.append(f"{page.url}: {error}"))
    page.on(
        "console",
        lambda said: (
            seen.broken.append(f"{page.url}: {said.text} {said.location['url']}")
            if said.type == "error" and said.location["url"] not in expected
            else None
        ),
    )


def look_at(page: Page, path: str, seen: Seen) -> None:
    """Load a page once and look at it in both themes, and on the smallest phone."""
    page.emulate_media(color_scheme="light")
    page.goto(path)
    # A page that draws itself from the phone is looked at once it is drawn.
    page.locator("h1").first.wait_for(state="attached")
    seen.pages += 1
    seen.axe += findings(page)
    seen.low += [f"{path}: {one}" for one in page.evaluate(LOW_CONTROLS)]
    seen.small_print += [f"{path}: {one}" for one in page.evaluate(SMALL_PRINT)]
    page.emulate_media(color_scheme="dark")
    seen.axe += [f"dark: {one}" for one in findings(page, COLOURS)]
    page.set_viewport_size(SMALLEST)
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > SMALLEST["width"]:
        seen.wide.append(f"{path} is {width} pixels wide")
    page.set_viewport_size(PHONE)


def findings(page: Page, options: dict[str, Any] | None = None) -> list[str]:
    """What axe has to say about the page; it comes in from outside, past the page's policies."""
    page.evaluate(f"() => {{ if (!window.axe) {{ {AXE} }} }}")
    found: dict[str, Any] = page.evaluate("options => axe.run(options)", options or {})
    return [
        f"{page.url}: {rule['id']} at {node['target']}: {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def test_axe_finds_nothing_on_any_page_in_either_theme(seen: Seen, pages: list[str]) -> None:
    assert seen.pages == len(pages) + len(OUTSIDE)
    assert seen.axe == []


def test_no_page_scrolls_sideways_even_on_the_smallest_phone(seen: Seen) -> None:
    assert seen.wide == []


def test_no_page_asks_anybody_else(seen: Seen) -> None:
    assert seen.foreign == set()


def test_nothing_breaks_on_any_page(seen: Seen) -> None:
    assert seen.broken == []


def test_the_controls_of_a_thumb_are_large_enough(seen: Seen) -> None:
    assert seen.low == []


def test_inputs_are_large_enough_that_phones_do_not_zoom(seen: Seen) -> None:
    assert seen.small_print == []
