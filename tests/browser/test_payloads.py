"""What strangers write is text on every page: no script of theirs runs."""

import re
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.all_pages import reachable_pages, rules
from tests.browser.conftest import wait_for_worker
from tests.browser.driving import PHONE
from tests.browser.entrances import send_everywhere
from tests.serving import PASSWORD, Server
from webapp.db import new_id

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAYLOADS = [
    "<script>window.ran=1</script>",
    '"><img src=x onerror=window.ran=1>',
    "</title></textarea></style><svg onload=window.ran=1>",
    "{{7*7}}${7*7}<iframe srcdoc='<script>parent.ran=1</script>'>",
]
LINKS = ["javascript:window.ran=1", " JaVaScRiPt:window.ran=1", "data:text/html,<script>1</script>",
         "vbscript:x", "java\tscript:window.ran=1"]  # fmt: skip


def plant(asked: Any, server: Server) -> None:
    """Send the payloads through every entrance."""
    card = asked.post("/api/v1/cards", data={"name": PAYLOADS[1], "label": PAYLOADS[0]}).json()
    event = {"name": PAYLOADS[0], "place": PAYLOADS[1], "kind": "conference",
             "starts_on": "2026-10-14", "ends_on": "2027-10-14", "time_zone": "UTC"}  # fmt: skip
    assert asked.post("/api/v1/events", data=event).ok
    for payload in PAYLOADS:
        body = {"name": payload, "detail": payload, "organisation": payload, "title": payload,
                "email": payload, "phone": payload, "links": LINKS, "talk": payload,
                "promise": payload, "raw": payload, "place": payload[:200]}  # fmt: skip
        assert asked.put(f"/api/v1/captures/{new_id()}", data=body).ok
    vcard = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:" + PAYLOADS[1] + "\r\nURL:" + LINKS[0]
    vcard += "\r\nNOTE:" + PAYLOADS[0] + "\r\nEND:VCARD\r\n"
    csv = "First Name,Last Name,Company,URL\r\n" + f"{PAYLOADS[0]},{LINKS[0]},x,{LINKS[0]}\r\n"
    for kind, data in (("text/vcard", vcard), ("text/csv", csv)):
        assert asked.post("/api/v1/imports", headers={"Content-Type": kind}, data=data).ok
    leave(server, card["token"])
    send_everywhere(asked, "".join(PAYLOADS), LINKS)


def leave(server: Server, token: str) -> None:
    """The same on the card's page."""
    address = f"{server.url}/c/{token}/exchange"
    nonce = re.findall(r'name="nonce" value="([^"]+)"', urlopen(address).read().decode())[0]
    time.sleep(1.2)
    form = {"nonce": nonce, "consent": "true", "name": PAYLOADS[0], "detail": PAYLOADS[1],
            "phone": f"{PAYLOADS[1]} 5550100"}  # fmt: skip
    assert urlopen(Request(address, data=urlencode(form).encode())).status == 200


@pytest.fixture(scope="module")
def planted(playwright: Any, server: Server) -> Iterator[tuple[str, Any]]:
    """The address of somebody with payloads everywhere, and their API."""
    email = f"{new_id()}@example.org"
    bearer = {"Authorization": f"Bearer {server.add_user(email)}"}
    asked = playwright.request.new_context(base_url=server.url, extra_http_headers=bearer)
    plant(asked, server)
    yield email, asked
    asked.dispose()


def sign_in(page: Page, email: str) -> None:
    page.goto("/signin")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/")


def look_at(page: Page, path: str) -> None:
    page.goto(path)
    page.locator("h1").first.wait_for(state="attached")
    assert page.evaluate("window.ran") is None, path
    led = page.evaluate("[...document.links].map((link) => link.protocol)")
    assert set(led) <= {"http:", "https:", "mailto:", "tel:"}, path


def test_no_payload_runs_on_any_page(
    chromium: Browser, server: Server, planted: tuple[str, Any], tmp_path_factory: Any
) -> None:
    email, asked = planted
    pages, _ = reachable_pages(rules(tmp_path_factory.mktemp("routes")), asked)
    assert len(pages) > 50
    people = asked.get("/api/v1/contacts").json()["items"]
    pages += [f"/contacts/{one['id']}" for one in people]
    pages += ["/c/" + card["token"] for card in asked.get("/api/v1/cards").json()["items"]]
    context = chromium.new_context(
        viewport=PHONE, base_url=server.url, service_workers="block", user_agent=PAYLOADS[0]
    )
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda line: said.append(f"{page.url}: {line.text}"))
    sign_in(page, email)
    page.goto("/settings/security")
    page.get_by_label("What it is for").fill(PAYLOADS[1])
    page.get_by_role("button", name="Make a token").click()
    page.locator("code").wait_for()
    for path in dict.fromkeys([*pages, "/settings/security"]):
        look_at(page, path)
    assert [line for line in said if "Content Security Policy" in line] == []
    context.close()


def test_no_payload_runs_on_what_the_phone_draws(
    chromium: Browser, server: Server, planted: tuple[str, Any]
) -> None:
    email, asked = planted
    context = chromium.new_context(viewport=PHONE, base_url=server.url)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda line: said.append(f"{page.url}: {line.text}"))
    sign_in(page, email)
    wait_for_worker(page)
    expect(page.locator("[data-sync-line]")).to_have_text("All saved", timeout=20_000)
    people = asked.get("/api/v1/contacts").json()["items"]
    owed = asked.get("/api/v1/follow-ups").json()["items"]
    events = asked.get("/api/v1/events").json()["items"]
    context.set_offline(True)
    page.goto("/contacts")
    expect(page.locator("main")).to_contain_text(PAYLOADS[0])
    paths = ["/", "/contacts", "/follow-ups", "/plan", "/plan/programs", "/prompts", "/hall"]
    paths += [f"/contacts/{one['id']}" for one in people]
    paths += [f"/contacts/{one['id']}/edit" for one in people]
    paths += [f"/follow-ups/{one['id']}" for one in owed]
    paths += [f"/plan/events/{one['id']}" for one in events]
    for path in paths:
        look_at(page, path)
        expect(page.locator("[data-no-page]")).to_be_hidden()
    assert [line for line in said if "Content Security Policy" in line] == []
    context.close()
