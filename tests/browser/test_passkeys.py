"""Passkeys in a real Chromium, with the authenticator that its own tools pretend."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import sign_up
from tests.browser.driving import PHONE
from tests.serving import PASSWORD, Server, free_port, serving

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Hallway at a name: browsers make no passkeys for a bare address."""
    port = free_port()
    folder: Path = tmp_path_factory.mktemp("named")
    with serving(folder, port=port, HALLWAY_BASE_URL=f"http://localhost:{port}") as running:
        running.url = f"http://localhost:{port}"
        yield running


@pytest.fixture
def phone(chromium: Browser, named: Server) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport=PHONE, has_touch=True, base_url=named.url)
    yield context
    context.close()


def with_authenticator(page: Page) -> None:
    """Plug in an authenticator that keeps passkeys and knows its owner's finger."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable", {"enableUI": False})
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def add_passkey(page: Page) -> None:
    page.goto("/settings/security")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_text("The passkey is ready")).to_be_visible()


def test_a_passkey_is_added_and_signs_in_without_a_password(
    phone: BrowserContext, named: Server
) -> None:
    page = phone.new_page()
    with_authenticator(page)
    sign_up(page, "key@example.org")
    add_passkey(page)
    expect(page.get_by_label("Name of this passkey")).to_have_value("Passkey of Linux")
    page.goto("/settings")
    page.get_by_role("button", name="Sign out").click()
    # The e-mail field offers the passkey by itself, and this authenticator says yes at once.
    page.wait_for_url(named.url + "/", timeout=15_000)
    page.goto("/settings/security")
    expect(page.get_by_text("Last used today").first).to_be_visible()


def test_a_passkey_is_the_fresh_proof_too(phone: BrowserContext, named: Server) -> None:
    page = phone.new_page()
    with_authenticator(page)
    sign_up(page, "proof@example.org")
    add_passkey(page)
    page.goto("/settings/confirm?next=/settings/security")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/settings/security")


def test_a_removed_passkey_opens_nothing(phone: BrowserContext) -> None:
    page = phone.new_page()
    with_authenticator(page)
    sign_up(page, "gone@example.org")
    add_passkey(page)
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("opens nothing now")).to_be_visible()
    page.goto("/settings/confirm")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_text("This passkey is not known here")).to_be_visible()


def test_a_passkey_is_called_as_its_owner_likes(phone: BrowserContext) -> None:
    page = phone.new_page()
    with_authenticator(page)
    sign_up(page, "name@example.org")
    add_passkey(page)
    page.get_by_label("Name of this passkey").fill("My phone")
    page.get_by_role("button", name="Rename").click()
    page.wait_for_load_state()
    expect(page.get_by_label("Name of this passkey")).to_have_value("My phone")
    assert PASSWORD not in page.content()
