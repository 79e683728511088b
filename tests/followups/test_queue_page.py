"""The queue a screen at a time holds what the whole queue does, and reads what it shows."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from tests.conftest import NOON
from tests.followups.conftest import Meet
from webapp.accounts.model import User
from webapp.contacts.deletion import delete_contact
from webapp.followups import states
from webapp.followups.queue import list_queue
from webapp.followups.queue_page import queue_parts
from webapp.followups.windows import GROUPS

WED = NOON.date()


@pytest.fixture
def season(session: Session, owner: User, meet: Meet) -> None:
    """People met day by day, some promised something, some letters sent, skipped or put off."""
    for number in range(24):
        at = NOON - timedelta(days=number // 2)
        promise = "the paper" if number % 3 == 0 else ""
        contact, rows = meet(f"Person {number}", at=at, promise=promise, clicked=number % 5 == 0)
        if number % 4 == 1:
            states.mark_sent(rows[0], NOON)
        if number % 8 == 2:
            states.skip(rows[0], NOON - timedelta(minutes=number))
        if number % 8 == 3:
            rows[0].snoozed_until = WED + timedelta(days=2)
        if number == 7:
            delete_contact(session, owner.id, contact.id, NOON)
    session.commit()


@pytest.mark.usefixtures("season")
@pytest.mark.parametrize("state", [None, "queued", "skipped"])
def test_turned_to_the_end_it_is_the_whole_queue(
    session: Session, owner: User, state: str | None
) -> None:
    for days in (-1, 0, 1, 3, 6, 30, 200):
        turn_to_the_end(session, owner, WED + timedelta(days=days), state)


def turn_to_the_end(session: Session, owner: User, on: date, state: str | None) -> None:
    whole = [
        item
        for item in list_queue(session, owner.id, on, state)
        if item.is_next or item.group == "done" or state
    ]
    for group in GROUPS:
        turned, skip = [], 0
        while True:
            parts = queue_parts(
                session, owner.id, on, groups=[group], skip=skip, most=3, state=state
            )
            part = parts[group]
            assert len(part.items) <= 3
            turned += part.items
            if part.following is None:
                break
            skip = part.following
        wanted = [item for item in whole if item.group == group]
        assert len(turned) == len(wanted)
        assert {item.follow_up.id for item in turned} == {item.follow_up.id for item in wanted}
        if state is None:
            behind = {item.follow_up.id: item.behind for item in wanted}
            assert {item.follow_up.id: item.behind for item in turned} == behind


@pytest.mark.usefixtures("season")
def test_the_first_screen_has_the_queues_own_order(session: Session, owner: User) -> None:
    parts = queue_parts(session, owner.id, WED)
    whole = [i for i in list_queue(session, owner.id, WED) if i.is_next or i.group == "done"]
    shown = [item.follow_up.id for part in parts.values() for item in part.items]
    assert shown == [item.follow_up.id for item in whole]


def test_of_what_is_done_the_latest_few_are_shown(
    meet: Meet, session: Session, owner: User
) -> None:
    for hour in range(4):
        states.skip(meet(f"Person {hour}")[1][0], NOON + timedelta(hours=hour))
    meet("Open")
    session.commit()
    parts = queue_parts(session, owner.id, WED + timedelta(days=3), most=2)
    items = [item for part in parts.values() for item in part.items]
    assert [item.follow_up.contact.name for item in items] == ["Open", "Person 3", "Person 2"]


@pytest.mark.usefixtures("season")
def test_nobody_elses_are_on_it(session: Session, other_owner: User) -> None:
    parts = queue_parts(session, other_owner.id, WED)
    assert not any(part.items or part.following for part in parts.values())
