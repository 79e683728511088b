"""The door to the public card: what it hands out is what Flask would say, at each moment."""

import gzip
import logging
from collections.abc import Iterable, Iterator
from typing import Any
from unittest.mock import patch

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update
from sqlalchemy.orm import Session
from werkzeug.test import Client, TestResponse

from tests.cards.conftest import made
from tests.conftest import Person
from tests.test_metrics import figures
from webapp.cards import door
from webapp.cards.door import CardDoor
from webapp.cards.model import Card
from webapp.db import db

ENCODINGS = ["gzip", "", "gzip;q=0, br", "br, gzip"]


@pytest.fixture
def path(ashas_card: dict[str, Any]) -> str:
    return f"/c/{ashas_card['token']}"


def within(app: Flask) -> CardDoor:
    """The application's own door."""
    assert isinstance(app.wsgi_app, CardDoor)
    return app.wsgi_app


def flask_alone(app: Flask, path: str, encoding: str) -> TestResponse:
    """What Flask says with no door before it."""
    return Client(within(app)._within).get(path, headers={"Accept-Encoding": encoding})


def rename(session: Session, owner: Person, name: str) -> None:
    """Past the application, as another worker would."""
    session.execute(update(Card).where(Card.owner_id == owner.id).values(name=name))
    session.commit()


def read(page: Any) -> str:
    packed = page.headers.get("Content-Encoding") == "gzip"
    text: str = (gzip.decompress(page.data) if packed else page.data).decode()
    return text


def headers(page: Any) -> dict[str, str]:
    changing = {"Request-Id", "Content-Length"}
    return {name: value for name, value in page.headers if name not in changing}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_further_answer_is_the_first_but_for_its_id(
    app: Flask, client: FlaskClient, path: str, encoding: str
) -> None:
    asked = {"Accept-Encoding": encoding}
    first = client.get(path, headers=asked)
    with patch.object(app, "full_dispatch_request", side_effect=AssertionError("Flask was asked")):
        second = client.get(path, headers=asked)
    assert first.data == second.data
    assert set(first.headers.keys()) == set(second.headers.keys())
    assert headers(first) == headers(second) == headers(flask_alone(app, path, encoding))
    assert first.headers["Request-Id"] != second.headers["Request-Id"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(["Asha", "Asha Iyer", *ENCODINGS]), max_size=12))
def test_it_says_what_flask_alone_would_say_however_the_card_comes_and_goes(
    app: Flask, client: FlaskClient, session: Session, asha: Person, path: str, steps: list[str]
) -> None:
    for step in steps:
        if step not in ENCODINGS:
            rename(session, asha, step)
            continue
        page = client.get(path, headers={"Accept-Encoding": step})
        alone = flask_alone(app, path, step)
        assert (read(page), headers(page)) == (read(alone), headers(alone))


def test_a_change_at_the_very_moment_puts_no_page_under_another_face(
    client: FlaskClient, session: Session, asha: Person, path: str
) -> None:
    found = door.find_face

    def and_then_it_changes(*asked: Any) -> Any:
        face = found(*asked)
        rename(session, asha, "Asha Iyer")
        return face

    with patch.object(door, "find_face", and_then_it_changes):
        assert "Dr. Asha Rao" in client.get(path).text
    assert "Asha Iyer" in client.get(path).text
    rename(session, asha, "Dr. Asha Rao")
    assert "Dr. Asha Rao" in client.get(path).text


def test_its_answers_are_counted_and_written_down_like_any_other(
    client: FlaskClient, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    def count() -> float:
        text = client.get("/metrics").text
        return figures(text, "hallway_requests_total").get(("GET", "/c/<token>", "200"), 0.0)

    client.get(path)
    before = count()
    logging.getLogger("hallway").addHandler(caplog.handler)
    with caplog.at_level(logging.INFO, "hallway"):
        answer = client.get(path)
    logging.getLogger("hallway").removeHandler(caplog.handler)
    assert count() == before + 1
    (line,) = [record for record in caplog.records if record.getMessage() == "answered"]
    values = line.__dict__["values"]
    assert values.pop("ms") >= 0
    assert values == {
        "request": answer.headers["Request-Id"],
        "method": "GET",
        "route": "/c/<token>",
        "status": 200,
    }


def test_it_leaves_to_flask_whatever_is_not_plainly_asked_for(
    app: Flask, client: FlaskClient, path: str
) -> None:
    client.get(path)
    with patch.object(within(app), "_keep", side_effect=AssertionError("The door was opened")):
        assert client.head(path).data == b""
        assert client.post(path).status_code == 405
        assert client.get(path, headers={"Content-Encoding": "gzip"}).status_code == 415
        assert client.get(f"{path}.vcf").status_code == 200
        assert client.get("/c/" + "A" * 26).status_code == 404


@pytest.fixture
def shop(app: Flask) -> Iterator[tuple[CardDoor, list[str]]]:
    """A door before an application that gives each visitor a cookie, and who went in."""
    went_in: list[str] = []

    def application(environ: Any, start_response: Any) -> Iterable[bytes]:
        went_in.append(environ["PATH_INFO"])
        start_response("200 OK", [("Set-Cookie", f"visitor={len(went_in)}")])
        return [b"welcome"]

    with app.app_context():
        yield CardDoor(application, db.engine), went_in


def test_nobody_gets_a_cookie_that_was_somebody_elses(
    shop: tuple[CardDoor, list[str]], path: str
) -> None:
    its_door, went_in = shop
    cookies = [Client(its_door).get(path).headers["Set-Cookie"] for _ in range(2)]
    assert cookies == ["visitor=1", "visitor=2"]
    assert went_in == [path, path]


def test_it_keeps_no_more_than_a_bounded_number(
    app: Flask, client: FlaskClient, asha: Person
) -> None:
    with patch.object(door, "MOST_KEPT", 2):
        for number in range(4):
            client.get(f"/c/{made(asha, name=f'Asha {number}')['token']}")
            assert 1 <= len(within(app)._kept) <= 2
