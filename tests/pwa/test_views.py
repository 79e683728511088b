"""The worker, what it keeps, and the manifest."""

import re
from typing import Any

from flask.testing import FlaskClient


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
    for icon in manifest["icons"]:
        with client.get(icon["src"]) as answer:
            assert answer.mimetype == "image/png"
