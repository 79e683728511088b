"""Addresses cannot be guessed, and a revoked one is gone."""

import math
import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event
from sqlalchemy.orm import Session

from tests.cards.conftest import ASHA
from tests.conftest import NOON
from webapp.accounts.model import User
from webapp.cards.addresses import ALPHABET, find_public, new_token, revoke_address
from webapp.cards.cards import get_card, make_card
from webapp.cards.details import CardDetails
from webapp.cards.model import Card, CardAddress
from webapp.db import db
from webapp.errors import NotFound


@pytest.fixture
def card(session: Session, owner: User) -> Card:
    return make_card(session, owner.id, CardDetails(**ASHA), NOON)


def test_a_token_is_26_characters_of_base32_and_130_bits() -> None:
    assert re.fullmatch("[A-Z2-7]{26}", new_token())
    assert math.log2(len(set(ALPHABET)) ** 26) >= 128


def test_tokens_use_every_character_alike_at_every_place() -> None:
    tokens = [new_token() for _ in range(4_000)]
    assert len(set(tokens)) == 4_000
    for place in range(26):
        counts = Counter(token[place] for token in tokens)
        # 125 of each are expected; seven standard deviations hold for a billion runs.
        assert all(47 < counts[char] < 203 for char in ALPHABET)


def test_a_card_is_found_in_either_case(session: Session, owner: User, card: Card) -> None:
    token = get_card(session, owner.id, card.id).token
    assert find_public(session, token).card is card
    assert find_public(session, token.lower()).card is card


def test_a_revoked_address_finds_nothing_and_the_new_one_the_card(
    session: Session, owner: User, card: Card
) -> None:
    old = get_card(session, owner.id, card.id).token
    new = revoke_address(session, card, NOON)
    assert new != old
    assert get_card(session, owner.id, card.id).token == new
    assert find_public(session, new).card is card
    with pytest.raises(NotFound):
        find_public(session, old)


def test_however_often_it_is_changed_one_address_is_open(session: Session, card: Card) -> None:
    for _ in range(3):
        revoke_address(session, card, NOON)
    addresses = session.query(CardAddress).filter_by(card_id=card.id).all()
    assert len(addresses) == 4
    assert [a.revoked_at for a in addresses].count(None) == 1


def test_another_card_keeps_its_address(session: Session, owner: User, card: Card) -> None:
    other = make_card(session, owner.id, CardDetails(name="Poster"), NOON)
    before = get_card(session, owner.id, other.id).token
    revoke_address(session, card, NOON)
    assert get_card(session, owner.id, other.id).token == before


def test_unknown_and_revoked_ask_the_database_the_same(
    session: Session, owner: User, card: Card
) -> None:
    revoked = get_card(session, owner.id, card.id).token
    revoke_address(session, card, NOON)
    asked: list[list[str]] = []
    for token in (revoked, "A" * 26):
        seen: list[str] = []
        listener = lambda _c, _cu, statement, *_: seen.append(statement)  # noqa: B023, E731
        event.listen(db.engine, "before_cursor_execute", listener)
        with pytest.raises(NotFound) as refused:
            find_public(session, token)
        event.remove(db.engine, "before_cursor_execute", listener)
        asked.append([*seen, str(refused.value)])
    assert asked[0] == asked[1]
    assert len(asked[0]) == 2


@given(token=st.one_of(st.text(max_size=40), st.text(ALPHABET, min_size=26, max_size=26)))
def test_whatever_is_asked_for_there_is_an_answer(token: str) -> None:
    class Empty:
        def execute(self, _query: object, _values: object = None) -> "Empty":
            return self

        def first(self) -> None:
            return None

    with pytest.raises(NotFound):
        find_public(Empty(), token)  # type: ignore[arg-type]  # no database is needed for it
