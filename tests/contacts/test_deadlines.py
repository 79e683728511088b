"""The day that a promise names in words."""

from datetime import date

import pytest

from webapp.contacts.deadlines import deadline

WED = date(2026, 10, 14)


@pytest.mark.parametrize(
    ("promise", "day"),
    [
        ("the paper by Friday", date(2026, 10, 16)),
        ("send it tomorrow", date(2026, 10, 15)),
        ("the link, tonight", WED),
        ("call on Tuesday", date(2026, 10, 20)),
        ("By this Monday: the slides", date(2026, 10, 19)),
    ],
)
def test_a_day_that_is_certain_is_found(promise: str, day: date) -> None:
    assert deadline(promise, WED) == day


@pytest.mark.parametrize(
    "promise",
    [
        "the paper",
        "by next Friday",
        "by Wednesday",
        "Friday’s slides",
        "tomorrow or by Friday",
        "soon",
        "the Monday group’s list",
    ],
)
def test_one_that_could_mean_two_is_left_alone(promise: str) -> None:
    assert deadline(promise, WED) is None
