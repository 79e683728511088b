"""Which days the tasks of an event fall on."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.events.model import KINDS, Event
from webapp.events.tasks import RULES, tasks_of

MONDAY = date(2026, 10, 5)


def days(kind: str, first: date, last: date) -> dict[str, tuple[date, date]]:
    event = Event(kind=kind, starts_on=first, ends_on=last)
    return {task.rule.kind: (task.opens_on, task.due_on) for task in tasks_of(event, {})}


def test_a_month_on_the_ward_has_its_three_talks() -> None:
    last = MONDAY + timedelta(days=27)
    assert days("rotation", MONDAY, last) == {
        "introduce": (MONDAY, MONDAY + timedelta(days=1)),
        "feedback": (MONDAY + timedelta(days=13), MONDAY + timedelta(days=20)),
        "letter": (MONDAY + timedelta(days=21), last),
    }


def test_the_feedback_talk_comes_before_the_last_week_begins() -> None:
    last = MONDAY + timedelta(days=27)
    _, due = days("rotation", MONDAY, last)["feedback"]
    last_week = last - timedelta(days=6)
    assert due == last_week - timedelta(days=1)


def test_in_a_short_stay_the_feedback_talk_is_half_way() -> None:
    last = MONDAY + timedelta(days=9)
    assert days("observership", MONDAY, last)["feedback"][1] == MONDAY + timedelta(days=4)


def test_questions_for_a_call_are_due_the_day_before_and_thanks_the_day_after() -> None:
    found = days("call", MONDAY, MONDAY)
    assert found["questions"][1] == MONDAY - timedelta(days=1)
    assert found["thanks"] == (MONDAY, MONDAY + timedelta(days=1))


def test_every_kind_of_event_has_its_rules() -> None:
    assert set(RULES) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
@given(length=st.integers(0, 400))
def test_no_task_is_due_before_it_opens_or_after_the_stay(kind: str, length: int) -> None:
    last = MONDAY + timedelta(days=length)
    for opens_on, due_on in days(kind, MONDAY, last).values():
        assert opens_on <= due_on <= last + timedelta(days=1)
    if kind == "rotation":
        assert all(opens_on >= MONDAY for opens_on, _ in days(kind, MONDAY, last).values())
