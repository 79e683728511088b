"""Signing up, in and out, and the settings."""

import re
from base64 import urlsafe_b64decode
from itertools import combinations

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import Browser, Clock, Person
from webapp.accounts import signing
from webapp.accounts.model import ApiToken, SignIn, User
from webapp.db import db

ASHA = {"email": "asha@example.org", "password": "a long password"}


def test_signing_up_leads_in_at_once(client: FlaskClient) -> None:
    answer = client.post("/signup", data={**ASHA, "name": "Asha Rao", "next": "/contacts"})
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/contacts"
    assert client.get("/settings").status_code == 200


def test_an_address_is_one_account_in_any_case(client: FlaskClient, asha: Person) -> None:
    answer = client.post("/signup", data={**ASHA, "email": " ASHA@Example.org ", "name": "Me"})
    assert answer.status_code == 422
    assert "Sign in instead" in answer.text
    assert 'value="Me"' in answer.text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "asha"),
        ("email", ""),
        ("email", "a@" + "b" * 300 + ".org"),
        ("email", "asha@example.org\0"),
        ("password", "short"),
        ("password", "x" * 257),
        ("name", "x" * 201),
        ("name", "\0"),
    ],
)
def test_a_bad_sign_up_names_the_field_and_keeps_the_rest(
    client: FlaskClient, field: str, value: str
) -> None:
    answer = client.post("/signup", data={**ASHA, "name": "Åsa 🦊", field: value})
    assert answer.status_code == 422
    assert re.search(rf'id="{field}-error"[^>]*>[^<]+<', answer.text)
    assert "a long password" not in answer.text
    if field != "name":
        assert "Åsa 🦊" in answer.text


def test_signing_in_leads_on_but_never_off_the_site(app: Flask, asha: Person) -> None:
    browser = app.test_client()
    answer = browser.post("/signin", data={**ASHA, "next": "/follow-ups"})
    assert answer.headers["Location"] == "/follow-ups"
    answer = app.test_client().post("/signin", data={**ASHA, "next": "//evil.example"})
    assert answer.headers["Location"] == "/"


def test_a_wrong_password_and_an_unknown_address_sound_alike(app: Flask, asha: Person) -> None:
    wrong = app.test_client().post("/signin", data={**ASHA, "password": "another password"})
    unknown = app.test_client().post("/signin", data={**ASHA, "email": "nobody@example.org"})
    assert wrong.status_code == unknown.status_code == 422
    assert wrong.text.replace("asha@", "nobody@") == unknown.text


def test_a_copied_cookie_is_worth_nothing_after_signing_out(app: Flask, asha: Person) -> None:
    cookie = asha.browser.get_cookie("hallway")
    assert cookie is not None
    answer = asha.browser.post("/signout")
    assert "storage" in answer.headers["Clear-Site-Data"]
    thief = app.test_client()
    thief.set_cookie("hallway", cookie.value)
    assert thief.get("/settings").status_code == 302
    assert thief.get("/api/v1/account").status_code == 401


def test_a_sign_in_lasts_ninety_days(clock: Clock, asha: Person) -> None:
    with asha.browser.application.app_context():
        expires = db.session.scalars(select(SignIn)).one().expires_at
    assert (expires - clock.now).days == 90


def test_a_sign_in_that_is_not_used_is_no_longer_listed(
    app: Flask, asha: Person, clock: Clock
) -> None:
    app.test_client().post("/signin", data=ASHA)
    assert asha.browser.get("/settings/security").text.count("/sign-ins/") == 2
    clock.forward(days=30)
    asha.browser.get("/settings")
    clock.forward(days=16)
    asha.browser.post("/settings/confirm", data=ASHA)
    assert "/sign-ins/" not in asha.browser.get("/settings/security").text


def test_a_password_never_runs_out(app: Flask, asha: Person, clock: Clock) -> None:
    clock.forward(days=4000)
    assert app.test_client().post("/signin", data=ASHA).status_code == 303


def test_each_sign_in_has_256_random_bits_of_its_own(app: Flask, asha: Person) -> None:
    tokens = set()
    for _ in range(20):
        browser = app.test_client()
        browser.post("/signin", data=ASHA)
        with browser.session_transaction() as kept:
            tokens.add(kept["_user_id"])
    assert len(tokens) == 20
    assert {len(urlsafe_b64decode(token + "=")) for token in tokens} == {32}
    shared = [sum(one == other for one, other in zip(*pair, strict=True))
              for pair in combinations(tokens, 2)]  # fmt: skip
    assert max(shared) < 12, "43 letters of 64 are seldom alike by chance"


@pytest.mark.usefixtures("real_passwords")
def test_a_weaker_hash_is_made_anew_at_the_next_sign_in(app: Flask, asha: Person) -> None:
    with app.app_context():
        user = db.session.scalars(select(User)).one()
        user.password_hash = PasswordHasher(time_cost=1, parallelism=1).hash(ASHA["password"])
        db.session.commit()
    assert app.test_client().post("/signin", data=ASHA).status_code == 303
    with app.app_context():
        kept = db.session.scalars(select(User.password_hash)).one()
        assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert app.test_client().post("/signin", data=ASHA).status_code == 303


