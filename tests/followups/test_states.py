"""What becomes of a follow-up."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from tests.conftest import NOON
from webapp.errors import Invalid
from webapp.followups import states
from webapp.followups.model import FollowUp

TODAY = NOON.date()
LATER = NOON + timedelta(days=1)
Verb = Callable[[FollowUp, datetime], None]


def queued() -> FollowUp:
    return FollowUp(state="queued", state_at=NOON - timedelta(days=3), snoozed_until=None)


@pytest.mark.parametrize(
    ("verb", "state"),
    [(states.mark_sent, "sent"), (states.skip, "skipped"), (states.mark_replied, "replied")],
)
def test_a_repeat_keeps_the_first_time(verb: Verb, state: str) -> None:
    owed = queued()
    verb(owed, NOON)
    verb(owed, LATER)
    assert (owed.state, owed.state_at) == (state, NOON)


@pytest.mark.parametrize("late", [states.mark_sent, states.skip])
def test_an_order_that_comes_late_does_not_take_back_an_answer(late: Verb) -> None:
    owed = queued()
    states.mark_replied(owed, NOON)
    late(owed, LATER)
    assert (owed.state, owed.state_at) == ("replied", NOON)


def test_what_was_sent_cannot_be_skipped_but_what_was_skipped_can_be_sent() -> None:
    owed = queued()
    states.skip(owed, NOON)
    states.mark_sent(owed, LATER)
    states.skip(owed, LATER + timedelta(days=1))
    assert (owed.state, owed.state_at) == ("sent", LATER)


@pytest.mark.parametrize("verb", [states.mark_sent, states.skip, states.mark_replied])
def test_reopening_takes_anything_back(verb: Verb) -> None:
    owed = queued()
    states.snooze(owed, None, TODAY)
    verb(owed, NOON)
    states.reopen(owed, LATER)
    states.reopen(owed, LATER + timedelta(days=1))
    assert (owed.state, owed.state_at, owed.snoozed_until) == ("queued", LATER, None)


def test_reopening_one_put_off_keeps_since_when_it_is_open() -> None:
    owed = queued()
    since = owed.state_at
    states.snooze(owed, None, TODAY)
    states.reopen(owed, LATER)
    assert (owed.state, owed.state_at, owed.snoozed_until) == ("queued", since, None)


def test_not_now_means_tomorrow_unless_a_day_is_given() -> None:
    owed = queued()
    states.snooze(owed, None, TODAY)
    assert owed.snoozed_until == TODAY + timedelta(days=1)
    states.snooze(owed, date(2026, 10, 20), TODAY)
    states.snooze(owed, date(2026, 10, 20), TODAY)
    assert owed.snoozed_until == date(2026, 10, 20)


@pytest.mark.parametrize(
    "until", [TODAY, TODAY - timedelta(days=1), date.min, TODAY + timedelta(days=367), date.max]
)
def test_a_day_that_is_past_or_far_off_is_refused(until: date) -> None:
    owed = queued()
    with pytest.raises(Invalid) as refused:
        states.snooze(owed, until, TODAY)
    assert list(refused.value.by_field()) == ["until"]
    assert owed.snoozed_until is None


def test_the_same_day_next_year_is_near_enough() -> None:
    owed = queued()
    states.snooze(owed, date(2027, 10, 14), TODAY)
    assert owed.snoozed_until == date(2027, 10, 14)


def test_what_is_over_is_not_put_off() -> None:
    owed = queued()
    states.mark_sent(owed, NOON)
    states.snooze(owed, None, TODAY)
    assert (owed.state, owed.snoozed_until) == ("sent", None)
