"""My cards on the screen and over the API."""

import io
import re
from typing import Any

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import event

from tests.cards.conftest import ASHA, made
from tests.conftest import Person
from webapp.cards import views
from webapp.db import db

NOBODYS = "00000000-0000-7000-8000-000000000000"


def form(**changes: Any) -> dict[str, Any]:
    return {"name": "Asha Rao", "label": "General", **changes}


def an_id(location: str) -> str:
    found = re.search(r"card=([0-9a-f-]{36})", location)
    assert found, location
    return found[1]


def uploaded(kind: str = "PNG") -> tuple[io.BytesIO, str]:
    stream = io.BytesIO()
    Image.new("RGB", (40, 40), "teal").save(stream, kind)
    stream.seek(0)
    return stream, f"me.{kind.lower()}"


def test_before_the_first_card_the_page_says_what_will_be_here(asha: Person) -> None:
    page = asha.browser.get("/").text
    assert "Your card will be here" in page
    assert '<a class="button" href="/cards/new">Make my card</a>' in page


def test_the_first_form_knows_what_the_account_knows(asha: Person) -> None:
    asha.browser.patch("/api/v1/account", json={"school": "St. George’s University"})
    page = asha.browser.get("/cards/new").text
    for known in ("Asha Rao", "asha@example.org", "St. George’s University"):
        assert f'value="{known}"' in page


def test_a_card_made_with_the_form_is_on_the_screen(asha: Person) -> None:
    answer = asha.browser.post(
        "/cards/new",
        data=form(title="Final-year student", pitch="Hello, I am Asha.", photo=uploaded()),
    )
    assert answer.status_code == 303
    page = asha.browser.get(answer.location).text
    for text in ("Asha Rao", "Final-year student", "Hello, I am Asha.", "Only you see this"):
        assert text in page
    card = asha.browser.get(f"/api/v1/cards/{an_id(answer.location)}").json
    assert card["photo_url"] == f"{card['url']}/photo.jpg"


def test_the_screen_holds_both_codes_and_what_the_second_leaves_out(
    asha: Person, ashas_card: dict[str, Any]
) -> None:
    page = asha.browser.get("/").text
    assert page.count("<svg xmlns") == 2
    assert "Left out to keep it readable: your" in page
    assert "your second phone number" in page
    assert ashas_card["left_out"][0] in page


def test_each_of_several_cards_is_one_tap_away(asha: Person, ashas_card: dict[str, Any]) -> None:
    poster = made(asha, label="Poster 214", name="Asha Rao of poster 214")
    assert '<h1 dir="auto">Dr. Asha Rao</h1>' in asha.browser.get("/").text
    page = asha.browser.get(f"/?card={poster['id']}").text
    assert '<h1 dir="auto">Asha Rao of poster 214</h1>' in page
    assert f'href="/?card={ashas_card["id"]}"' in page
    assert '<h1 dir="auto">Dr. Asha Rao</h1>' in asha.browser.get("/").text


def test_a_card_that_is_not_there_is_404(asha: Person, ashas_card: dict[str, Any]) -> None:
    for wrong in (NOBODYS, "x", "", "%00"):
        assert asha.browser.get(f"/?card={wrong}").status_code == 404


def test_a_wrong_form_comes_back_as_it_was_typed(asha: Person) -> None:
    typed = {
        "name": "",
        "pitch": "Words I do not want to lose",
        "emails.0.value": "asha at example",
        "emails.0.type": "home",
        "phones.0.value": "+1 473 555 0100",
        "links": "linkedin.com/in/asharao\r\nnot a link",
        "shows_pitch": "true",
    }
    answer = asha.browser.post("/cards/new", data=typed)
    assert answer.status_code == 422
    for text in ("Words I do not want to lose", "asha at example", "+1 473 555 0100", "not a link"):
        assert text in answer.text
    assert '<option value="home" selected>' in answer.text
    assert re.search(r'name="shows_pitch" value="true" checked', answer.text)
    assert 'id="emails.0.below"' in answer.text
    assert "Line 2 is not a web address" in answer.text
    assert asha.browser.get("/api/v1/cards").json["items"] == []


