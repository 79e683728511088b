"""The public page: what a stranger gets, quickly, and what never leaves the house."""

import base64
import hashlib
import html
import io
import re
from typing import Any

import pytest
import vobject
from flask.testing import FlaskClient
from PIL import Image

from tests.cards.conftest import ASHA, made
from tests.conftest import Person

PATHS = ["", ".vcf", ".svg", ".png", "/photo.jpg"]
PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }}",
    "</style><svg onload=alert(1)>",
    "&lt;b&gt;",
]


def photo_upload(size: tuple[int, int] = (600, 400)) -> tuple[io.BytesIO, str]:
    stream = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(stream, "JPEG")
    stream.seek(0)
    return stream, "me.jpg"


def add_photo(person: Person, card: dict[str, Any]) -> None:
    form = {"name": card["name"], "photo": photo_upload()}
    answer = person.browser.post(f"/cards/{card['id']}/edit", data=form)
    assert answer.status_code == 303, answer.text


def test_a_stranger_sees_who_it_is_and_can_save_them(
    client: FlaskClient, ashas_card: dict[str, Any]
) -> None:
    page = client.get(f"/c/{ashas_card['token']}")
    assert page.status_code == 200
    for text in ("Dr. Asha Rao", "Final-year student", "St. George’s University", "Clear notes"):
        assert text in page.text
    assert f'href="/c/{ashas_card["token"]}.vcf">Save contact</a>' in page.text
    assert 'href="mailto:asha.rao@example.org"' in page.text
    assert 'href="tel:+14735550100"' in page.text
    assert 'href="https://www.linkedin.com/in/asharao"' in page.text


def test_saving_comes_before_every_other_link(
    client: FlaskClient, ashas_card: dict[str, Any]
) -> None:
    links = re.findall(r'<a [^>]*href="([^"]*)"', client.get(f"/c/{ashas_card['token']}").text)
    assert links[0].endswith(".vcf")


def test_the_page_is_small_and_asks_for_nothing_but_the_photo(
    client: FlaskClient, asha: Person, ashas_card: dict[str, Any]
) -> None:
    page = client.get(f"/c/{ashas_card['token']}")
    headers = sum(len(f"{name}: {value}\r\n") for name, value in page.headers)
    assert len(page.data) + headers < 8 * 1024
    assert "<script" not in page.text
    assert not re.findall(r'\ssrc="|<link[^>]+stylesheet|@import|url\(', page.text)
    add_photo(asha, ashas_card)
    with_photo = client.get(f"/c/{ashas_card['token']}").text
    assert re.findall(r'\ssrc="([^"]+)"', with_photo) == [f"/c/{ashas_card['token']}/photo.jpg"]


