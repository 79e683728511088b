"""Windows: on which days a follow-up opens, is due, and closes. Dates in, dates out."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

GROUPS = ("tonight", "due", "late", "coming", "waiting", "done")
"""What a day may ask of a follow-up, in the order in which a day asks it."""

LONGEST_SNOOZE = timedelta(days=366)

_GROUP_ONCE_OUT = {"sent": "waiting", "skipped": "done", "replied": "done"}


@dataclass(frozen=True, slots=True)
class Days:
    """How many days after its first day a follow-up is due and closes.

    `due_if_clicked` takes the place of `due` where the meeting clicked.
    """

    due: int
    closes: int
    due_if_clicked: int | None = None


class Window(NamedTuple):
    """The first day, the day it is due, and the last day that counts as prompt."""

    opens_on: date
    due_on: date
    closes_on: date


def window(days: Days, first_day: date, *, clicked: bool = False) -> Window:
    """The window that opens on `first_day`."""
    due = days.due_if_clicked if clicked and days.due_if_clicked is not None else days.due
    return Window(
        first_day, first_day + timedelta(days=due), first_day + timedelta(days=days.closes)
    )


def is_for_the_evening(opens_on: date, due_on: date) -> bool:
    """Whether it is due on the very day it opens: it asks to be written that evening."""
    return opens_on == due_on


def group(
    *,
    state: str,
    due_on: date,
    closes_on: date,
    snoozed_until: date | None,
    tonight: bool,
    on: date,
) -> str:
    """The one of GROUPS that a follow-up is in on a day.

    `tonight` says that it is for the evening of its due day (see is_for_the_evening).
    """
    if state in _GROUP_ONCE_OUT:
        return _GROUP_ONCE_OUT[state]
    if on < due_on or (snoozed_until is not None and on < snoozed_until):
        return "coming"
    if on > closes_on:
        return "late"
    return "tonight" if tonight and on == due_on else "due"