def test_a_bad_photo_is_refused_by_name_and_nothing_is_saved(
    asha: Person, ashas_card: dict[str, Any]
) -> None:
    answer = asha.browser.post(
        f"/cards/{ashas_card['id']}/edit",
        data=form(name="New name", photo=(io.BytesIO(b"GIF89a"), "me.gif")),
    )
    assert answer.status_code == 422
    assert "is not a JPEG, PNG or WEBP picture" in answer.text
    assert 'value="New name"' in answer.text
    assert asha.browser.get(f"/api/v1/cards/{ashas_card['id']}").json["name"] == "Dr. Asha Rao"


def test_an_upload_past_12_megabytes_is_refused_in_words(
    asha: Person, ashas_card: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "MOST_UPLOAD", 2_000)
    answer = asha.browser.post(
        f"/cards/{ashas_card['id']}/edit",
        data=form(photo=(io.BytesIO(b"\xff" * 4_000), "me.jpg")),
    )
    assert answer.status_code == 422
    assert "larger than 12 MB. Nothing was saved." in answer.text


def test_editing_shows_what_is_there_and_keeps_what_is_saved(
    asha: Person, ashas_card: dict[str, Any]
) -> None:
    path = f"/cards/{ashas_card['id']}/edit"
    page = asha.browser.get(path).text
    for text in (ASHA["pitch"], ASHA["headline"], "+1 473 555 0199", *ASHA["links"]):
        assert text in page
    asha.browser.post(path, data=form(headline="Sleep"))
    changed = asha.browser.get(f"/api/v1/cards/{ashas_card['id']}").json
    assert (changed["headline"], changed["pitch"], changed["phones"]) == ("Sleep", "", [])
    assert changed["token"] == ashas_card["token"]


def test_a_photo_can_be_taken_off(asha: Person, ashas_card: dict[str, Any]) -> None:
    path = f"/cards/{ashas_card['id']}/edit"
    asha.browser.post(path, data=form(photo=uploaded("WEBP")))
    assert "Take the photo off" in asha.browser.get(path).text
    asha.browser.post(path, data=form())
    assert asha.browser.get(f"/api/v1/cards/{ashas_card['id']}").json["photo_url"]
    asha.browser.post(path, data=form(remove_photo="true"))
    assert asha.browser.get(f"/api/v1/cards/{ashas_card['id']}").json["photo_url"] is None


def test_a_new_address_is_explained_before_and_confirmed_after(
    asha: Person, ashas_card: dict[str, Any]
) -> None:
    before = asha.browser.get(f"/cards/{ashas_card['id']}/edit").text
    assert "Codes printed or photographed before will stop working" in before
    answer = asha.browser.post(f"/cards/{ashas_card['id']}/address", follow_redirects=True)
    assert "The card has a new address." in answer.text
    token = asha.browser.get(f"/api/v1/cards/{ashas_card['id']}").json["token"]
    assert token != ashas_card["token"]


def test_deleting_the_only_card_leads_back_to_the_empty_page(
    asha: Person, ashas_card: dict[str, Any]
) -> None:
    answer = asha.browser.post(f"/cards/{ashas_card['id']}/delete", follow_redirects=True)
    assert "General is gone." in answer.text
    assert "Make my card" in answer.text


