"""Whatever opened a door once opens nothing after it was closed: nobody is let in."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import Browser, Clock, Person
from webapp.accounts import mailed
from webapp.accounts.model import User
from webapp.db import db

PASSWORD = "a long password"
WAYS = [
    ("GET", "/contacts"),
    ("GET", "/contacts.vcf"),
    ("GET", "/settings/security"),
    ("GET", "/api/v1/contacts"),
    ("GET", "/api/v1/export"),
    ("POST", "/api/v1/sync"),
    ("POST", "/capture"),
]
"""A page, a download, what is sensitive, the API, a way to write."""


@pytest.fixture
def stolen(app: Flask, asha: Person) -> FlaskClient:
    """Another browser with a copy of the cookie of a signed-in one."""
    cookie = asha.browser.get_cookie("hallway")
    assert cookie is not None
    thief = app.test_client()
    thief.set_cookie("hallway", cookie.value)
    return thief


def is_let_in(client: FlaskClient, **headers: str) -> list[tuple[str, str]]:
    """The ways by which this browser still gets anything but a closed door."""
    open_ways = []
    for method, path in WAYS:
        answer = client.open(path, method=method, json={} if method == "POST" else None,
                             headers=headers)  # fmt: skip
        is_sent_off = answer.status_code == 302 and "/signin" in answer.headers["Location"]
        if not (is_sent_off or answer.status_code in {401, 403}):
            open_ways.append((method, path))
    return open_ways


def sign_in_again(app: Flask, person: Person) -> Browser:
    other = app.test_client()
    other.post("/signin", data={"email": person.email, "password": PASSWORD})
    return other


def token_of(person: Person) -> str:
    page = person.browser.post("/settings/security/tokens", data={"name": "script"}).text
    return re.findall(r"<code>(hallway_[^<]+)</code>", page)[0]


def test_a_copied_cookie_is_as_good_as_its_sign_in(stolen: FlaskClient) -> None:
    assert len(is_let_in(stolen)) == len(WAYS)


def use_monthly(person: Person, clock: Clock, *, months: int) -> None:
    for _ in range(months):
        clock.forward(days=30)
        person.browser.get("/settings")


def test_a_copied_cookie_lasts_as_long_as_its_sign_in_is_used(
    asha: Person, stolen: FlaskClient, clock: Clock
) -> None:
    use_monthly(asha, clock, months=2)
    assert is_let_in(stolen) == WAYS


CLOSERS: dict[str, Callable[[Flask, Person, Clock], Any]] = {
    "signing out": lambda _app, asha, _clock: asha.browser.post("/signout"),
    "signing in again": lambda _app, asha, _clock: asha.browser.post(
        "/signin", data={"email": asha.email, "password": PASSWORD}
    ),
    "another sign-in that ends all others": lambda app, asha, _clock: sign_in_again(app, asha).post(
        "/settings/security/sign-ins/end"
    ),
    "another sign-in that changes the password": lambda app, asha, _clock: sign_in_again(
        app, asha
    ).post(
        "/settings/security/password",
        data={"password": "tulips in early may", "present": PASSWORD},
    ),
    "ending the account": lambda _app, asha, _clock: asha.browser.post(
        "/settings/data/delete", data={"email": asha.email}
    ),
    "the command line": lambda app, asha, _clock: app.test_cli_runner().invoke(
        args=["user", "sign-out", "--email", asha.email]
    ),
    "45 days in which it was not used": lambda _app, _asha, clock: clock.forward(days=45, hours=2),
    "ninety days in which it was": lambda _app, asha, clock: use_monthly(asha, clock, months=3),
}


@pytest.mark.parametrize("closer", CLOSERS.values(), ids=list(CLOSERS))
def test_a_copied_cookie_is_worth_nothing_after(
    app: Flask, asha: Person, stolen: FlaskClient, clock: Clock,
    closer: Callable[[Flask, Person, Clock], Any],
) -> None:  # fmt: skip
    closer(app, asha, clock)
    assert is_let_in(stolen) == []


@pytest.mark.parametrize("change", ["flip", "cut", "other key", "empty"])
def test_a_cookie_that_was_tampered_with_is_worth_nothing(
    app: Flask, asha: Person, change: str
) -> None:
    cookie = asha.browser.get_cookie("hallway")
    assert cookie is not None
    payload, _, seal = cookie.value.rpartition(".")
    forged = {
        "flip": f"{payload[:-1]}{'A' if payload[-1] != 'A' else 'B'}.{seal}",
        "cut": payload,
        "other key": f"{payload}.{seal[::-1]}",
        "empty": "",
    }
    thief = app.test_client()
    thief.set_cookie("hallway", forged[change])
    assert is_let_in(thief) == []


def test_a_token_that_was_taken_back_is_worth_nothing(app: Flask, asha: Person) -> None:
    token = token_of(asha)
    script = Browser(app, app.response_class)
    bearer = {"Authorization": f"Bearer {token}"}
    assert script.get("/api/v1/contacts", headers=bearer).status_code == 200
    page = asha.browser.get("/settings/security").text
    (revoke,) = re.findall(r'action="(/settings/security/tokens/[0-9a-f]+/revoke)"', page)
    asha.browser.post(revoke)
    assert is_let_in(script, **bearer) == []


def test_the_tokens_of_an_ended_account_are_worth_nothing(app: Flask, asha: Person) -> None:
    token = token_of(asha)
    asha.browser.post("/settings/data/delete", data={"email": asha.email})
    script = Browser(app, app.response_class)
    assert is_let_in(script, Authorization=f"Bearer {token}") == []


@pytest.mark.parametrize("why", ["used", "too old", "overtaken", "of another purpose"])
def test_a_mailed_link_is_worth_nothing_once(
    app: Flask, asha: Person, client: FlaskClient, clock: Clock, why: str
) -> None:
    with app.app_context():
        user = db.session.get_one(User, asha.id)
        purpose: mailed.Purpose = "email" if why == "of another purpose" else "password"
        token = mailed.issue(db.session, user, purpose, user.email, clock.now)
        if why == "overtaken":
            mailed.issue(db.session, user, purpose, user.email, clock.now)
        db.session.commit()
    link, new = f"/signin/reset/{token}", {"password": "tulips in early may"}
    if why == "used":
        assert client.post(link, data=new).status_code == 303
        new = {"password": "crocus in late february"}
    if why == "too old":
        clock.now += timedelta(minutes=30)
    assert client.get(link).status_code == 404
    assert client.post(link, data=new).status_code == 404
    tried = app.test_client().post("/signin", data={"email": asha.email, **new})
    assert tried.status_code == 422


def test_an_address_of_a_card_that_was_replaced_or_deleted_shows_nothing(
    app: Flask, asha: Person, client: FlaskClient
) -> None:
    for close in ("/cards/{id}/address", "/cards/{id}/delete"):
        card = asha.browser.post("/api/v1/cards", json={"name": "Asha Rao"}).json
        open_card = [f"/c/{card['token']}{ending}" for ending in ("", ".vcf", ".svg", "/exchange")]
        assert {client.get(path).status_code for path in open_card} == {200}
        assert asha.browser.post(close.format(**card)).status_code == 303
        for path in open_card:
            answer = client.get(path)
            assert answer.status_code == 404, (close, path)
            assert "Asha" not in answer.text
            assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("close", ["calendar", "calendar/end"])
def test_an_address_of_a_calendar_that_was_taken_back_gives_nothing(
    asha: Person, client: FlaskClient, close: str
) -> None:
    asha.browser.post("/settings/reminders/calendar")
    page = asha.browser.get("/settings/reminders").text
    (feed,) = set(re.findall(r"/feeds/[\w-]+/follow-ups\.ics", page))
    assert client.get(feed).status_code == 200
    asha.browser.post(f"/settings/reminders/{close}")
    assert client.get(feed).status_code == 404