def test_its_own_style_is_allowed_by_its_digest_and_no_other(
    client: FlaskClient, ashas_card: dict[str, Any]
) -> None:
    page = client.get(f"/c/{ashas_card['token']}")
    style = re.search(r"<style>(.*?)</style>", page.text, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'self' 'sha256-{digest}'" in page.headers["Content-Security-Policy"]
    assert 'style="' not in page.text


def test_what_is_private_stays_off_the_page_and_the_vcard(
    client: FlaskClient, ashas_card: dict[str, Any]
) -> None:
    for path in ("", ".vcf", ".svg?kind=offline"):
        text = client.get(f"/c/{ashas_card['token']}{path}").text.replace("\r\n ", "")
        for private in ("Newark", "halved", "General", "asha@example.org"):
            assert private not in text


def test_pitch_and_project_are_shown_once_their_owner_says_so(
    client: FlaskClient, asha: Person
) -> None:
    card = made(asha, shows_pitch=True)
    page = client.get(f"/c/{card['token']}").text
    assert "Newark" in page
    assert "halved" not in page
    asha.browser.patch(f"/api/v1/cards/{card['id']}", json={"shows_project": True})
    assert "halved" in client.get(f"/c/{card['token']}").text


def test_searches_and_shared_caches_keep_nothing(
    client: FlaskClient, ashas_card: dict[str, Any]
) -> None:
    for path in ("", ".vcf", ".svg", ".png"):
        headers = client.get(f"/c/{ashas_card['token']}{path}").headers
        assert "noindex" in headers["X-Robots-Tag"]
        assert re.search("no-store|private", headers["Cache-Control"])
    page = client.get(f"/c/{ashas_card['token']}")
    assert page.headers["Cache-Control"] == "private, no-store"
    assert 'name="robots" content="noindex' in page.text


def test_the_vcard_is_a_download_that_address_books_read(
    client: FlaskClient, asha: Person, ashas_card: dict[str, Any]
) -> None:
    add_photo(asha, {**ashas_card, "name": "Asha Räo"})
    answer = client.get(f"/c/{ashas_card['token']}.vcf")
    assert answer.content_type == "text/vcard; charset=utf-8"
    disposition = answer.headers["Content-Disposition"]
    assert (
        disposition == "attachment; filename=\"Asha Rao.vcf\"; filename*=UTF-8''Asha%20R%C3%A4o.vcf"
    )
    card = vobject.readOne(answer.text)
    assert card.fn.value == "Asha Räo"
    assert card.uid.value == f"urn:uuid:{ashas_card['id']}"
    assert Image.open(io.BytesIO(card.photo.value)).size == (256, 256)
    assert "\r\n\r\nEND:VCARD" in answer.text


def test_the_photo_is_fetched_once_and_asked_about_each_time(
    client: FlaskClient, asha: Person, ashas_card: dict[str, Any]
) -> None:
    path = f"/c/{ashas_card['token']}/photo.jpg"
    assert client.get(path).status_code == 404
    add_photo(asha, ashas_card)
    photo = client.get(path)
    assert Image.open(io.BytesIO(photo.data)).size == (512, 512)
    assert photo.headers["Cache-Control"] == "private, no-cache"
    again = client.get(path, headers={"If-None-Match": photo.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("path", PATHS)
def test_a_revoked_address_answers_as_one_that_never_was(
    client: FlaskClient, asha: Person, ashas_card: dict[str, Any], path: str
) -> None:
    add_photo(asha, ashas_card)
    etag = client.get(f"/c/{ashas_card['token']}{path}").headers.get("ETag", "")
    asha.browser.post(f"/cards/{ashas_card['id']}/address")
    had_it = {"If-None-Match": etag}
    revoked = client.get(f"/c/{ashas_card['token']}{path}", headers=had_it)
    unknown = client.get(f"/c/{'A' * 26}{path}")
    assert revoked.status_code == unknown.status_code == 404
    assert revoked.data == unknown.data
    for answer in (revoked, unknown):
        del answer.headers["Request-Id"]  # every request has its own
    assert dict(revoked.headers) == dict(unknown.headers)
    new = asha.browser.get(f"/api/v1/cards/{ashas_card['id']}").json["token"]
    assert client.get(f"/c/{new}{path}").status_code == 200


@pytest.mark.parametrize("path", PATHS)
def test_a_deleted_card_is_gone(
    client: FlaskClient, asha: Person, ashas_card: dict[str, Any], path: str
) -> None:
    asha.browser.delete(f"/api/v1/cards/{ashas_card['id']}")
    assert client.get(f"/c/{ashas_card['token']}{path}").status_code == 404


@pytest.mark.parametrize(
    "token", ["x", "A" * 27, "%00" * 26, "%ff", "%F0%9F%98%80", "..", "ıııııııııııııııııııııııııı"]
)
def test_a_malformed_address_is_just_not_there(client: FlaskClient, token: str) -> None:
    for path in PATHS:
        assert client.get(f"/c/{token}{path}").status_code in {404, 308}


def test_an_address_works_in_small_letters_too(
    client: FlaskClient, ashas_card: dict[str, Any]
) -> None:
    assert client.get(f"/c/{ashas_card['token'].lower()}").status_code == 200


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_field_brings_markup_into_a_page(
    client: FlaskClient, asha: Person, payload: str
) -> None:
    texts = (
        "label",
        "name",
        "headline",
        "organisation",
        "title",
        "positioning",
        "pitch",
        "project",
    )
    card = made(
        asha,
        **dict.fromkeys(texts, payload),
        phones=[{"value": f"{payload} 555 0100", "type": "work"}],
        shows_pitch=True,
        shows_project=True,
    )
    own = asha.browser.get("/").text
    for page in (client.get(f"/c/{card['token']}").text, own):
        bare = re.sub(r'<script type="(module|application/json)"[^>]*>[^<]*</script>', "", page)
        assert "<script" not in bare
        assert "<img src=x" not in bare
        assert "<svg onload" not in bare
        assert payload in html.unescape(page)
    assert asha.browser.get(f"/cards/{card['id']}/edit").status_code == 200


@pytest.mark.parametrize(
    "name",
    ["👩🏽‍⚕️ Ngozi Adébáyò", "د. ليلى حداد", "‮Evil", "A" * 200, "😀" * 200, "O'Neil; DROP, \\"],
)
def test_every_name_has_a_page_a_vcard_and_its_codes(
    client: FlaskClient, asha: Person, name: str
) -> None:
    card = made(asha, name=name)
    for path in ("", ".vcf", ".svg", ".png", ".png?kind=offline", ".png?kind=print"):
        assert client.get(f"/c/{card['token']}{path}").status_code == 200, path
    read = vobject.readOne(client.get(f"/c/{card['token']}.vcf").text)
    assert read.fn.value == name
    assert asha.browser.get("/").status_code == 200
    assert asha.browser.get(f"/cards/{card['id']}/lock-screen.png").status_code == 200


def test_a_stranger_is_not_asked_to_sign_in(
    client: FlaskClient, ashas_card: dict[str, Any]
) -> None:
    page = client.get(f"/c/{ashas_card['token']}")
    assert "Sign in" not in page.text
    assert not page.headers.getlist("Set-Cookie")


def test_every_text_of_the_page_is_one_of_the_card(
    client: FlaskClient, ashas_card: dict[str, Any]
) -> None:
    page = client.get(f"/c/{ashas_card['token']}").text
    assert ASHA["positioning"] in page
    assert '<html lang="en">' in page
    assert "<title>Dr. Asha Rao</title>" in page
    assert '<meta name="description" content="The card of Dr. Asha Rao, Final-year student' in page
