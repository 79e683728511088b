"""The face of a card: read for each who asks, and never an old one."""

import gzip
from typing import Any
from unittest.mock import patch

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update
from sqlalchemy.orm import Session

from tests.cards.conftest import ASHA
from tests.cards.test_public import add_photo
from tests.conftest import NOON, Person
from webapp.accounts.model import User
from webapp.cards import face as reading
from webapp.cards.addresses import revoke_address
from webapp.cards.cards import get_card, make_card
from webapp.cards.details import CardDetails
from webapp.cards.face import Face, find_face
from webapp.cards.model import Card, CardAddress, CardPhoto
from webapp.db import db
from webapp.errors import NotFound

PACKED = {"Accept-Encoding": "gzip"}


@pytest.fixture
def card(session: Session, owner: User) -> Card:
    return make_card(session, owner.id, CardDetails(**ASHA), NOON)


@pytest.fixture
def token(session: Session, owner: User, card: Card) -> str:
    token = get_card(session, owner.id, card.id).token
    session.commit()
    return token


def face(token: str) -> Face:
    """What a stranger's request reads: a connection that acts for nobody."""
    with db.engine.connect() as connection:
        return find_face(connection, token)


def test_strangers_see_the_public_side_and_the_private_one_is_not_even_read(
    token: str,
) -> None:
    seen = face(token.lower())
    assert seen.name == ASHA["name"]
    assert not seen.has_photo
    assert "asha.rao@example.org" in seen.emails
    assert (seen.pitch, seen.project) == ("", "")
    assert ASHA["label"] not in seen


def test_it_is_one_question_and_a_second_where_the_wall_wants_to_know_for_whom(
    token: str,
) -> None:
    with patch.object(reading, "_ask", wraps=reading._ask) as asked:
        face(token)
    assert asked.call_count == (2 if db.engine.dialect.name == "postgresql" else 1)


def test_unknown_and_revoked_ask_the_database_the_same(
    session: Session, card: Card, token: str
) -> None:
    revoke_address(session, card, NOON)
    session.commit()
    asked = []
    for asked_for in (token, "A" * 26):
        spy = patch.object(reading, "_ask", wraps=reading._ask)
        with spy as sent, pytest.raises(NotFound) as refused:
            face(asked_for)
        asked.append((sent.call_count, str(refused.value)))
    assert asked[0] == asked[1]
    assert asked[0][0] == 1


def test_a_page_is_as_new_as_the_database_whoever_changed_it(
    client: FlaskClient, session: Session, ashas_card: dict[str, Any], asha: Person
) -> None:
    """The change is written past the application, as by another worker, at the same moment."""
    path = f"/c/{ashas_card['token']}"
    assert "Dr. Asha Rao" in client.get(path).text
    changes: dict[str, Any] = {
        "name": "Asha Iyer",
        "pitch": "Said anew.",
        "shows_pitch": True,
        "phones": [{"value": "+1 473 555 0155", "type": "mobile"}],
    }
    for name, value in changes.items():
        session.execute(update(Card).where(Card.owner_id == asha.id).values({name: value}))
        session.commit()
    page = client.get(path).text
    assert all(text in page for text in ("Asha Iyer", "Said anew.", "555 0155"))
    assert "Dr. Asha Rao" not in page
    add_photo(asha, {**ashas_card, "name": "Asha Iyer"})
    assert f'src="{path}/photo.jpg"' in client.get(path).text
    session.query(CardPhoto).filter_by(owner_id=asha.id).delete()
    session.commit()
    assert "photo.jpg" not in client.get(path).text


def test_an_address_that_is_revoked_past_the_application_is_gone_at_once(
    client: FlaskClient, session: Session, ashas_card: dict[str, Any]
) -> None:
    path = f"/c/{ashas_card['token']}"
    assert client.get(path).status_code == 200
    session.execute(update(CardAddress).values(revoked_at=NOON))
    session.commit()
    assert client.get(path).status_code == 404


def test_a_database_that_fails_meanwhile_is_busy_for_a_moment(
    client: FlaskClient, ashas_card: dict[str, Any], engine_name: str
) -> None:
    on_postgresql = "SELECT pg_terminate_backend(pg_backend_pid()) WHERE %(token)s <> ''"
    fails = on_postgresql if engine_name == "postgresql" else "SELECT ? FROM nowhere"
    with patch.object(reading, "_text", lambda _: fails):
        busy = client.get(f"/c/{ashas_card['token']}")
    assert busy.status_code == 503
    assert busy.headers["Retry-After"] == "2"
    assert client.get(f"/c/{ashas_card['token']}").status_code == 200


def test_the_page_reads_the_same_packed_and_not(
    client: FlaskClient, ashas_card: dict[str, Any]
) -> None:
    path = f"/c/{ashas_card['token']}"
    for _ in range(2):
        packed, plain = client.get(path, headers=PACKED), client.get(path)
        assert packed.headers["Content-Encoding"] == "gzip"
        assert "Content-Encoding" not in plain.headers
        assert gzip.decompress(packed.data) == plain.data
        assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
        assert packed.content_type == plain.content_type == "text/html; charset=utf-8"
