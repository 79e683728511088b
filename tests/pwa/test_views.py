"""The worker, what it keeps, and the manifest."""

import json
import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.conftest import Person
from webapp.pwa.shared import shared_values

SHARED = json.loads((Path(__file__).parent / "shared_cases.json").read_text())
FRONT_END = Path(__file__).parents[2] / "webapp" / "frontend"


def kept_by_the_worker(client: FlaskClient) -> set[str]:
    text = client.get("/sw.js").text
    return set(re.findall(r'"(/(?:static/dist|offline)[^"]*)"', text))


def test_every_address_that_the_worker_keeps_answers(client: FlaskClient) -> None:
    addresses = kept_by_the_worker(client)
    assert {"/offline", "/offline/capture", "/offline/scan"} < addresses
    assert len(addresses) > 8
    for address in addresses:
        with client.get(address) as answer:
            assert answer.status_code == 200, address


def test_the_browser_always_asks_whether_there_is_a_new_worker(client: FlaskClient) -> None:
    answer = client.get("/sw.js")
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.mimetype == "text/javascript"


def test_the_manifest_makes_it_installable(client: FlaskClient) -> None:
    manifest: dict[str, Any] = client.get("/manifest.webmanifest").get_json(force=True)
    assert manifest["id"] == manifest["start_url"] == "/"
    assert manifest["display"] == "standalone"
    sizes = {(icon["sizes"], icon["purpose"]) for icon in manifest["icons"]}
    assert sizes == {("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")}
    assert [shortcut["url"] for shortcut in manifest["shortcuts"]] == ["/", "/capture", "/scan"]
    icons = [icon for shortcut in manifest["shortcuts"] for icon in shortcut["icons"]]
    for icon in manifest["icons"] + icons:
        with client.get(icon["src"]) as answer:
            assert answer.mimetype == icon["type"]


def test_a_phone_shares_where_the_manifest_says(client: FlaskClient) -> None:
    target = client.get("/manifest.webmanifest").get_json(force=True)["share_target"]
    names = target["params"]
    card = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ngozi Adebayo\r\nEND:VCARD\r\n"
    answer = client.post(
        target["action"],
        data={names["files"][0]["name"]: (BytesIO(card), "ngozi.vcf"), names["title"]: "A card"},
        headers={"Sec-Fetch-Site": "none"},
    )
    assert answer.status_code == 200
    assert 'value="Ngozi Adebayo"' in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_another_site_cannot_share(client: FlaskClient) -> None:
    sent = {"data": {"text": "hello"}, "headers": {"Sec-Fetch-Site": "cross-site"}}
    assert client.post("/share", **sent).status_code == 403


@pytest.mark.parametrize("case", SHARED, ids=[case["name"] for case in SHARED])
def test_what_is_shared_begins_a_capture(case: dict[str, Any]) -> None:
    files = [text.encode() for text in case["files"]]
    values = shared_values(files, case["words"], "https://hallway.example.org")
    assert {name: values[name] for name in values if name != "raw"} == case["fields"]


def test_this_phone_has_a_page_under_the_settings(asha: Person) -> None:
    assert "/settings/phone" in asha.browser.get("/settings").text
    assert "Waiting to be sent" in asha.browser.get("/settings/phone").text


def test_a_stranger_is_asked_to_sign_in_first(client: FlaskClient) -> None:
    assert client.get("/settings/phone").status_code == 302


def test_no_height_hides_behind_a_phones_address_bar() -> None:
    """100vh is taller than what is seen of a page in Safari and Chrome."""
    for file in [*FRONT_END.rglob("*.css"), *FRONT_END.rglob("*.js")]:
        assert not re.search(r"\d(l|s)?vh\b", file.read_text()), file
