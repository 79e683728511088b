"""Hallway as an app on a phone: shared with, hinted at, updated with consent."""

from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import sign_up, wait_for_worker
from tests.browser.driving import PHONE
from tests.serving import Server
from webapp.demo.season import EMAIL, PASSWORD

pytestmark = pytest.mark.browser

NGOZI = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ngozi Adebayo\r\nORG:Mercy\r\nEND:VCARD\r\n"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.4 Mobile/15E148 Safari/604.1"
)
SHARE = """text => {
  const form = document.createElement("form");
  form.method = "post"; form.action = "/share"; form.enctype = "multipart/form-data";
  const field = document.createElement("input");
  field.type = "file"; field.name = "files";
  const files = new DataTransfer();
  files.items.add(new File([text], "shared.vcf", {type: "text/vcard"}));
  field.files = files.files;
  form.append(field); document.body.append(form); form.submit();
}"""


def share(page: Page, text: str) -> None:
    """What the phone's share sheet posts to the address in the manifest."""
    page.evaluate(SHARE, text)
    page.wait_for_url("**/capture**")


def test_a_card_shared_without_a_network_becomes_a_capture(phone: BrowserContext) -> None:
    page = phone.new_page()
    sign_up(page, "shared@example.org")
    wait_for_worker(page)
    page.reload()
    phone.set_offline(True)
    share(page, NGOZI)
    expect(page.get_by_label("Name", exact=True)).to_have_value("Ngozi Adebayo")
    page.get_by_label("One detail").fill("twin daughters")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("[data-saved]")).to_contain_text("Saved on this phone")
    page.goto("/capture?shared=1")
    expect(page.get_by_label("Name", exact=True)).to_have_value("")


def test_a_shared_address_book_is_shown_before_it_is_taken(phone: BrowserContext) -> None:
    page = phone.new_page()
    sign_up(page, "shared.book@example.org")
    wait_for_worker(page)
    page.reload()
    share(page, NGOZI + NGOZI.replace("Ngozi", "Marcus"))
    page.get_by_role("button", name="See all of them").click()
    page.wait_for_url("**/contacts/import/*")
    expect(page.get_by_role("heading", name="Marcus Adebayo")).to_be_visible()


def test_an_iphone_is_told_once_how_to_install(chromium: Browser, server: Server) -> None:
    context = chromium.new_context(user_agent=IPHONE, viewport=PHONE, base_url=server.url)
    page = context.new_page()
    sign_up(page, "iphone@example.org")
    page.goto("/cards/new")
    page.get_by_label("Name", exact=False).first.fill("Asha Rao")
    page.get_by_role("button", name="Save").click()
    page.goto("/")
    hint = page.locator("[data-install-hint]")
    expect(hint).to_contain_text("Add to Home Screen")
    hint.get_by_role("button", name="Not now").click()
    expect(hint).to_be_hidden()
    page.reload()
    page.wait_for_load_state("networkidle")
    expect(hint).to_be_hidden()
    context.close()


# What an installed app on an iPhone has, and Chromium in a test has not.
INSTALLED = """
Object.defineProperty(navigator, "standalone", { value: true });
window.shown = [];
navigator.setAppBadge = async (count) => { window.shown.push(count); };
navigator.clearAppBadge = async () => { window.shown.push(0); };
"""
SHARES = """
window.shared = [];
navigator.canShare = ({ files }) => files.every((file) => file.type === "text/vcard");
navigator.share = async ({ files: [file] }) => {
  window.shared.push({ name: file.name, text: await file.text() });
};
"""


@pytest.fixture
def installed(chromium: Browser, server: Server) -> Any:
    """Hallway on the home screen of an iPhone, signed in to the season."""
    context = chromium.new_context(
        user_agent=IPHONE, viewport=PHONE, base_url=server.url, has_touch=True
    )
    context.add_init_script(INSTALLED)
    page = context.new_page()
    page.goto("/signin")
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/")
    yield page
    context.close()


def asked_today(page: Page) -> int:
    page.locator("main li.row").first.wait_for()
    return page.locator("#tonight ~ ul > li, #due ~ ul > li, #late ~ ul > li").count()


def test_the_icons_number_is_kept_with_no_network(installed: Page) -> None:
    wait_for_worker(installed)
    installed.goto("/follow-ups")
    due = asked_today(installed)
    assert due > 1
    installed.wait_for_function("count => shown.at(-1) === count", arg=due)
    installed.context.set_offline(True)
    installed.goto("/follow-ups")
    installed.wait_for_function("count => shown.at(-1) === count", arg=due)
    installed.locator("main li.row a.name").first.click()
    installed.get_by_role("button", name="I have sent it").click()
    expect(installed.get_by_text("Noted: sent to")).to_be_visible()
    left = asked_today(installed)
    installed.goto("/capture")
    installed.wait_for_function("count => shown.at(-1) === count", arg=left)


def test_a_card_goes_to_the_share_sheet_of_an_installed_iphone(installed: Page) -> None:
    installed.add_init_script(SHARES)
    installed.goto("/contacts?q=ngozi")
    installed.locator("main li.row a.name").first.click()
    card = installed.locator("a[href$='.vcf']").first
    here = installed.url
    card.click()
    installed.wait_for_function("() => shared.length === 1")
    [shared] = installed.evaluate("shared")
    assert shared["name"].endswith(".vcf")
    assert "FN:Dr. Ngozi Adébáyò" in shared["text"]
    assert installed.url == here
    installed.context.set_offline(True)
    card.click()
    expect(installed.get_by_text("The card could not be fetched.")).to_be_visible()


def test_elsewhere_a_card_is_a_plain_link(phone: BrowserContext) -> None:
    page = phone.new_page()
    page.add_init_script(SHARES)
    page.goto("/signin")
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/")
    page.goto("/contacts?q=ngozi")
    page.locator("main li.row a.name").first.click()
    with page.expect_download() as download:
        page.locator("a[href$='.vcf']").first.click()
    assert download.value.suggested_filename.endswith(".vcf")
    assert page.evaluate("shared") == []
