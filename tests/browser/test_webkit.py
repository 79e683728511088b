"""The hall's core in real WebKit, the engine of every iPhone (Debian's WebKitGTK)."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.common.exceptions import TimeoutException
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from tests.serving import PASSWORD, Server, free_port, serving

DRIVER = shutil.which("WebKitWebDriver")
DISPLAY = shutil.which("Xvfb")
pytestmark = [
    pytest.mark.browser,
    # Selenium's own driver for WebKit calls its own base class in the old way.
    pytest.mark.filterwarnings("ignore:setting remote_server_addr:DeprecationWarning"),
    pytest.mark.skipif(
        not (DRIVER and DISPLAY),
        reason="WebKit is not here: as root, apt-get install webkit2gtk-driver xvfb",
    ),
]

Driver = webdriver.WebKitGTK


@pytest.fixture
def display() -> Iterator[str]:
    """A screen that nobody looks at."""
    read, write = os.pipe()
    screen = subprocess.Popen(
        [str(DISPLAY), "-displayfd", str(write), "-screen", "0", "800x1000x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as said:
        number = said.readline().strip()
    yield f":{number}"
    screen.terminate()
    screen.wait(10)


@pytest.fixture
def iphone(display: str, tmp_path: Path) -> Iterator[Driver]:
    """A WebKit whose storage is its own, and which lets pages store things."""
    environment = {
        **os.environ,
        "DISPLAY": display,
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "XDG_RUNTIME_DIR": str(tmp_path),
        "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
        "GIO_USE_VFS": "local",
        # In a container there is no other sandbox than the container itself.
        "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
    }
    options = Options()
    options.binary_location = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser"
    options.add_argument("--automation")
    driver = webdriver.WebKitGTK(options, Service(str(DRIVER), env=environment))
    driver.set_page_load_timeout(30)
    yield driver
    driver.quit()


def fill(driver: Driver, name: str, text: str) -> None:
    field = driver.find_element(By.NAME, name)
    field.clear()
    field.send_keys(text)


def wait_for(driver: Driver, script: str, seconds: float = 60) -> object:
    """What the script gives, once it gives something true."""
    try:
        return WebDriverWait(driver, seconds).until(lambda one: one.execute_script(script))
    except TimeoutException as error:
        shown = driver.find_element(By.TAG_NAME, "body").text
        raise AssertionError(f"{script} was not true; the page shows: {shown[:300]}") from error


def says(part: str, text: str) -> str:
    return f"return document.querySelector('{part}')?.textContent.includes('{text}')"


NOTHING_WAITS = """
  const waits = Object.keys(localStorage).some((key) => key.startsWith("hallway.journal."));
  return !waits && document.querySelector("[data-sync-line]")?.textContent;
"""


def sign_up(driver: Driver, server: Server) -> None:
    driver.get(server.url + "/signup")
    fill(driver, "name", "Asha Rao")
    fill(driver, "email", "webkit@example.org")
    fill(driver, "password", PASSWORD)
    driver.find_element(By.CSS_SELECTOR, "form button").click()
    wait_for(driver, "return location.pathname === '/'")


def test_a_capture_without_a_server_outlives_a_reload_and_arrives_once(
    iphone: Driver, tmp_path: Path
) -> None:
    port = free_port()
    with serving(tmp_path / "instance", port=port) as server:
        sign_up(iphone, server)
        iphone.get(server.url + "/capture")
        wait_for(iphone, "return Boolean(navigator.serviceWorker.controller)")

    iphone.get(server.url + "/capture")
    # "All saved" until the first try, and "No network" from then on.
    wait_for(iphone, "return document.querySelector('[data-sync-line]')?.textContent")
    fill(iphone, "name", "Ngozi Adebayo")
    fill(iphone, "detail", "twin daughters; ran Boston in the rain")
    iphone.find_element(By.CSS_SELECTOR, ".capture-save button").click()
    wait_for(iphone, says("[data-saved]", "Saved on this phone"))
    iphone.refresh()
    wait_for(iphone, says("[data-sync-line]", "1 on this phone only"))

    with serving(tmp_path / "instance", port=port) as server:
        iphone.refresh()
        # Where WebKit's database is dead, the line says to reload, and the journal is sent.
        wait_for(iphone, NOTHING_WAITS)
        time.sleep(1)
        iphone.get(server.url + "/contacts")
        names = iphone.find_elements(By.CSS_SELECTOR, "main .row .name")
        assert [name.text for name in names] == ["Ngozi Adebayo"]
