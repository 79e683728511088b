"""Small holes that scanners look for: methods, folders, content types, fields, passwords."""

import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import Person, settings
from tests.privacy.test_views import CANARY, fill
from tests.walls.test_owners import ids_in_tables, methods, paths
from tests.walls.test_requests import routes
from webapp import create_app, migrate
from webapp.accounts.model import User
from webapp.accounts.passwords import hash_password
from webapp.db import db
from webapp.rooms import APIS
from webapp.validation import Values

NEW = {"name": "New", "email": "new@example.org", "time_zone": "UTC"}


def test_no_method_is_answered_that_no_route_has(app: Flask, client: FlaskClient) -> None:
    for path in sorted({path for _, path in routes(app)}):
        for method in ("TRACE", "CONNECT", "PROPFIND", "XYZ"):
            assert client.open(path, method=method).status_code == 405, (method, path)


@pytest.mark.parametrize(
    "path",
    [
        "/static/", "/static/dist/", "/static/dist/manifest.json.bak", "/.git/config", "/.env",
        "/wsgi.py", "/static/../wsgi.py", "/static/%2e%2e/%2e%2e/wsgi.py", "/static//etc/passwd",
        "/static/..%5c..%5cwsgi.py", "/instance/secret-key", "/static/%00", "/console", "/admin",
        "/server-status", "/requirements/run.txt", "/static/dist/../../../pyproject.toml",
    ],
)  # fmt: skip
def test_no_folder_is_listed_and_no_file_of_ours_given(client: FlaskClient, path: str) -> None:
    assert client.get(path, follow_redirects=True).status_code == 404


def test_nothing_runs_in_a_mode_for_developers(app: Flask) -> None:
    assert not app.debug
    assert not app.config["DEBUG"]
    assert "PROPAGATE_EXCEPTIONS" not in app.config or not app.config["PROPAGATE_EXCEPTIONS"]
    assert not [rule for rule in app.url_map.iter_rules() if "test" in rule.rule.split("/")]


def test_every_answer_says_what_it_is_and_in_which_letters(app: Flask, asha: Person) -> None:
    for method, path in routes(app):
        if path in {"/signout", "/settings/data/delete"}:
            continue
        answer = asha.browser.open(path, method=method)
        if answer.data:
            kind = answer.headers["Content-Type"]
            assert re.match(r"[\w.+-]+/[\w.+-]+", kind), (method, path)
            if kind.startswith("text/"):
                assert "charset=utf-8" in kind, (method, path)


def test_a_code_as_a_picture_says_in_which_letters_too(asha: Person, client: FlaskClient) -> None:
    token = asha.browser.post("/api/v1/cards", json={"name": "Asha Rao"}).json["token"]
    for query in ("", "?kind=offline"):
        answer = client.get(f"/c/{token}.svg{query}")
        assert answer.headers["Content-Type"] == "image/svg+xml; charset=utf-8"


def test_no_other_site_may_read_an_answer(app: Flask, asha: Person) -> None:
    for method, path in routes(app):
        if method == "GET":
            answer = asha.browser.get(path, headers={"Origin": "https://evil.example"})
            assert "Access-Control-Allow-Origin" not in answer.headers, path


def test_changing_is_never_a_get(app: Flask) -> None:
    words = re.compile(r"/(delete|erase|undo|merge|revoke|end|accept|refuse|block|sent|skipped)$")
    changing = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if words.search(rule.rule) and "GET" in (rule.methods or ())
    ]
    # These ask first and change with a POST; a test of theirs says so.
    assert set(changing) <= {"/contacts/<uuid:contact_id>/merge", "/settings/data/delete"}


def test_a_field_that_a_call_does_not_know_is_refused_by_name(asha: Person) -> None:
    for call in [call for api in APIS for call in api.calls if call.body]:
        assert issubclass(call.body, Values), call.rule
        assert call.body.model_config["extra"] == "forbid", call.rule
        assert not {"owner_id", "created_at", "password_hash"} & set(call.body.model_fields)
    for path, more in (("/account", {"id": "x"}), ("/cards", {"name": "A", "owner_id": "x"})):
        method = "PATCH" if path == "/account" else "POST"
        answer = asha.browser.open(f"/api/v1{path}", method=method, json=more)
        assert answer.status_code == 422
        assert answer.json["errors"][0]["message"] == "is not a field we know."


