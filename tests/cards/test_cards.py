"""Making, changing and removing cards."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.cards.conftest import ASHA
from tests.conftest import NOON
from webapp.accounts.model import User
from webapp.cards import cards
from webapp.cards.cards import change_card, delete_card, get_card, list_cards, make_card
from webapp.cards.details import CardChanges, CardDetails
from webapp.cards.model import Card, CardAddress, CardPhoto
from webapp.cards.photos import set_photo
from webapp.errors import Invalid, NotFound

LATER = NOON + timedelta(hours=1)


def make(session: Session, owner: User, **changes: object) -> Card:
    return make_card(session, owner.id, CardDetails(**{**ASHA, **changes}), NOON)


def test_a_new_card_has_an_address_at_once(session: Session, owner: User) -> None:
    card = make(session, owner)
    shown = get_card(session, owner.id, card.id)
    assert shown.url("https://example.org") == f"https://example.org/c/{shown.token}"
    assert shown.photo_at is None


def test_cards_are_listed_from_the_oldest(session: Session, owner: User, other_owner: User) -> None:
    first = make(session, owner)
    make_card(session, owner.id, CardDetails(name="Asha", label="Poster"), LATER)
    make(session, other_owner)
    listed = list_cards(session, owner.id)
    assert [shown.card.label for shown in listed] == ["General", "Poster"]
    assert listed[0].card is first


def test_a_change_keeps_what_it_does_not_name(session: Session, owner: User) -> None:
    card = make(session, owner)
    token = get_card(session, owner.id, card.id).token
    change_card(session, owner.id, card.id, CardChanges(title="Resident", phones=[]), LATER)
    session.expire_all()
    shown = get_card(session, owner.id, card.id)
    assert (shown.card.title, shown.card.phones) == ("Resident", [])
    assert shown.card.emails == ASHA["emails"]
    assert shown.card.changed_at == LATER
    assert shown.token == token


def test_a_deleted_card_leaves_nothing_behind(session: Session, owner: User) -> None:
    card = make(session, owner)
    set_photo(session, card, b"jpeg", NOON)
    delete_card(session, owner.id, card.id)
    session.commit()
    for table in (Card, CardAddress, CardPhoto):
        assert session.scalar(select(func.count()).select_from(table)) == 0


def test_there_is_an_end_to_the_number_of_cards(
    session: Session, owner: User, other_owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cards, "MOST_CARDS", 2)
    make(session, other_owner)
    make(session, owner)
    make(session, owner)
    with pytest.raises(Invalid) as refused:
        make(session, owner)
    assert refused.value.by_field()["label"].startswith("There are 2 cards already.")


def test_another_owners_card_is_not_there(session: Session, owner: User, other_owner: User) -> None:
    card = make(session, other_owner)
    with pytest.raises(NotFound):
        get_card(session, owner.id, card.id)
    with pytest.raises(NotFound):
        change_card(session, owner.id, card.id, CardChanges(name="Mine"), NOON)
    with pytest.raises(NotFound):
        delete_card(session, owner.id, card.id)
