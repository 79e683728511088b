"""The memory drill: from the detail to the name."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.conftest import NOON
from tests.contacts.conftest import counted_queries, met
from webapp.accounts.model import User
from webapp.contacts.deletion import delete_contact
from webapp.drill.drill import (
    DAYS,
    ROUND,
    answer,
    count_due,
    days_until_next,
    questions,
    without_name,
)
from webapp.errors import NotFound

TODAY = NOON.date()


def names(session: Session, owner: User, on: object = TODAY, **more: int) -> list[str]:
    return [one.contact.name for one in questions(session, owner.id, on, **more)]


def say(session: Session, owner: User, contact_id: object, *, knew: bool, day: int = 0) -> None:
    now = NOON + timedelta(days=day)
    answer(session, owner.id, contact_id, knew=knew, now=now, today=now.date())


def test_a_round_has_five_people_the_newest_first(session: Session, owner: User) -> None:
    for n in range(7):
        met(session, owner, f"Person {n}", at=NOON - timedelta(hours=n))
    assert names(session, owner) == [f"Person {n}" for n in range(ROUND)]
    assert count_due(session, owner.id, TODAY) == 7


def test_who_was_asked_for_makes_room_for_the_others(session: Session, owner: User) -> None:
    people = [met(session, owner, f"Person {n}", at=NOON - timedelta(hours=n)) for n in range(3)]
    say(session, owner, people[0].id, knew=True)
    say(session, owner, people[1].id, knew=False)
    assert names(session, owner) == ["Person 2"]


def test_a_name_that_was_not_known_is_asked_for_tomorrow(session: Session, owner: User) -> None:
    person = met(session, owner)
    say(session, owner, person.id, knew=False)
    assert names(session, owner) == []
    assert names(session, owner, TODAY + timedelta(days=1)) == [person.name]


def test_a_name_that_is_known_comes_less_and_less_often(session: Session, owner: User) -> None:
    person = met(session, owner)
    day = 0
    pauses = []
    for _ in range(7):
        say(session, owner, person.id, knew=True, day=day)
        pause = 1
        while not names(session, owner, TODAY + timedelta(days=day + pause)):
            pause += 1
        pauses.append(pause)
        day += pause
    assert pauses == [3, 7, 21, 60, 180, 180, 180]


def test_forgetting_begins_anew(session: Session, owner: User) -> None:
    person = met(session, owner)
    for _ in range(3):
        say(session, owner, person.id, knew=True)
    say(session, owner, person.id, knew=False)
    assert names(session, owner, TODAY + timedelta(days=1)) == [person.name]


def test_who_was_deleted_or_never_met_is_not_asked_for(session: Session, owner: User) -> None:
    gone = met(session, owner, "Gone")
    delete_contact(session, owner.id, gone.id, NOON)
    assert names(session, owner) == []


def test_nobody_is_asked_for_anothers_people(
    session: Session, owner: User, other_owner: User
) -> None:
    theirs = met(session, other_owner)
    assert names(session, owner) == []
    with pytest.raises(NotFound):
        say(session, owner, theirs.id, knew=True)


def test_a_round_costs_the_same_however_many_people_there_are(
    session: Session, owner: User
) -> None:
    def cost() -> int:
        session.expire_all()
        with counted_queries() as sent:
            questions(session, owner.id, TODAY)
        return len(sent)

    met(session, owner, "One")
    few = cost()
    for n in range(20):
        met(session, owner, f"Person {n}")
    assert cost() == few


@pytest.mark.parametrize(
    ("detail", "seen"),
    [
        ("Ngozi's twins run", "—'s twins run"),
        ("NGOZI ADEBAYO knows Li", "— — knows Li"),
        ("a legend of ngozing", "a legend of ngozing"),
        ("twin daughters", "twin daughters"),
    ],
)
def test_the_detail_does_not_give_the_name_away(detail: str, seen: str) -> None:
    assert without_name(detail, ["Dr. Ngozi Adébáyò"]) == seen


@given(text=st.text(max_size=60), name=st.text(max_size=30))
def test_leaving_a_name_out_never_raises_and_changes_nothing_else(text: str, name: str) -> None:
    left = without_name(text, [name])
    assert without_name(text, [""]) == text
    assert len(left) <= len(text)


@given(known=st.integers(0, 1000))
def test_a_name_that_is_known_once_more_never_comes_sooner(known: int) -> None:
    assert DAYS[0] <= days_until_next(known) <= days_until_next(known + 1) <= DAYS[-1]
