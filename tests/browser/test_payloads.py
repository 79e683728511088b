"""What strangers write is text on every page: no script of theirs runs."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
import qrcode
from playwright.sync_api import Browser, Page, expect

from tests.browser.all_pages import reachable_pages, rules
from tests.browser.conftest import wait_for_worker
from tests.browser.driving import PHONE
from tests.browser.hostile import ALL, PAYLOADS, VCARD, look, look_at, sign_in, text_fields
from tests.serving import Server

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NO_TEXT = {
    "account email", "account time_zone", "events time_zone", "cards emails.value",
    "mail-server address", "mail-server host", "mail-server username", "mail-server password",
    "push-subscriptions endpoint", "push-subscriptions keys.auth", "push-subscriptions keys.p256dh",
    "sync cursor", "sync phone", "sync ops.fields.kind",
    "sync ops.fields.note_was", "targets time", "targets until", "tasks kind",
}  # fmt: skip
"""Fields that take one of a few words, an address or a time, or are never shown; those of the mail
server are asked of it first (`hostile.keep_what_others_check`)."""
FIELDS = (
    "input:not([type=hidden]):not([type=checkbox]):not([type=radio]):not([type=file]), textarea"
)
FILL = """(form, text) => {
  for (const field of form.elements) {
    if (field.type === "checkbox" || field.type === "radio" || field.type === "file") continue;
    if (field.type === "hidden" && field.name !== "next") continue;
    if (field.tagName === "SELECT") field.add(new Option(text, text, true, true));
    else if (field.tagName === "INPUT") field.type = "text";
    if ("value" in field) field.value = text;
  }
  HTMLFormElement.prototype.submit.call(form);
}"""
FORMS = """(fields) => [...document.forms].map((form, at) => ({
  at,
  action: form.getAttribute("action") ?? "",
  typed: form.querySelectorAll(fields).length > 0,
  file: form.querySelector("[type=file]")?.name,
}))"""
PROVEN = "/settings/security"
ACTION = re.compile(r'<form(?:[^>]* action="([^"]*)"|[^>]* method="post"|[^>]*role)')
CELL = '"{}"'.format(ALL.replace('"', '""'))
TABLE = f"Name,Title,First Name,{CELL}\r\n" + f"{CELL},{CELL},{CELL},{CELL}\r\n" * 2
CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20261001T000000Z"
    f"\r\nDTSTART:20261014T140500Z\r\nSUMMARY:{PAYLOADS[1]}\r\nLOCATION:{PAYLOADS[0]}"
    "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
FILES = (TABLE, CALENDAR, VCARD, "%PDF-1.4\n%%EOF\n")
ASKED = "q next name kind program_id with event stage for on state group card title line paper day "
ASKED += "contact_id cursor filter page detail place organisation talk shared version size text url"
QUERIED = "/ /contacts /contacts/duplicates /contacts.csv /contacts.vcf /hall /drill /follow-ups "
QUERIED += "/follow-ups.vcf /capture /plan/programs /plan/programs/new /plan/letters/new /signup "
QUERIED += "/settings/confirm /share"
HELD = "/{0} /c/{0} /exchange/{0} /digest/off/{0} /feeds/{0}/follow-ups.ics /signin/reset/{0} "
HELD += "/follow-ups/letters/{0} /settings/security/email/{0} /contacts/{0} /static/{0} /api/v1/{0}"


@pytest.fixture
def page(chromium: Browser, server: Server, planted: tuple[str, Any]) -> Iterator[Page]:
    """A phone of whoever has payloads everywhere; none of them asks for what the CSP forbids."""
    context = chromium.new_context(
        viewport=PHONE, base_url=server.url, service_workers="block", user_agent=PAYLOADS[0]
    )
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda line: said.append(f"{page.url}: {line.text}"))
    sign_in(page, planted[0])
    yield page
    assert [line for line in said if "Content Security Policy" in line] == []
    context.close()


def test_every_text_that_the_api_takes_is_among_the_entrances(planted: tuple[str, Any]) -> None:
    _, asked = planted
    described = asked.get("/api/v1/openapi.json").json()
    assert text_fields(described) - asked.sent == NO_TEXT


def test_no_payload_runs_on_any_page(page: Page, planted: tuple[str, Any], tmp_path: Path) -> None:
    _, asked = planted
    pages, _ = reachable_pages(rules(tmp_path), asked)
    assert len(pages) > 50
    people = asked.get("/api/v1/contacts").json()["items"]
    pages += [f"/contacts/{one['id']}" for one in people]
    for card in asked.get("/api/v1/cards").json()["items"]:
        pages += [f"/c/{card['token']}"]
        page.goto(f"/c/{card['token']}.svg")
        assert page.evaluate("window.ran") is None
    page.goto("/settings/security")
    page.get_by_label("What it is for").fill(PAYLOADS[1])
    page.get_by_role("button", name="Make a token").click()
    page.locator("code").wait_for()
    for path in dict.fromkeys([*pages, "/settings/security"]):
        look_at(page, path)
    page.goto("/settings/security")
    shown = page.locator("main").inner_html()
    assert "&lt;img src=x onerror" in shown, "the names of passkeys and tokens"
    page.goto("/settings/sending")
    assert page.locator("[name=host]").input_value() == PAYLOADS[2]


def test_no_payload_runs_where_a_form_is_shown_again(
    page: Page, planted: tuple[str, Any], tmp_path: Path
) -> None:
    """Each form of each page is filled with nothing else, and sent past what browsers check."""
    _, asked = planted
    pages, _ = reachable_pages(rules(tmp_path), asked)
    seen: set[str] = set()
    sent: set[str] = set()
    # What opens the account is shown to no token, but to whoever just signed in.
    for path in [PROVEN, *pages, "/signin", "/signup"]:
        actions = ACTION.findall(asked.get(path, max_redirects=0).text())
        if {way_of(action or path) for action in actions} <= seen and path != PROVEN:
            continue
        page.goto(path)
        for form in page.evaluate(FORMS, FIELDS):
            way = way_of(form["action"] or path)
            is_new = way not in seen
            seen.add(way)
            if not is_new or not (form["typed"] or form["file"]):
                continue
            sent.add(way)
            for file in FILES if form["file"] else ("",):
                page.goto(path)
                send(page, form, file)
                look(page)
    assert len(sent) > 30, sorted(sent)
    assert {"/plan/events/*/programme", f"{PROVEN}/passkeys/*/name"} <= sent


def way_of(action: str) -> str:
    """An address without what differs from row to row."""
    return re.sub(r"[0-9a-f-]{36}|[\w-]{20,}", "*", re.split("[?#]", action)[0])


def send(page: Page, form: dict[str, Any], file: str) -> None:
    """Fill the form at this place of the page, and send it."""
    found = page.locator("form").nth(form["at"])
    if file:
        named = {"name": f"{PAYLOADS[1]}.csv", "mimeType": "text/csv", "buffer": file.encode()}
        found.locator("[type=file]").set_input_files(named)
    with page.expect_navigation():
        found.evaluate(FILL, ALL)


def test_no_payload_runs_from_an_address(page: Page, planted: tuple[str, Any]) -> None:
    _, asked = planted
    query = urlencode(dict.fromkeys(ASKED.split(), ALL))
    whose = asked.get("/api/v1/contacts").json()["items"][0]["id"]
    event = asked.get("/api/v1/events").json()["items"][0]["id"]
    card = asked.get("/api/v1/cards").json()["items"][0]
    several = [
        f"/contacts/{whose}/merge", f"/plan/events/{event}/targets/new", f"/c/{card['token']}.png",
        f"/cards/{card['id']}/print", f"/cards/{card['id']}/sheet.pdf", f"/c/{card['token']}",
    ]  # fmt: skip
    addresses = [f"{path}?{query}" for path in [*QUERIED.split(), *several]]
    addresses += [path.format(quote(ALL, safe="")) for path in HELD.split()]
    # Where every name together is refused, the one that is shown must be seen alone.
    addresses += [f"/contacts?q={quote(ALL)}", f"/capture?name={quote(ALL)}&detail={quote(ALL)}"]
    for address in addresses:
        answer = asked.get(address, max_redirects=0)
        if answer.headers.get("content-disposition", "").startswith("attachment"):
            continue
        page.goto(address)
        assert page.evaluate("window.ran") is None, address
        led = page.evaluate("[...document.links].map((link) => link.protocol)")
        assert set(led) <= {"http:", "https:", "mailto:", "tel:"}, address


def test_no_payload_runs_on_what_the_phone_draws(
    chromium: Browser, server: Server, planted: tuple[str, Any], tmp_path: Path
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
    scan_and_take_down(page, tmp_path)
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


def scan_and_take_down(page: Page, folder: Path) -> None:
    """A code with a stranger's card, taken down with no network, and who it made."""
    picture = folder / "code.png"
    qrcode.make(VCARD).get_image().save(picture)
    page.goto("/scan")
    page.locator("[data-scan-photo]").set_input_files(picture)
    expect(page.locator("[data-scan-result]")).to_contain_text(PAYLOADS[1])
    look(page)
    page.get_by_role("button", name="Take down").click()
    expect(page.get_by_label("Name", exact=True)).to_have_value(PAYLOADS[1])
    page.get_by_label("One detail").fill(PAYLOADS[2])
    page.get_by_role("button", name="Save").click()
    expect(page.locator("[data-saved]")).to_contain_text("Saved on this phone")
    look(page)
    page.goto("/contacts")
    page.get_by_role("link", name=PAYLOADS[1]).first.click()
    look(page)
