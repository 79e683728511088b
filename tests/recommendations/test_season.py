"""When to ask for a letter, and when to remind."""

from datetime import date

import pytest

from webapp.recommendations.season import ask_window, months_before, reminder_on


@pytest.mark.parametrize(
    ("day", "months", "earlier"),
    [
        (date(2027, 9, 1), 3, date(2027, 6, 1)),
        (date(2027, 5, 31), 3, date(2027, 2, 28)),
        (date(2028, 5, 31), 3, date(2028, 2, 29)),
        (date(2027, 2, 15), 3, date(2026, 11, 15)),
        (date(2027, 3, 1), 3, date(2026, 12, 1)),
    ],
)
def test_months_count_back_to_the_same_day(day: date, months: int, earlier: date) -> None:
    assert months_before(day, months) == earlier


def test_one_asks_three_to_two_months_before() -> None:
    assert ask_window(date(2027, 9, 1)) == (date(2027, 6, 1), date(2027, 7, 1))


ASKED, NEEDED = date(2027, 6, 3), date(2027, 9, 1)


def remind(
    state: str, *reminded: date, answered: date | None = None, needed: date | None = NEEDED
) -> date | None:
    return reminder_on(
        state=state,
        asked_on=ASKED,
        answered_on=answered,
        reminded_on=reminded,
        needed_by=needed,
    )


def test_one_who_was_asked_has_two_weeks() -> None:
    assert remind("asked") == date(2027, 6, 17)
    assert remind("asked", date(2027, 6, 20)) == date(2027, 7, 4)


def test_one_who_promised_is_left_alone_until_three_weeks_before() -> None:
    assert remind("promised", answered=date(2027, 6, 5)) == date(2027, 8, 11)
    assert remind("promised", answered=date(2027, 8, 20)) == date(2027, 9, 3)
    assert remind("promised", answered=date(2027, 6, 5), needed=None) == date(2027, 6, 19)


def test_there_is_no_third_reminder() -> None:
    assert remind("asked", date(2027, 6, 17), date(2027, 7, 1)) is None


@pytest.mark.parametrize("state", ["to_ask", "received", "declined"])
def test_nobody_else_is_reminded(state: str) -> None:
    assert remind(state) is None
