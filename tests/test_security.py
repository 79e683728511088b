"""The walls: where a change may come from, and what every answer carries."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import Person
from webapp.security import local_path

FORM = {"name": "", "email": "new@example.org", "password": "a long password"}


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "", "Origin": "https://evil.example"},
    ],
)
def test_a_change_asked_for_by_another_site_is_refused(
    client: FlaskClient, headers: dict[str, str]
) -> None:
    assert client.post("/signup", data=FORM, headers=headers).status_code == 403


def test_an_old_browser_is_known_by_its_origin(app: Flask) -> None:
    old = FlaskClient(app, app.response_class)
    foreign = old.post("/signup", data=FORM, headers={"Origin": "https://evil.example"})
    assert foreign.status_code == 403
    own = old.post("/signup", data=FORM, headers={"Origin": "http://localhost"})
    assert own.status_code == 303


def test_a_signed_in_browser_must_say_where_it_comes_from(app: Flask) -> None:
    bare = FlaskClient(app, app.response_class)
    assert bare.post("/signup", data=FORM).status_code == 303
    assert bare.post("/signout").status_code == 403


def test_every_answer_carries_the_headers_errors_included(client: FlaskClient) -> None:
    for path in ("/signin", "/nothing-here", "/healthz", "/api/v1/contacts", "/static/none.js"):
        headers = client.get(path).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"], path
        assert "unsafe" not in headers["Content-Security-Policy"], path
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Hallway"] == "1"
        assert headers["Cache-Control"]


@pytest.mark.parametrize(
    "path", ["/contacts", "/capture", "/follow-ups", "/plan", "/settings", "/"]
)
def test_a_page_asks_the_stranger_to_sign_in_and_goes_on_from_there(
    client: FlaskClient, path: str
) -> None:
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/signin?next=")


def test_no_page_of_the_signed_in_is_kept_by_the_browser(asha: Person) -> None:
    for path in ("/", "/contacts", "/capture", "/follow-ups", "/plan", "/settings"):
        assert asha.browser.get(path).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "trick",
    ["//evil.example", "/\\evil.example", "https://evil.example", "/\t/evil.example", "", None,
     "javascript:alert(1)", "/\n/evil.example", "evil", "/ok\\..\\", "/a b"],
)  # fmt: skip
def test_a_redirect_never_leaves_the_site(trick: str | None) -> None:
    assert local_path(trick) == "/"


@given(st.text(alphabet=st.sampled_from("/\\.:ae?#\t\n @%"), max_size=12))
def test_what_a_redirect_accepts_is_a_path(target: str) -> None:
    path = local_path("/" + target)
    assert path.startswith("/")
    assert not path.startswith(("//", "/\\"))
    assert not any(char in path for char in "\\\t\n ")


def test_a_path_on_this_site_is_followed() -> None:
    assert local_path("/contacts?q=a") == "/contacts?q=a"
