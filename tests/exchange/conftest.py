"""A card of Asha's, and visitors who leave something on it."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.conftest import Clock, Person

LENA = {
    "name": "Lena Vogt",
    "email": "lena@example.org",
    "detail": "sings alto in the hospital choir",
    "consent": "true",
}


@pytest.fixture
def card(asha: Person) -> dict[str, Any]:
    """Asha's card at her poster."""
    details = {"label": "Poster 214", "name": "Asha Rao"}
    answer = asha.browser.post("/api/v1/cards", json=details)
    assert answer.status_code == 201, answer.text
    return dict(answer.json)


class Visitor:
    """Somebody who opened a card, and fills in its form as slowly as people do."""

    def __init__(self, client: FlaskClient, clock: Clock, card: dict[str, Any]) -> None:
        self.client = client
        self.clock = clock
        self.address = f"/c/{card['token']}/exchange"

    def nonce(self) -> str:
        """What the form carries that is just being opened."""
        return re.findall(r'name="nonce" value="([^"]+)"', self.client.get(self.address).text)[0]

    def sends(self, seconds: float = 20, **changes: str) -> Any:
        """Open the form, fill it in, send it."""
        form = {**LENA, "nonce": self.nonce(), **changes}
        self.clock.forward(seconds=seconds)
        return self.client.post(self.address, data=form)


@pytest.fixture
def visitor(client: FlaskClient, clock: Clock, card: dict[str, Any]) -> Visitor:
    """A visitor of Asha's card."""
    return Visitor(client, clock, card)


def inbox(person: Person) -> list[dict[str, Any]]:
    """What waits for this person."""
    items: list[dict[str, Any]] = person.browser.get("/api/v1/inbox").json["items"]
    return items
