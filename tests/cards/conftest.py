"""A card to test with, and a reader of its codes."""

import io
from typing import Any

import pytest
import zxingcpp
from flask import Flask
from PIL import Image

from tests.conftest import Person
from webapp.cards.cards import get_card, make_card
from webapp.cards.details import CardDetails
from webapp.cards.shown import ShownCard
from webapp.db import db

ASHA: dict[str, Any] = {
    "label": "General",
    "name": "Dr. Asha Rao",
    "headline": "Internal medicine, heart failure",
    "organisation": "St. George’s University",
    "title": "Final-year student",
    "positioning": "I work on what happens after discharge. Clear notes are half of it.",
    "pitch": "I fell for heart-failure clinics in Newark. Ask me about the two-line note.",
    "project": "A two-line discharge note halved returns within thirty days.",
    "emails": [{"value": "asha.rao@example.org", "type": "work"}],
    "phones": [
        {"value": "+1 473 555 0100", "type": "mobile"},
        {"value": "+1 473 555 0199", "type": "work"},
    ],
    "links": ["https://www.linkedin.com/in/asharao", "https://example.org/asha"],
}


def made(person: Person, **changes: Any) -> dict[str, Any]:
    """A card made over the API, as the API gives it."""
    answer = person.browser.post("/api/v1/cards", json={**ASHA, **changes})
    assert answer.status_code == 201, answer.text
    return dict(answer.json)


def scanned(picture: bytes | Image.Image) -> str:
    """What another phone reads from a picture with one QR code in it."""
    image = picture if isinstance(picture, Image.Image) else Image.open(io.BytesIO(picture))
    found = zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode)
    assert len(found) == 1, f"{len(found)} codes were found"
    return str(found[0].text)


@pytest.fixture
def ashas_card(asha: Person) -> dict[str, Any]:
    """Asha's general card."""
    return made(asha)


@pytest.fixture
def shown(app: Flask, asha: Person) -> ShownCard:
    """The same for tests of the domain."""
    clock = app.config["CLOCK"]
    with app.app_context():
        card = make_card(db.session, asha.id, CardDetails(**ASHA), clock())
        db.session.commit()
        return get_card(db.session, asha.id, card.id)
