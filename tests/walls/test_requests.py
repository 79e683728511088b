"""Every route and every answer: where changes may come from, and what all answers carry."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import EnvironBuilder

from tests.conftest import Person, settings
from webapp import create_app, migrate
from webapp.db import db
from webapp.security import BY_THE_PHONE_ITSELF, UNSAFE

SOMEBODY = "018f0000-0000-7000-8000-000000000001"
FOREIGN = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "", "Origin": "https://evil.example"},
    {"Sec-Fetch-Site": "", "Origin": "null"},
]
HEADERS = {
    "Content-Security-Policy": r"default-src 'none'.*frame-ancestors 'none'.*require-trusted-types",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": r"microphone=\(\)",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": ".",
}


def routes(app: Flask) -> Iterator[tuple[str, str]]:
    """Each route once for each of its methods, with something in place of its arguments."""
    for rule in app.url_map.iter_rules():
        path = re.sub(r"<uuid:\w+>", SOMEBODY, rule.rule)
        path = re.sub(r"<any\((\w+)[^>]*>", r"\1", path)
        path = re.sub(r"<int:\w+>", "0", path)
        path = re.sub(r"<[^>]+>", "x", path)
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            yield method, path


@pytest.mark.parametrize("headers", FOREIGN)
def test_no_route_takes_a_change_from_another_sites_page(
    app: Flask, asha: Person, headers: dict[str, str]
) -> None:
    for method, path in routes(app):
        if method in UNSAFE and path not in BY_THE_PHONE_ITSELF:
            answer = asha.browser.open(path, method=method, headers=headers)
            assert answer.status_code == 403, (method, path)


def test_every_answer_of_every_route_carries_the_headers(
    app: Flask, asha: Person, client: FlaskClient
) -> None:
    for who in (asha.browser, client):
        for method, path in routes(app):
            if path in {"/signout", "/settings/data/delete"}:
                continue
            headers = who.open(path, method=method).headers
            for name, wanted in HEADERS.items():
                assert re.search(wanted, headers[name]), (method, path, name)
            policy = headers["Content-Security-Policy"]
            assert "unsafe" not in policy, path
            assert "http" not in policy, path


def test_over_https_every_answer_asks_for_https_from_then_on(tmp_path: Any) -> None:
    url = f"sqlite:///{tmp_path}/x.sqlite"
    app = create_app(settings(url, tmp_path, base_url="https://hallway.example"))
    for path in ("/signin", "/nothing-here", "/static/none.js"):
        answer = app.test_client().get(path, base_url="https://hallway.example")
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_over_https_each_cookie_is_secure_and_bound_to_this_host(tmp_path: Any) -> None:
    url = f"sqlite:///{tmp_path}/x.sqlite"
    app = create_app(settings(url, tmp_path, base_url="https://hallway.example"))
    with app.app_context():
        migrate.upgrade(db.engine)
    new = {"name": "Asha", "email": "asha@example.org", "password": "a long password"}
    answer = app.test_client().post("/signup", data=new, base_url="https://hallway.example")
    assert answer.status_code == 303
    cookies = answer.headers.getlist("Set-Cookie")
    assert cookies
    for cookie in cookies:
        said = {part.strip() for part in cookie.split(";")}
        assert cookie.startswith("__Host-")
        assert said >= {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"}
        assert "Domain=" not in cookie


def test_a_packed_body_is_not_taken(asha: Person) -> None:
    for encoding in ("gzip", "br", "deflate", "zstd", "x"):
        answer = asha.browser.post("/signin", data=b"x", headers={"Content-Encoding": encoding})
        assert answer.status_code == 415, encoding


@pytest.mark.parametrize("path", ["/signin", "/capture", "/api/v1/cards", "/signin/passkey"])
def test_a_body_of_a_gigabyte_is_refused_before_it_is_read(app: Flask, path: str) -> None:
    class Endless:
        def __init__(self) -> None:
            self.given = 0

        def read(self, size: int = -1) -> bytes:
            self.given += max(size, 0)
            return b"a" * max(size, 0)

        readline = read

    stream = Endless()
    builder = EnvironBuilder(
        path=path, method="POST", content_type="application/x-www-form-urlencoded",
        headers={"Sec-Fetch-Site": "same-origin"},
    )  # fmt: skip
    environ = builder.get_environ()
    environ |= {"CONTENT_LENGTH": str(2**30), "wsgi.input": stream}
    told: list[str] = []
    body = app.wsgi_app(environ, lambda status, _headers: told.append(status))
    b"".join(body)
    assert int(told[0].split()[0]) in {401, 413, 415, 302, 422}
    assert stream.given < 16 * 1024 * 1024


@pytest.mark.parametrize(
    ("hops", "header", "seen"),
    [
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.7, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.7, 203.0.113.9", "198.51.100.7"),
        (2, "203.0.113.9", "192.0.2.1"),
    ],
)
def test_the_address_of_a_visitor_is_what_the_last_known_proxy_saw(
    tmp_path: Any, hops: int, header: str, seen: str
) -> None:
    app = create_app(settings(f"sqlite:///{tmp_path}/x.sqlite", tmp_path, proxy_hops=hops))
    told: list[str | None] = []

    @app.before_request
    def note() -> str:
        from flask import request

        told.append(request.remote_addr)
        return "ok"

    app.test_client().get(
        "/healthz",
        headers={"X-Forwarded-For": header},
        environ_base={"REMOTE_ADDR": "192.0.2.1"},
    )
    assert told == [seen]


def test_ids_in_addresses_are_never_enough_to_guess_by() -> None:
    assert UUID(SOMEBODY).version == 7
