"""What is written of requests: enough to find one again, and nothing of anybody."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import Person
from webapp import logs
from webapp.db import new_id

CANARY = "Zebulon-Canary"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What goes to standard error at the most talkative grade."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.JsonLines())
    level = logs.log.level
    logs.log.addHandler(handler)
    logs.log.setLevel("DEBUG")
    yield stream
    logs.log.removeHandler(handler)
    logs.log.setLevel(level)


def lines(written: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


def test_every_answer_is_a_line_with_its_id_route_and_status(
    client: FlaskClient, written: io.StringIO
) -> None:
    answer = client.get(f"/c/{new_id()}")
    (line,) = lines(written)
    assert line["request"] == answer.headers["Request-Id"]
    assert (line["method"], line["route"], line["status"]) == ("GET", "/c/<token>", 404)


def test_two_requests_have_two_ids(client: FlaskClient) -> None:
    ids = {client.get("/healthz").headers["Request-Id"] for _ in range(5)}
    assert len(ids) == 5
    assert all(len(one) == 16 for one in ids)


def test_an_error_page_and_its_lines_say_the_same_id(
    asha: Person, app: Any, written: io.StringIO
) -> None:
    app.testing = False
    try:
        with patch("webapp.contacts.views.render_template", side_effect=ValueError(CANARY)):
            answer = asha.browser.get("/contacts")
    finally:
        app.testing = True
    assert answer.status_code == 500
    found = answer.headers["Request-Id"]
    assert found in answer.text
    error, answered = lines(written)
    assert error["request"] == answered["request"] == found
    assert error["error"] == "ValueError"
    assert any("contacts/views.py" in place for place in error["trace"])


def test_a_problem_names_its_request(client: FlaskClient) -> None:
    answer = client.get("/api/v1/contacts")
    assert answer.json is not None
    assert answer.json["instance"] == f"urn:hallway:request:{answer.headers['Request-Id']}"


def test_nothing_that_a_person_types_is_written_not_even_of_an_error(
    asha: Person, app: Any, written: io.StringIO
) -> None:
    op_id = new_id()
    capture = {"name": CANARY, "detail": CANARY, "email": f"{CANARY}@example.org"}
    asha.browser.put(f"/api/v1/captures/{op_id}", json=capture)
    asha.browser.get(f"/contacts?q={CANARY}")
    asha.browser.post("/signin", data={"email": CANARY, "password": CANARY})
    asha.browser.get(f"/c/{CANARY}")
    app.testing = False
    try:
        with patch("webapp.capture.views.receive", side_effect=ValueError(CANARY)):
            asha.browser.put(f"/api/v1/captures/{new_id()}", json=capture)
        with patch("webapp.contacts.meet.fold", side_effect=ValueError(CANARY)):
            asha.browser.put(f"/api/v1/captures/{new_id()}", json=capture)
    finally:
        app.testing = True
    assert len(lines(written)) >= 6
    assert CANARY not in written.getvalue()
    assert asha.email not in written.getvalue()


def test_ways_in_and_whoever_is_turned_away_are_written_at_any_grade(
    app: Flask, asha: Person, client: FlaskClient, written: io.StringIO
) -> None:
    logs.log.setLevel("ERROR")
    client.get("/healthz")
    client.get("/contacts")
    assert lines(written) == []
    client.post("/signin", data={"email": asha.email, "password": "wrong password"})
    client.post("/signin", data={"email": asha.email, "password": "a long password"})
    client.post("/signin/recovery", data={"email": asha.email, "code": "made up"})
    client.post("/signin/forgot", data={"email": asha.email})
    client.post("/signin/passkey", json={"id": "made up"})
    asha.browser.post("/settings/security/codes")
    asha.browser.post("/settings/data/delete", data={"email": "somebody@example.org"})
    asha.browser.post("/signout")
    app.test_client().get("/api/v1/account", headers={"Authorization": "Bearer guess"})
    app.test_client().post("/capture", headers={"Sec-Fetch-Site": "cross-site"})
    told = [(line["method"], line["route"], line["status"]) for line in lines(written)]
    assert told == [
        ("POST", "/signin", 422),
        ("POST", "/signin", 303),
        ("POST", "/signin/recovery", 422),
        ("POST", "/signin/forgot", 200),
        ("POST", "/signin/passkey", 422),
        ("POST", "/settings/security/codes", 200),
        ("POST", "/settings/data/delete", 422),
        ("POST", "/signout", 303),
        ("GET", "/api/v1/account", 401),
        ("POST", "/capture", 403),
    ]
    hers = str(asha.id)
    assert [line["owner"] for line in lines(written)] == [
        None, hers, hers, hers, None, hers, hers, hers, None, None
    ]  # fmt: skip


def test_no_line_can_be_forged_in_the_log(client: FlaskClient, written: io.StringIO) -> None:
    client.post('/signin%0d%0a{"level":"info"}', headers={"User-Agent": "x\u2028y"})
    logs.log.error("two\nlines", extra={"values": {"route": "a\nb\x1b[2J"}})
    assert len(lines(written)) == len(written.getvalue().splitlines()) == 2
    assert "\x1b" not in written.getvalue()
