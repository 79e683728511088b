"""When to ask for a letter of recommendation, and when to remind. Dates in, dates out."""

import calendar
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

MOST_REMINDERS = 2

_PATIENCE = timedelta(days=14)
_BEFORE_NEEDED = timedelta(days=21)


class AskWindow(NamedTuple):
    """The days within which to ask: three to two months before the letter must be there."""

    opens_on: date
    closes_on: date


def ask_window(needed_by: date) -> AskWindow:
    """When to ask for a letter that is needed by this day."""
    return AskWindow(months_before(needed_by, 3), months_before(needed_by, 2))


def months_before(day: date, months: int) -> date:
    """The same day some months earlier; the last of the month where that has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def reminder_on(
    *,
    state: str,
    asked_on: date | None,
    answered_on: date | None,
    reminded_on: Sequence[date],
    needed_by: date | None,
) -> date | None:
    """When a reminder may go out; None while none is called for, or after the second.

    One who was asked gets two weeks to answer, and one who promised is left alone until three
    weeks before the letter is needed; two weeks lie between two reminders.
    """
    if len(reminded_on) >= MOST_REMINDERS or state not in ("asked", "promised"):
        return None
    since = answered_on if state == "promised" else asked_on
    if since is None:
        return None
    due = since + _PATIENCE
    if state == "promised" and needed_by is not None:
        due = max(due, needed_by - _BEFORE_NEEDED)
    return max([due, *(day + _PATIENCE for day in reminded_on)])
