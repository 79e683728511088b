"""Every page, in both themes: accessible, nothing from anywhere else, no errors."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import APIRequestContext, Browser, BrowserContext, Page, Playwright

from tests.browser.all_pages import every_page, rules
from tests.browser.driving import PHONE
from tests.serving import ROOT, Server
from webapp.db import new_id
from webapp.demo.season import EMAIL, PASSWORD

pytestmark = pytest.mark.browser

AXE = ROOT / "node_modules/axe-core/axe.min.js"
OUTSIDE = ["/signin", "/signup"]


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


def test_axe_finds_nothing_on_any_page(page: Page, pages: list[str]) -> None:
    said: list[str] = []
    for path in pages:
        page.goto(path)
        said += findings(page)
    assert said == []


def test_axe_finds_nothing_outside_the_door(visitor: BrowserContext) -> None:
    page = visitor.new_page()
    said: list[str] = []
    for path in OUTSIDE:
        page.goto(path)
        said += findings(page)
    assert said == []


def test_no_page_scrolls_sideways_even_on_the_smallest_phone(page: Page, pages: list[str]) -> None:
    page.set_viewport_size({"width": 320, "height": 568})
    too_wide = {}
    for path in pages:
        page.goto(path)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            too_wide[path] = width
    assert too_wide == {}


def test_every_page_asks_only_us_and_breaks_nothing(
    chromium: Browser, server: Server, pages: list[str]
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
    for path in set(pages) - {"/offline"}:
        page.goto(path)
        page.wait_for_timeout(100)
    foreign = {url for url in asked if not url.startswith((server.url, "blob:", "data:"))}
    assert foreign == set()
    # The page that is not there is announced by the browser itself.
    assert [line for line in broken if "/nothing-here" not in line] == []
    context.close()


def test_the_controls_of_a_thumb_are_large_enough(page: Page, pages: list[str]) -> None:
    for path in pages:
        page.goto(path)
        small = page.evaluate(
            """() => [...document.querySelectorAll("main button, main select, .places a,"
              + " main input:not(.unseen, [type=hidden], [type=checkbox], [type=radio]), .chip")]
              .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 47.5)
              .map((one) => one.outerHTML.slice(0, 90))"""
        )
        assert small == [], path


def test_inputs_are_large_enough_that_phones_do_not_zoom(page: Page, pages: list[str]) -> None:
    for path in pages:
        page.goto(path)
        small = page.evaluate(
            """() => [...document.querySelectorAll("input, select, textarea")]
              .filter((one) => !["checkbox", "radio", "file"].includes(one.type))
              .filter((one) => parseFloat(getComputedStyle(one).fontSize) < 16)
              .map((one) => one.outerHTML.slice(0, 90))"""
        )
        assert small == [], path