def test_a_form_is_no_json(app: Flask, asha: Person) -> None:
    """What a foreign page could send without asking the browser first is not read by the API."""
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
        answer = asha.browser.post("/api/v1/cards", data='{"name": "A"}', content_type=kind)
        assert answer.status_code == 415, kind


def test_a_field_given_twice_does_not_slip_past_the_check(
    asha: Person, client: FlaskClient
) -> None:
    twice = client.post(
        "/signin?email=x&password=y&next=//evil.example",
        data={"email": [asha.email, "other@example.org"], "password": ["a long password", "x"]},
    )
    assert twice.status_code == 303
    assert twice.headers["Location"] == "/"
    asked = asha.browser.get("/api/v1/contacts?limit=1&limit=100000")
    assert asked.status_code == 200
    assert asha.browser.get("/api/v1/contacts?limit=100000&limit=1").status_code == 422


def sign_up(client: FlaskClient, password: str) -> int:
    return client.post("/signup", data={**NEW, "password": password}).status_code


@pytest.mark.parametrize(
    "password",
    ["tulips in early may " * 12, "ßü漢字 مفتاح 🗝 naïve", "x " * 3 + "lowercase only here",
     "  blanks at both ends stay  ", "'; DROP TABLE user; --"],
)  # fmt: skip
def test_any_letters_make_a_password_and_it_is_taken_exactly(
    app: Flask, client: FlaskClient, password: str
) -> None:
    assert sign_up(client, password) == 303
    for tried, status in [(password, 303), (password.swapcase() + "x", 422), (password[:-1], 422)]:
        answer = app.test_client().post("/signin", data={"email": NEW["email"], "password": tried})
        assert answer.status_code == status


def test_seven_letters_make_none(client: FlaskClient) -> None:
    assert sign_up(client, "tulip7x") == 422


@pytest.mark.usefixtures("real_passwords")
def test_a_password_is_kept_by_argon2id_as_strong_as_is_advised() -> None:
    assert hash_password("x").startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_a_password_is_typed_unseen_and_may_be_pasted_and_filled_in(
    asha: Person, client: FlaskClient
) -> None:
    pages: list[Any] = [client.get("/signup"), client.get("/signin")]
    pages += [asha.browser.get("/settings/security"), asha.browser.get("/settings/confirm")]
    for page in pages:
        fields = re.findall(r'<input[^>]*name="password"[^>]*>', page.text)
        assert fields
        for field in fields:
            assert 'type="password"' in field
            assert re.search(r'autocomplete="(new|current)-password"', field)
        assert "onpaste" not in page.text


def test_nobody_has_an_account_by_default(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/x.sqlite"
    with create_app(settings(url, tmp_path)).app_context():
        migrate.upgrade(db.engine)
        assert db.session.scalars(select(User)).all() == []
        db.engine.dispose()


def test_the_way_out_is_two_taps_from_everywhere(asha: Person) -> None:
    for path in ("/", "/contacts", "/follow-ups", "/plan", "/plan/programs", "/plan/letters"):
        assert re.search(r'href="/settings"', asha.browser.get(path).text), path
    assert re.search(r'method="post" action="/signout"', asha.browser.get("/settings").text)


def test_nothing_of_the_signed_in_is_kept_by_a_cache(asha: Person, app: Flask) -> None:
    """Every page, download and answer of the API that shows something of anybody."""
    fill(asha)
    with app.app_context():
        ids = ids_in_tables(asha.id)
    shown = 0
    for rule in app.url_map.iter_rules():
        if "GET" not in methods(rule) or rule.endpoint == "static":
            continue
        for path in paths(rule, ids) if rule.arguments else [rule.rule]:
            answer = asha.browser.get(path)
            if CANARY.encode() in answer.data:
                assert "no-store" in answer.headers["Cache-Control"], path
                shown += 1
    assert shown > 30
