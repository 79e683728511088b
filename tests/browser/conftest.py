"""A real server and a real Chromium."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from tests.browser import hostile
from tests.browser.driving import PHONE, launch
from tests.serving import PASSWORD, Server, serving
from webapp.db import new_id


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    browser = launch(playwright)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Hallway as people run it, with the made-up season in it."""
    with serving(tmp_path_factory.mktemp("served")) as running:
        running.flask("demo")
        yield running


@pytest.fixture(scope="session")
def planted(playwright: Playwright, server: Server) -> Iterator[tuple[str, hostile.Asked]]:
    """The address of somebody with scripts of strangers everywhere, and their API."""
    email = f"{new_id()}@example.org"
    bearer = {"Authorization": f"Bearer {server.add_user(email)}"}
    context = playwright.request.new_context(base_url=server.url, extra_http_headers=bearer)
    asked = hostile.Asked(context)
    hostile.plant(asked, server, email)
    yield email, asked
    context.dispose()


@pytest.fixture
def phone(chromium: Browser, server: Server) -> Iterator[BrowserContext]:
    """A phone-sized browser that has never been here."""
    context = chromium.new_context(viewport=PHONE, has_touch=True, base_url=server.url)
    yield context
    context.close()


def sign_up(page: Page, email: str, name: str = "Asha Rao") -> None:
    """Make an account through the page."""
    page.goto("/signup")
    page.get_by_label("Your name, as on your badge").fill(name)
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign up").click()
    page.wait_for_url("**/")


def capture(page: Page, name: str, detail: str) -> None:
    """Take somebody down on the capture page, which then says that it is saved."""
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("One detail").fill(detail)
    page.get_by_role("button", name="Save").click()
    expect(page.locator("[data-saved]")).to_contain_text("Saved on this phone")


def wait_for_worker(page: Page) -> None:
    """Wait until the worker has kept what it needs to answer without a network."""
    page.evaluate("async () => { await navigator.serviceWorker.ready }")
    page.wait_for_function(
        "async () => Boolean(await caches.match('/offline/capture', {ignoreVary: true}))"
    )