def test_nobody_waits_for_a_password_that_is_being_checked(
    app: Flask, asha: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = []

    def slow(_password: str, _hash: str | None) -> bool:
        held.append(db.session.in_transaction())
        return False

    monkeypatch.setattr(signing, "fits", slow)
    app.test_client().post("/signin", data=ASHA)
    asha.browser.post("/settings/confirm", data=ASHA)
    assert held == [False, False]


def test_signing_in_again_ends_the_sign_in_before(app: Flask, asha: Person) -> None:
    before = asha.browser.get_cookie("hallway")
    assert before is not None
    asha.browser.post("/signin", data=ASHA)
    thief = app.test_client()
    thief.set_cookie("hallway", before.value)
    assert thief.get("/settings").status_code == 302


def test_no_password_or_token_is_kept_in_the_clear(app: Flask, asha: Person) -> None:
    token = new_token(app)
    with app.app_context():
        user = db.session.scalars(select(User)).one()
        assert user.password_hash.startswith("$argon2id$")
        kept = db.session.scalars(select(ApiToken)).one()
        assert token.encode() not in kept.token_hash


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(client: FlaskClient) -> None:
    answer = client.post("/signup", data={**ASHA, "name": ""})
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_settings_keep_what_is_changed(asha: Person) -> None:
    changes = {
        "name": "Dr. Asha Rao",
        "email": "rao@example.org",
        "school": "St. George’s",
        "time_zone": "America/Grenada",
    }
    season = {"applications_open_on": "2027-09-01", "contact_limit_a_year": "3"}
    assert asha.browser.post("/settings", data=changes | season).status_code == 303
    kept = asha.browser.get("/api/v1/account").json
    season = {"applications_open_on": "2027-09-01", "contact_limit_a_year": 3}
    assert kept == {**changes, **season, "school_spellings": [], "other_schools": []}


def test_the_day_that_applications_open_can_be_taken_out_again(asha: Person) -> None:
    asha.browser.post("/settings", data={"applications_open_on": "2027-09-01", "name": "Asha"})
    asha.browser.post("/settings", data={"name": "Asha"})
    told = asha.browser.get("/api/v1/account").json
    assert told["applications_open_on"] == "2027-09-01"
    asha.browser.post("/settings", data={"applications_open_on": ""})
    assert asha.browser.get("/api/v1/account").json["applications_open_on"] is None
    asha.browser.patch("/api/v1/account", json={"applications_open_on": "2027-09-02"})
    told = asha.browser.patch("/api/v1/account", json={"applications_open_on": None})
    assert told.json["applications_open_on"] is None


def test_a_limit_is_at_least_once_a_year(asha: Person) -> None:
    answer = asha.browser.patch("/api/v1/account", json={"contact_limit_a_year": 0})
    assert answer.status_code == 422
    assert answer.json["errors"][0]["field"] == "contact_limit_a_year"


def test_settings_lead_only_to_pages_that_are_there(app: Flask, asha: Person) -> None:
    offered = re.findall(r'<li><a href="(/settings/[^"]+)"', asha.browser.get("/settings").text)
    assert "/settings/data" in offered
    for path in offered:
        assert asha.browser.get(path).status_code == 200


def test_another_persons_address_cannot_be_taken(asha: Person, someone_else: Person) -> None:
    answer = asha.browser.patch("/api/v1/account", json={"email": someone_else.email})
    assert answer.status_code == 422
    assert answer.json["errors"][0]["field"] == "email"
    assert asha.browser.get("/api/v1/account").json["email"] == asha.email


def test_an_unknown_time_zone_is_named(asha: Person) -> None:
    answer = asha.browser.patch("/api/v1/account", json={"time_zone": "Mars/Olympus"})
    assert answer.status_code == 422
    assert answer.content_type == "application/problem+json"
    assert answer.json["errors"][0]["field"] == "time_zone"


def new_token(app: Flask) -> str:
    made = app.test_cli_runner().invoke(args=["user", "token", "--email", ASHA["email"]])
    assert made.exit_code == 0, made.output
    return made.output.strip()


def test_a_script_speaks_for_a_person_with_a_token(app: Flask, asha: Person) -> None:
    token = new_token(app)
    script = Browser(app, app.response_class)
    answer = script.get("/api/v1/account", headers={"Authorization": f"Bearer {token}"})
    assert answer.json["email"] == asha.email
    wrong = script.get("/api/v1/account", headers={"Authorization": f"Bearer {token}x"})
    assert wrong.status_code == 401
    assert wrong.content_type == "application/problem+json"


def test_the_command_line_makes_an_account_that_can_sign_in(app: Flask) -> None:
    made = app.test_cli_runner().invoke(
        args=["user", "create", "--email", "new@example.org", "--password-stdin"],
        input="a long password\n",
    )
    assert made.exit_code == 0, made.output
    signed_in = app.test_client().post(
        "/signin", data={"email": "new@example.org", "password": "a long password"}
    )
    assert signed_in.status_code == 303


def test_the_command_line_says_what_is_wrong(app: Flask, asha: Person) -> None:
    runner = app.test_cli_runner()
    again = runner.invoke(
        args=["user", "create", "--email", asha.email, "--password-stdin"], input="long enough\n"
    )
    assert again.exit_code == 1
    assert "email: An account with this address exists" in again.output
    unknown = runner.invoke(args=["user", "token", "--email", "nobody@example.org"])
    assert unknown.exit_code == 1
    assert "no account" in unknown.output


def test_the_command_line_signs_somebody_out_everywhere(app: Flask, asha: Person) -> None:
    runner = app.test_cli_runner()
    assert runner.invoke(args=["user", "sign-out", "--email", "x@example.org"]).exit_code == 1
    assert asha.browser.get("/settings").status_code == 200
    done = runner.invoke(args=["user", "sign-out", "--email", asha.email])
    assert done.exit_code == 0, done.output
    assert asha.browser.get("/settings").status_code == 302
