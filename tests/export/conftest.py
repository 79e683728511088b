"""An account with something of every kind in it."""

import io
from typing import Any
from zipfile import ZipFile

import pytest
from flask import Flask
from PIL import Image

from tests.conftest import NOON, Person
from tests.contacts.conftest import add_event, meet
from webapp.contacts.model import Contact, ContactPhoto
from webapp.db import db


def what_is_in(answer: Any) -> str:
    """All that an answer says; of a zip what lies in it, since packed nothing can be found."""
    data: bytes = answer.data
    if answer.mimetype == "application/zip":
        with ZipFile(io.BytesIO(data)) as archive:
            data = b"\n".join(archive.read(name) for name in archive.namelist())
    return data.decode("utf-8", "replace")


def a_jpeg(colour: str = "teal") -> bytes:
    """A photo as it is kept: 512 pixels square."""
    stream = io.BytesIO()
    Image.new("RGB", (512, 512), colour).save(stream, "JPEG")
    return stream.getvalue()


@pytest.fixture
def full(asha: Person, app: Flask) -> Person:
    """Asha with a card and its photo, an event, people with a photo, follow-ups, one deleted."""
    card = asha.browser.post("/api/v1/cards", json={"name": "Asha Rao", "label": "General"})
    assert card.status_code == 201, card.text
    photo = {"photo": (io.BytesIO(a_jpeg()), "asha.jpg")}
    asha.browser.post(f"/cards/{card.json['id']}/edit", data={"name": "Asha Rao", **photo})
    acp = add_event(asha, "ACP")
    ngozi = meet(asha, event_id=acp, promise="the sepsis paper", email="ngozi@example.org")
    meet(asha, "Marcus", introduced_by="Ngozi Adébáyò", links=["https://example.org/marcus"])
    lena = meet(asha, "Lena", detail="dahlias")
    asha.browser.post(f"/contacts/{lena}/delete")
    with app.app_context():
        contact = db.session.query(Contact).filter_by(owner_id=asha.id, name="Ngozi Adébáyò").one()
        assert str(contact.id) == ngozi
        contact.unmodelled = ["X-FAVOURITE:tea"]
        contact.birthday = "--02-18"
        jpeg = a_jpeg("maroon")
        db.session.add(
            ContactPhoto(owner_id=asha.id, contact_id=contact.id, jpeg=jpeg, changed_at=NOON)
        )
        db.session.commit()
    return asha
