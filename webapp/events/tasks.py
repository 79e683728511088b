"""What an event asks of me apart from people: a rotation's three talks, a call's questions."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NamedTuple

from webapp.events.model import Event

State = Literal["open", "done", "skipped"]
STATES = ("open", "done", "skipped")

WEEK = timedelta(days=7)
DAY = timedelta(days=1)


class Days(NamedTuple):
    """The first day on which a task makes sense, and the last that is in time."""

    opens_on: date
    due_on: date


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that every event of a kind asks, on days counted from its own."""

    kind: str
    words: str
    why: str
    days: Callable[[date, date], Days]


@dataclass(frozen=True, slots=True)
class Task:
    """What one event asks, and what became of it."""

    event: Event
    rule: Rule
    opens_on: date
    due_on: date
    state: State

    def is_open(self, on: date) -> bool:
        """Whether this day asks for it; also when its last day has passed."""
        return self.state == "open" and self.opens_on <= on


def _first_two_days(first: date, last: date) -> Days:
    return Days(first, min(first + DAY, last))


def _before_last_week(first: date, last: date) -> Days:
    """Due on the day before the last week; in a stay too short for that, half-way through."""
    due = max(last - WEEK, first + (last - first) // 2)
    return Days(max(min(first + 2 * DAY, due), due - WEEK), due)


def _last_week(first: date, last: date) -> Days:
    return Days(min(_before_last_week(first, last).due_on + DAY, last), last)


def _eve(first: date, _last: date) -> Days:
    return Days(first - 3 * DAY, first - DAY)


def _week_before(first: date, _last: date) -> Days:
    return Days(first - 2 * WEEK, first - WEEK)


def _day_after(_first: date, last: date) -> Days:
    return Days(last, last + DAY)


_ON_THE_WARD = (
    Rule(
        "introduce",
        "Introduce yourself to everyone on the team",
        "In the first two days: attendings, residents, nurses, the coordinator. "
        "Say where you come from and what you hope to learn.",
        _first_two_days,
    ),
    Rule(
        "feedback",
        "Ask for a talk about how you are doing",
        "Before the last week there is still time to change what they tell you.",
        _before_last_week,
    ),
    Rule(
        "letter",
        "Ask for the letter, if the feedback was good",
        "Ask in person, of whoever saw you work. Where the feedback was cool, leave it: "
        "a lukewarm letter does harm.",
        _last_week,
    ),
)
_ON_A_SCREEN = (
    Rule(
        "questions",
        "Write down three questions for them",
        "Ones that their own page does not answer. The first comes early, while few ask.",
        _eve,
    ),
    Rule(
        "thanks",
        "Write to whoever took the time",
        "Within a day: what you took from it, in two sentences.",
        _day_after,
    ),
)
_AT_A_MEETING = (
    Rule(
        "targets",
        "Choose five to ten to see there",
        "Programs, speakers, posters, booths. A week before, you can still write to them.",
        _week_before,
    ),
)

RULES = {
    "conference": _AT_A_MEETING,
    "society_meeting": _AT_A_MEETING,
    "rotation": _ON_THE_WARD,
    "observership": _ON_THE_WARD,
    "virtual_open_house": _ON_A_SCREEN,
    "call": _ON_A_SCREEN,
}
"""What each kind of event asks, in the order of its days."""


def tasks_of(event: Event, settled: dict[str, State]) -> list[Task]:
    """An event's tasks; `settled` says by kind what became of those that are done or dropped."""
    return [
        Task(
            event,
            rule,
            *rule.days(event.starts_on, event.ends_on),
            state=settled.get(rule.kind, "open"),
        )
        for rule in RULES[event.kind]
    ]
