"""The page of everything that Hallway keeps of a person."""

from flask.testing import FlaskClient

from tests.conftest import Person


def test_everything_can_be_taken_along(asha: Person) -> None:
    page = asha.browser.get("/settings/data")
    assert 'href="/api/v1/export"' in page.text
    assert asha.browser.get("/api/v1/export").status_code == 200


def test_a_stranger_is_asked_to_sign_in(client: FlaskClient) -> None:
    assert client.get("/settings/data").headers["Location"].startswith("/signin")