def test_the_number_of_queries_does_not_grow_with_the_cards(
    app: Flask, asha: Person, ashas_card: dict[str, Any]
) -> None:
    def queries() -> int:
        seen: list[str] = []

        def note(_c: Any, _cu: Any, statement: str, *_: Any) -> None:
            seen.append(statement)

        with app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", note)
        asha.browser.get("/")
        asha.browser.get("/api/v1/cards")
        event.remove(engine, "before_cursor_execute", note)
        return len(seen)

    one = queries()
    for number in range(4):
        made(asha, label=f"Poster {number}")
    assert queries() == one


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/?card={id}"),
        ("GET", "/cards/{id}/edit"),
        ("POST", "/cards/{id}/edit"),
        ("POST", "/cards/{id}/address"),
        ("POST", "/cards/{id}/delete"),
        ("GET", "/cards/{id}/lock-screen.png"),
        ("GET", "/api/v1/cards/{id}"),
        ("PATCH", "/api/v1/cards/{id}"),
        ("DELETE", "/api/v1/cards/{id}"),
    ],
)
def test_another_persons_card_is_not_there(
    asha: Person, someone_else: Person, method: str, path: str
) -> None:
    theirs, mine = made(someone_else), made(asha)
    sent: dict[str, Any] = {"json": {"name": "Mine now"}} if "/api/" in path else {"data": form()}
    for card_id in (theirs["id"], NOBODYS):
        answer = asha.browser.open(
            path.format(id=card_id), method=method, **({} if method == "GET" else sent)
        )
        assert answer.status_code == 404, answer.text
    assert someone_else.browser.get(f"/api/v1/cards/{theirs['id']}").json == theirs
    assert asha.browser.get("/api/v1/cards").json["items"] == [mine]


@pytest.mark.parametrize("path", ["/", "/cards/new", f"/cards/{NOBODYS}/edit"])
def test_nobody_gets_in_without_signing_in(app: Flask, path: str) -> None:
    answer = app.test_client().get(path)
    assert answer.status_code == 302
    assert answer.location.startswith("/signin")


def test_the_api_gives_the_card_of_the_contract(asha: Person, ashas_card: dict[str, Any]) -> None:
    promised = set(ASHA) | {"id", "token", "url", "photo_url"}
    assert promised <= set(ashas_card)
    assert {name: ashas_card[name] for name in ASHA} == ASHA
    assert ashas_card["url"] == f"http://localhost/c/{ashas_card['token']}"
    listed = asha.browser.get("/api/v1/cards").json
    assert listed == {"items": [ashas_card], "cursor": None}
    assert asha.browser.get(f"/api/v1/cards/{ashas_card['id']}").json == ashas_card


def test_a_patch_changes_what_it_names(asha: Person, ashas_card: dict[str, Any]) -> None:
    path = f"/api/v1/cards/{ashas_card['id']}"
    answer = asha.browser.patch(path, json={"title": "Resident", "shows_pitch": True})
    assert answer.status_code == 200
    assert answer.json == {**ashas_card, "title": "Resident", "shows_pitch": True,
                           "left_out": answer.json["left_out"]}  # fmt: skip
    assert asha.browser.delete(path).status_code == 204
    assert asha.browser.get(path).status_code == 404


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ('{"name": "A", "pitch": "\\ud800"}', "pitch"),
        ('{"name": "nul \\u0000"}', "name"),
        ('{"name": "' + "a" * 201 + '"}', "name"),
        (
            '{"name": "A", "emails": [{"value": "a@example.org", "type": "pigeon"}]}',
            "emails.0.type",
        ),
        ('{"name": "A", "emails": "a@example.org"}', "emails"),
        ('{"name": "A", "links": ["javascript:alert(1)"]}', "links.0"),
        ('{"name": "A", "links": [1]}', "links.0"),
        ('{"name": "A", "id": "mine"}', "id"),
        ('{"name": {}}', "name"),
        ("{}", "name"),
        ("[]", "body"),
        ("", "body"),
    ],
)
def test_bad_json_is_refused_by_the_path_of_its_field(asha: Person, body: str, field: str) -> None:
    answer = asha.browser.post("/api/v1/cards", data=body, content_type="application/json")
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json["errors"]] == [field]


@pytest.mark.parametrize("text", ["😀" * 201, "a" * 5_000, "nul \0", "‮ﻚﻟﺫ" * 100, "\ufeff"])
def test_no_text_in_any_field_of_the_form_breaks_it(asha: Person, text: str) -> None:
    for name in ("label", "name", "pitch", "links", "emails.0.value", "phones.1.value"):
        answer = asha.browser.post("/cards/new", data={**form(), name: text})
        assert answer.status_code in {303, 422}, name
