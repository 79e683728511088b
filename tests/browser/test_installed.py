"""Hallway as an app on a phone: shared with, hinted at, updated with consent."""

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import sign_up, wait_for_worker
from tests.browser.driving import PHONE
from tests.serving import Server

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
