"""Answers are packed for the way where the browser takes it, and say the same."""

import gzip
import json

import pytest
from flask.testing import FlaskClient

from tests.conftest import Person
from webapp.pages import DIST, manifest

PACKED = {"Accept-Encoding": "gzip, deflate, br"}
BUILT = "/static/dist/" + manifest()["app.js"]


def test_a_built_file_comes_as_the_build_packed_it(client: FlaskClient) -> None:
    with client.get(BUILT, headers=PACKED) as answer:
        assert answer.headers["Content-Encoding"] == "br"
        assert answer.data == (DIST / (manifest()["app.js"] + ".br")).read_bytes()
        assert answer.mimetype == "text/javascript"
        assert "Accept-Encoding" in answer.headers["Vary"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    with client.get(BUILT, headers={"Accept-Encoding": "gzip"}) as answer:
        assert gzip.decompress(answer.data) == (DIST / manifest()["app.js"]).read_bytes()


@pytest.mark.parametrize("headers", [{}, {"Accept-Encoding": "identity"}])
def test_a_browser_that_takes_nothing_packed_gets_the_file_itself(
    client: FlaskClient, headers: dict[str, str]
) -> None:
    with client.get(BUILT, headers=headers) as answer:
        assert "Content-Encoding" not in answer.headers
        assert answer.data == (DIST / manifest()["app.js"]).read_bytes()


def test_a_built_file_is_never_asked_for_again_and_an_icon_is(client: FlaskClient) -> None:
    with client.get(BUILT, headers=PACKED) as answer:
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    with client.get("/static/icons/hallway.svg") as answer:
        assert "immutable" not in answer.headers["Cache-Control"]
    assert client.get("/static/dist/app-AAAAAAAA.js", headers=PACKED).status_code == 404


def test_a_built_file_is_the_same_for_everybody_and_touches_no_cookie(asha: Person) -> None:
    assert "Set-Cookie" in asha.browser.get("/settings").headers
    with asha.browser.get(BUILT, headers=PACKED) as answer:
        assert "Set-Cookie" not in answer.headers
        assert answer.headers["Vary"] == "Accept-Encoding"


def test_a_browser_may_say_that_it_takes_all_but_gzip(asha: Person) -> None:
    for refuses in ("gzip;q=0", "br", "*;q=0", ""):
        answer = asha.browser.get("/settings", headers={"Accept-Encoding": refuses})
        assert "Content-Encoding" not in answer.headers
    packed = asha.browser.get("/settings", headers={"Accept-Encoding": "br, *"})
    assert packed.headers["Content-Encoding"] == "gzip"


def test_a_page_is_packed_and_reads_the_same(asha: Person) -> None:
    plain = asha.browser.get("/settings")
    packed = asha.browser.get("/settings", headers=PACKED)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data) / 2
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert "Accept-Encoding" in plain.headers["Vary"]


def test_the_length_of_a_page_is_blurred(asha: Person) -> None:
    lengths = {len(asha.browser.get("/settings", headers=PACKED).data) for _ in range(20)}
    assert len(lengths) > 3


def test_an_answer_of_the_api_is_packed_when_it_is_long(asha: Person) -> None:
    described = asha.browser.get("/api/v1/openapi.json", headers=PACKED)
    assert json.loads(gzip.decompress(described.data))["openapi"] == "3.1.0"
    short = asha.browser.get("/api/v1/account", headers=PACKED)
    assert "Content-Encoding" not in short.headers


def test_a_picture_and_a_zip_stay_as_they_are(asha: Person) -> None:
    with asha.browser.get("/api/v1/export", headers=PACKED) as answer:
        assert "Content-Encoding" not in answer.headers
    with asha.browser.get("/static/icons/icon-192.png", headers=PACKED) as answer:
        assert "Content-Encoding" not in answer.headers
