"""Every way in is limited, and a hall behind one address still gets in."""

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import Browser, Clock, Person
from tests.serving import Server, database_settings, serving
from webapp.accounts.model import User
from webapp.accounts.passwords import hash_password
from webapp.db import db, new_id

PASSWORD = "a long password"


def statuses(answers: list[Any]) -> list[int]:
    return [answer.status_code for answer in answers]


@pytest.fixture(autouse=True)
def _quick_hashes() -> Any:
    """Hundreds of sign-ins are tried here; what is counted is not how slow a hash is."""
    with patch("webapp.accounts.signing.fits", lambda given, _hash: given == PASSWORD):
        yield


def test_forty_guesses_at_one_account_do_not_pass(app: Flask, asha: Person) -> None:
    guesses = [
        app.test_client().post("/signin", data={"email": asha.email, "password": f"guess {n}"})
        for n in range(40)
    ]
    assert statuses(guesses).count(422) == 10
    assert "Too many tries" in guesses[-1].text
    right = app.test_client().post("/signin", data={"email": asha.email, "password": PASSWORD})
    assert right.status_code == 429


def test_forty_guesses_from_forty_networks_do_not_pass_either(app: Flask, asha: Person) -> None:
    guesses = [
        app.test_client().post(
            "/signin",
            data={"email": asha.email, "password": f"guess {n}"},
            environ_base={"REMOTE_ADDR": f"192.0.2.{n}"},
        )
        for n in range(40)
    ]
    assert statuses(guesses).count(422) == 30


def test_two_hundred_people_of_one_hall_sign_in_within_five_minutes(
    app: Flask, clock: Clock
) -> None:
    kept = hash_password(PASSWORD)
    with app.app_context():
        people = [f"person{n}@example.org" for n in range(200)]
        db.session.add_all(
            User(id=new_id(), email=email, password_hash=kept, created_at=clock.now)
            for email in people
        )
        db.session.commit()
    for email in people:
        clock.forward(seconds=1.5)
        data = {"email": email, "password": "mistyped"}
        assert app.test_client().post("/signin", data=data).status_code == 422
        data["password"] = PASSWORD
        assert app.test_client().post("/signin", data=data).status_code == 303


def test_five_hundred_visitors_of_one_card_from_one_address_see_it(
    app: Flask, asha: Person
) -> None:
    card = asha.browser.post("/api/v1/cards", json={"name": "Asha Rao"}).json
    for ending in ("", ".vcf", "/exchange"):
        answers = [app.test_client().get(f"/c/{card['token']}{ending}") for _ in range(500)]
        assert set(statuses(answers)) == {200}


def test_guessing_card_addresses_ends_and_cards_stay_open(
    client: FlaskClient, asha: Person
) -> None:
    card = asha.browser.post("/api/v1/cards", json={"name": "Asha Rao"}).json
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    guesses = [client.get(f"/c/{letters[n % 32] * 26}") for n in range(120)]
    assert statuses(guesses).count(404) == 100
    assert guesses[-1].status_code == 429
    assert int(guesses[-1].headers["Retry-After"]) > 0
    assert client.get(f"/c/{card['token']}").status_code == 200


def test_guessing_links_of_visitors_ends(client: FlaskClient) -> None:
    guesses = [client.get(f"/exchange/guess{n}") for n in range(120)]
    assert statuses(guesses).count(404) == 100
    assert guesses[-1].status_code == 429


def test_guessing_api_tokens_ends(app: Flask, asha: Person) -> None:
    token = asha.browser.post("/settings/security/tokens", data={"name": "x"})
    right = re.findall(r"<code>(hallway_[^<]+)</code>", token.text)[0]
    script = Browser(app, app.response_class)
    guesses = [
        script.get("/api/v1/account", headers={"Authorization": f"Bearer guess{n}"})
        for n in range(120)
    ]
    assert statuses(guesses).count(401) == 100
    assert guesses[-1].status_code == 429
    found = script.get("/api/v1/account", headers={"Authorization": f"Bearer {right}"})
    assert found.status_code == 200


@pytest.mark.parametrize(
    ("path", "form", "most"),
    [
        ("/signin/recovery", {"email": "asha@example.org", "code": "wrong"}, 10),
        ("/settings/confirm", {"password": "wrong password"}, 10),
    ],
)
def test_codes_and_proofs_are_limited_like_passwords(
    asha: Person, path: str, form: dict[str, str], most: int
) -> None:
    answers = [asha.browser.post(path, data=form) for _ in range(40)]
    assert statuses(answers).count(422) == most
    assert answers[-1].status_code == 429


def test_showing_made_up_passkeys_ends(client: FlaskClient) -> None:
    answers = [client.post("/signin/passkey", json={"rawId": f"guess{n}"}) for n in range(320)]
    assert statuses(answers).count(422) == 300
    assert answers[-1].status_code == 429


def test_accounts_are_not_made_by_the_thousand(client: FlaskClient) -> None:
    weak = {"email": "x", "password": "x"}
    answers = [client.post("/signup", data=weak) for _ in range(310)]
    assert answers[-1].status_code == 429


@pytest.mark.slow
def test_two_workers_share_one_limit(
    engine_name: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    known = {}
    if engine_name == "postgresql":
        known = database_settings(str(request.getfixturevalue("postgresql_url")))
    with serving(tmp_path, workers=2, **known) as server:
        email = f"{new_id()}@example.org"
        server.add_user(email)
        with ThreadPoolExecutor(8) as pool:
            told = list(pool.map(lambda n: guess(server, email, n), range(40)))
    assert told.count(422) == 10
    assert told.count(429) == 30


def guess(server: Server, email: str, number: int) -> int:
    body = urlencode({"email": email, "password": f"guess {number}"}).encode()
    try:
        return int(urlopen(Request(f"{server.url}/signin", data=body), timeout=60).status)
    except HTTPError as error:
        return error.code
