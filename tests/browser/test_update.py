"""A new version, built and served while a phone has the old one open."""

import shutil
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

import hatch_build
from tests.browser.conftest import sign_up, wait_for_worker
from tests.browser.driving import PHONE
from tests.serving import ROOT, free_port, serving

pytestmark = pytest.mark.browser

BUILT_FROM = ["build.mjs", "package.json", "wsgi.py"]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """The whole application in a folder of its own, to be changed and built anew."""
    house = tmp_path / "house"
    shutil.copytree(ROOT / "webapp", house / "webapp")
    for name in BUILT_FROM:
        shutil.copy(ROOT / name, house)
    (house / "node_modules").symlink_to(ROOT / "node_modules")
    return house


def build_next(house: Path, version: str) -> None:
    """Another version of the front end, as a deployment would build it."""
    source = house / "webapp/frontend/app.js"
    source.write_text(source.read_text() + f"\nglobalThis.version = '{version}';\n")
    subprocess.run([hatch_build.find_node(), "build.mjs"], cwd=house, check=True, timeout=60)


def script_of(page: Page) -> str:
    return str(page.evaluate("document.querySelector('script[type=module]').src"))


def is_there(address: str) -> bool:
    try:
        with urllib.request.urlopen(address) as answer:
            return bool(answer.status == 200)
    except urllib.error.HTTPError:
        return False


def test_a_new_version_waits_for_the_person_and_costs_nothing(
    chromium: Browser, house: Path, tmp_path: Path
) -> None:
    port = free_port()
    context = chromium.new_context(viewport=PHONE, base_url=f"http://127.0.0.1:{port}")
    page = context.new_page()
    with serving(tmp_path / "instance", port=port, root=house):
        sign_up(page, "update@example.org")
        wait_for_worker(page)
        page.goto("/capture")
        page.route("**/api/v1/**", lambda route: route.abort())
        page.get_by_label("Name", exact=True).fill("Ngozi")
        page.get_by_label("One detail").fill("twin daughters")
        page.get_by_role("button", name="Save").click()
        expect(page.locator("[data-sync-line]")).to_have_text("1 on this phone only")
        first = script_of(page)

    build_next(house, "second")
    with serving(tmp_path / "instance", port=port, root=house):
        assert is_there(first), "A page of the version before still finds its files"
        page.evaluate("navigator.serviceWorker.ready.then((one) => one.update())")
        expect(page.locator("[data-update-hint]")).to_be_visible(timeout=10_000)
        assert page.evaluate("globalThis.version") is None, "Nothing changes before a yes"
        page.get_by_role("button", name="Update").click()
        page.wait_for_function("globalThis.version === 'second'")
        assert script_of(page) != first
        expect(page.locator("[data-sync-line]")).to_have_text("1 on this phone only")
        expect(page.locator("[data-update-hint]")).to_be_hidden()
        second = script_of(page)

    build_next(house, "third")
    with serving(tmp_path / "instance", port=port, root=house):
        assert is_there(second)
        assert not is_there(first), "Two versions back is too long ago"
    context.close()
