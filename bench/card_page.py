"""The public card page: what a stranger's phone has to fetch."""

import json
import tempfile
import urllib.request
from pathlib import Path

from playwright.sync_api import Request, sync_playwright

from bench.rows import Row
from tests.browser.driving import launch
from tests.serving import Server, serving
from webapp.demo.season import EMAIL

COMMAND = "python -m bench card_page"


def measure() -> list[Row]:
    """Bytes on the wire and requests of a first visit in a phone-sized Chromium."""
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as server:
        url = make_card(server)
        sizes = _visit(url)
    return [
        Row("card page, first visit, bytes on the wire", str(sum(sizes)), "the goal", "8192",
            sum(sizes) / 8192, None, "at most 8 KB", COMMAND),
        Row("card page, first visit, requests", str(len(sizes)), "the goal", "2",
            len(sizes) / 2, None, "at most 2", COMMAND),
    ]  # fmt: skip


def make_card(server: Server) -> str:
    """The address of the made-up person's card, on a server that has nobody yet."""
    server.flask("demo")
    token = server.flask("user", "token", "--email", EMAIL)
    asked = urllib.request.Request(
        server.url + "/api/v1/cards", headers={"Authorization": f"Bearer {token}"}
    )
    with urllib.request.urlopen(asked) as answer:
        return str(json.load(answer)["items"][0]["url"])


def _visit(url: str) -> list[int]:
    sizes: list[int] = []

    def finished(request: Request) -> None:
        size = request.sizes()
        sizes.append(size["responseHeadersSize"] + size["responseBodySize"])

    with sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_page(viewport={"width": 390, "height": 844})
        page.on("requestfinished", finished)
        page.goto(url, wait_until="networkidle")
        browser.close()
    return sizes
