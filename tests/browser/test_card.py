"""My card in a real browser: another phone reads it, in both themes, on every size of screen."""

import io
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.conftest import sign_up
from tests.serving import Server

pytestmark = pytest.mark.browser

SCREENS = [(320, 568, 2), (390, 844, 3), (1280, 800, 1)]
LARGEST_OFFLINE = {"name": "Wolfeschlegelsteinhausenbergerdorff " * 4, "links": []}


def read_from_screen(page: Page) -> str:
    """What a phone reads that sees the whole screen."""
    picture = Image.open(io.BytesIO(page.screenshot()))
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    assert len(found) == 1, f"{len(found)} codes were found"
    return str(found[0].text)


def make_card(page: Page, **changes: object) -> dict[str, Any]:
    body = {"name": "Asha Rao", "emails": [{"value": "asha@example.org"}], **changes}
    made: dict[str, Any] = page.evaluate(
        """body => fetch("/api/v1/cards", {method: "POST", body: JSON.stringify(body),
             headers: {"Content-Type": "application/json"}}).then((answer) => answer.json())""",
        body,
    )
    return made


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_both_codes_read_from_every_screen_with_and_without_scripts(
    chromium: Browser, server: Server, theme: Any, scripts: bool
) -> None:
    for number, (width, height, density) in enumerate(SCREENS):
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            device_scale_factor=density,
            color_scheme=theme,
            base_url=server.url,
            service_workers="block",
        )
        page = context.new_page()
        sign_up(page, f"{theme}-{scripts}-{number}@example.org")
        card = make_card(page, **LARGEST_OFFLINE)
        if not scripts:
            page = without_scripts(chromium, page, server)
        page.goto("/")
        assert read_from_screen(page) == card["url"]
        page.get_by_text("They are offline").click()
        assert read_from_screen(page).startswith("BEGIN:VCARD")
        assert module_size(page) >= 4
        page.get_by_text("They have signal").click()
        assert read_from_screen(page) == card["url"]
        page.context.close()


def without_scripts(chromium: Browser, page: Page, server: Server) -> Page:
    """The same person on the same screen, in a browser that runs no script."""
    context = chromium.new_context(
        viewport=page.viewport_size,
        device_scale_factor=2,
        java_script_enabled=False,
        storage_state=page.context.storage_state(),
        base_url=server.url,
    )
    page.context.close()
    return context.new_page()


def module_size(page: Page) -> float:
    """CSS pixels a module of the code on the screen."""
    code = page.locator(".code svg:visible")
    box, view = code.bounding_box(), code.get_attribute("viewBox")
    assert box is not None
    assert view is not None
    return box["width"] / float(view.split()[2])


def test_the_public_page_is_there_after_two_requests(
    chromium: Browser, server: Server, phone: Any
) -> None:
    page = phone.new_page()
    sign_up(page, "public@example.org")
    card = make_card(page, positioning="Clear notes. " * 20)
    stranger = chromium.new_context(base_url=server.url).new_page()
    asked: list[str] = []
    stranger.on("request", lambda request: asked.append(request.url))
    stranger.goto(f"/c/{card['token']}")
    stranger.wait_for_timeout(300)
    assert len(asked) == 1
    with stranger.expect_download() as download:
        stranger.get_by_role("link", name="Save contact").click()
    assert download.value.suggested_filename == "Asha Rao.vcf"
    stranger.context.close()
