"""From opening the app to the mail program, and from a notification to the queue."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.conftest import wait_for_worker
from tests.serving import Server
from webapp.demo.season import EMAIL, PASSWORD

pytestmark = pytest.mark.browser

CATCH_MAIL = """
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='mailto:']");
  if (link) { event.preventDefault(); globalThis.opened = link.href; }
});
"""
"""Stands for the mail program: keeps the address that it would be opened with."""


@pytest.fixture
def page(phone: BrowserContext) -> Page:
    phone.grant_permissions(["clipboard-read", "clipboard-write", "notifications"])
    page = phone.new_page()
    page.goto("/signin")
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/")
    return page


COUNT_TAPS = """
addEventListener("click", ({ isTrusted }) => {
  if (isTrusted) sessionStorage.taps = Number(sessionStorage.taps ?? 0) + 1;
}, true);
"""
"""Counts what a finger does, over all pages."""


def come_back(page: Page) -> None:
    """What a page hears when the person returns to it from another app."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def open_first(page: Page) -> str:
    page.get_by_role("link", name="Follow-ups").tap()
    page.locator("a.name").first.tap()
    page.locator("[data-mailto]").wait_for()
    return str(page.locator("h1").inner_text())


def test_three_taps_from_the_home_screen_to_the_mail_program(page: Page) -> None:
    page.add_init_script(COUNT_TAPS)
    page.goto("/")
    name = open_first(page)
    page.evaluate(CATCH_MAIL)
    page.get_by_role("link", name="Open in mail").tap()
    assert page.evaluate("sessionStorage.taps") == "3"
    address = urlsplit(page.evaluate("globalThis.opened"))
    letter = parse_qs(address.query)
    assert "@" in address.path
    assert name.split()[-1] in letter["body"][0]
    assert letter["subject"][0].strip()


def test_back_from_the_mail_program_one_tap_says_that_it_went_out(page: Page) -> None:
    page.goto("/")
    name = open_first(page)
    path = urlsplit(page.url).path
    question = page.locator("[data-came-back]")
    come_back(page)
    assert not question.is_visible()
    page.evaluate(CATCH_MAIL)
    page.get_by_role("link", name="Open in mail").tap()
    come_back(page)
    question.get_by_role("button", name="Not yet").tap()
    assert not question.is_visible()
    page.get_by_role("link", name="Open in mail").tap()
    # The phone dropped the page meanwhile.
    page.reload()
    question.get_by_role("button", name="Sent").tap()
    page.wait_for_url("**/follow-ups")
    assert page.get_by_text(f"Noted: sent to {name}.").is_visible()
    page.get_by_role("button", name="Undo").tap()
    page.wait_for_url(f"**{path}")


def test_a_letter_as_a_file_has_what_was_just_typed(page: Page) -> None:
    page.goto("/")
    open_first(page)
    page.get_by_label("Subject").fill("Typed a moment ago")
    with page.expect_download() as waiting:
        page.locator("[data-letter-file]").tap()
    assert b"Subject: Typed a moment ago\r\n" in waiting.value.path().read_bytes()


def test_what_the_push_service_delivers_is_shown(page: Page, server: Server) -> None:
    page.goto("/settings/reminders")
    wait_for_worker(page)
    assert page.get_by_role("button", name="Notify me on this device").is_visible()
    inside = page.context.new_cdp_session(page)
    found: list[str] = []
    inside.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda said: found.extend(one["registrationId"] for one in said["registrations"]),
    )
    inside.send("ServiceWorker.enable")
    page.wait_for_timeout(300)
    notice = {
        "title": "2 people to write to today",
        "body": "Ngozi",
        "url": "/follow-ups",
        "tag": "t",
    }
    inside.send(
        "ServiceWorker.deliverPushMessage",
        {"origin": server.url, "registrationId": found[-1], "data": json.dumps(notice)},
    )
    shown = page.evaluate(
        """async () => {
          const worker = await navigator.serviceWorker.ready;
          for (let tries = 0; tries < 200; tries++) {
            const [notice] = await worker.getNotifications();
            if (notice) return [notice.title, notice.body, notice.data];
            await new Promise((resolve) => setTimeout(resolve, 50));
          }
        }"""
    )
    assert shown == [notice["title"], "Ngozi", "/follow-ups"]
