"""Every page, in both themes: accessible, nothing from anywhere else, no errors."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.driving import PHONE
from tests.serving import ROOT, Server
from webapp.demo.season import EMAIL, PASSWORD

pytestmark = pytest.mark.browser

AXE = ROOT / "node_modules/axe-core/axe.min.js"
SIGNED_IN = [
    "/", "/cards/new", "/contacts", "/contacts?q=nobody-of-this-name", "/capture", "/scan",
    "/follow-ups", "/plan", "/plan/events/new", "/settings", "/settings/data",
    "/offline", "/nothing-here",
]  # fmt: skip
FIRST_LINKS = {
    "/contacts": "main .row a",
    "/follow-ups": "main .row a",
    "/plan": "main .row a",
}
OUTSIDE = ["/signin", "/signup"]


@pytest.fixture(params=["light", "dark"])
def visitor(
    request: pytest.FixtureRequest, chromium: Browser, server: Server
) -> Iterator[BrowserContext]:
    context = chromium.new_context(
        viewport=PHONE,
        color_scheme=request.param,
        base_url=server.url,
        bypass_csp=True,  # axe comes in as a script of the test's own
        service_workers="block",
    )
    yield context
    context.close()


@pytest.fixture
def page(visitor: BrowserContext, server: Server) -> Page:
    page = visitor.new_page()
    # The offline page leaves by itself once it hears from the server.
    page.route("**/healthz", lambda route: route.abort())
    page.goto("/signin")
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/")
    return page


def findings(page: Page) -> list[str]:
    """What axe has to say about the page."""
    page.add_script_tag(path=AXE)
    found: dict[str, Any] = page.evaluate("() => axe.run()")
    return [
        f"{page.url}: {rule['id']} at {node['target']}: {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def test_axe_finds_nothing_on_any_page(page: Page) -> None:
    said: list[str] = []
    for path in SIGNED_IN:
        page.goto(path)
        said += findings(page)
        if path in FIRST_LINKS:
            page.locator(FIRST_LINKS[path]).first.click()
            said += findings(page)
            for edit in page.get_by_role("link", name="Edit").all()[:1]:
                edit.click()
                said += findings(page)
    page.goto("/")
    page.goto(public_address(page))
    said += findings(page)
    assert said == []


def test_axe_finds_nothing_outside_the_door(visitor: BrowserContext) -> None:
    page = visitor.new_page()
    said: list[str] = []
    for path in OUTSIDE:
        page.goto(path)
        said += findings(page)
    assert said == []


def public_address(page: Page) -> str:
    cards = page.evaluate("() => fetch('/api/v1/cards').then((answer) => answer.json())")
    return "/c/" + str(cards["items"][0]["token"])


def test_no_page_scrolls_sideways_even_on_the_smallest_phone(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 568})
    for path in [*SIGNED_IN, public_address(page)]:
        page.goto(path)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 320, (path, width)


def test_every_page_asks_only_us_and_breaks_nothing(
    chromium: Browser, server: Server, tmp_path: Path
) -> None:
    context = chromium.new_context(viewport=PHONE, base_url=server.url)
    page = context.new_page()
    asked: set[str] = set()
    broken: list[str] = []
    page.on("request", lambda request: asked.add(request.url))
    page.on("pageerror", lambda error: broken.append(f"{page.url}: {error}"))
    page.on(
        "console",
        lambda said: broken.append(f"{page.url}: {said.text}") if said.type == "error" else None,
    )
    page.goto("/signin")
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/")
    for path in [*(set(SIGNED_IN) - {"/offline"}), public_address(page)]:
        page.goto(path)
        page.wait_for_timeout(100)
    foreign = {url for url in asked if not url.startswith((server.url, "blob:", "data:"))}
    assert foreign == set()
    # The page that is not there is announced by the browser itself.
    assert [line for line in broken if "/nothing-here" not in line] == []
    context.close()


def test_the_controls_of_a_thumb_are_large_enough(page: Page) -> None:
    for path in SIGNED_IN:
        page.goto(path)
        small = page.evaluate(
            """() => [...document.querySelectorAll("main button, main select, .places a,"
              + " main input:not(.unseen, [type=hidden], [type=checkbox], [type=radio]), .chip")]
              .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 47.5)
              .map((one) => one.outerHTML.slice(0, 90))"""
        )
        assert small == [], path


def test_inputs_are_large_enough_that_phones_do_not_zoom(page: Page) -> None:
    for path in SIGNED_IN:
        page.goto(path)
        small = page.evaluate(
            """() => [...document.querySelectorAll("input, select, textarea")]
              .filter((one) => !["checkbox", "radio", "file"].includes(one.type))
              .filter((one) => parseFloat(getComputedStyle(one).fontSize) < 16)
              .map((one) => one.outerHTML.slice(0, 90))"""
        )
        assert small == [], path
