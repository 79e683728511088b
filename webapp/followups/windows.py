"""Windows: on which days a follow-up opens, is due, and closes. Dates in, dates out."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

GROUPS = ("tonight", "due", "late", "coming", "waiting", "done")
"""What a day may ask of a follow-up, in the order in which a day asks it."""

ASKS_NOW = ("tonight", "due", "late")
"""Those in which it is time to write."""

LONGEST_SNOOZE = timedelta(days=366)

_DAY = timedelta(days=1)
_GROUP_ONCE_OUT = {"sent": "waiting", "skipped": "done", "replied": "done"}
_SATURDAY = 5


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


class Advice(NamedTuple):
    """The day within a window that is best for writing, and the days that were passed over.

    `weekend` and `trip` are such days, `there_until` the last day of the event where it is not
    over; each is None where it was not in the way.
    """

    on: date
    there_until: date | None
    trip: date | None
    weekend: date | None


def window(days: Days, first_day: date, *, clicked: bool = False, by: date | None = None) -> Window:
    """The window that opens on `first_day`; a day `by` which it was promised is its last one."""
    if by is not None:
        last = max(first_day, by)
        return Window(first_day, last, last)
    due = days.due_if_clicked if clicked and days.due_if_clicked is not None else days.due
    return Window(
        first_day, first_day + timedelta(days=due), first_day + timedelta(days=days.closes)
    )


def best_day(found: Window, event_ends_on: date | None = None) -> Advice | None:
    """When in a window to write, if the day it is due is no good one; None where that is fine.

    Nobody writes well in the hall, or on the day of the trip home after `event_ends_on`, and what
    is sent at a weekend lies under Monday's letters. The best day is the first other one from the
    due day on, else the last one before it. What is for the same evening, or was promised for one
    day, is left alone, and so is a window without a better day.
    """
    if found.due_on in (found.opens_on, found.closes_on):
        return None
    passed = Passed(event_ends_on)
    later = (found.due_on + n * _DAY for n in range((found.closes_on - found.due_on).days + 1))
    earlier = (found.due_on - n * _DAY for n in range(1, (found.due_on - found.opens_on).days))
    best = next((day for day in [*later, *earlier] if not passed.over(day)), None)
    if best is None or best == found.due_on:
        return None
    return Advice(best, passed.there_until, passed.trip, passed.weekend)


@dataclass(slots=True)
class Passed:
    """Which days are no good for writing a letter, and the first of each sort that was met."""

    event_ends_on: date | None
    there_until: date | None = None
    trip: date | None = None
    weekend: date | None = None

    def over(self, day: date) -> bool:
        """Whether to pass over a day."""
        ends_on = self.event_ends_on
        if ends_on is not None and day <= ends_on:
            self.there_until = ends_on
        elif ends_on is not None and day == ends_on + _DAY:
            self.trip = self.trip or day
        elif day.weekday() >= _SATURDAY:
            self.weekend = self.weekend or day
        else:
            return False
        return True


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

    `tonight` says that it is for the evening of its due day (see is_for_the_evening). The phone
    computes the same: tests/followups/windows_cases.json holds both to it.
    """
    if state in _GROUP_ONCE_OUT:
        return _GROUP_ONCE_OUT[state]
    if on < due_on or (snoozed_until is not None and on < snoozed_until):
        return "coming"
    if on > closes_on:
        return "late"
    return "tonight" if tonight and on == due_on else "due"


def urgency_rank(in_group: str, kind_rank: int, due_on: date) -> tuple[int, int, date]:
    """What sorts one person's follow-ups, the next thing first.

    Of what a day asks, the kind decides (a promise goes first); then comes what waits for an
    answer, then what is coming, by its day, and last what is done.
    """
    order = 0 if in_group in ASKS_NOW else 1 + ("waiting", "coming", "done").index(in_group)
    return (order, kind_rank if order == 0 else 0, due_on)
