"""The kinds of follow-ups. A kind is a row of KINDS: its days, and how a row of it reads."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from webapp.contacts.model import Encounter
from webapp.followups.model import FollowUp
from webapp.followups.windows import Days


@dataclass(frozen=True, slots=True)
class Kind:
    """All that tells one kind of follow-up from another."""

    days: Days
    says: Callable[[FollowUp], str]
    """What a row of the queue adds to the meeting."""
    owes: str
    """The line of what is owed, for a vCard's NOTE; `{closes}` is the last day."""
    of_own_accord: bool = False
    """Whether nobody waits for it: such letters are the ones of which there can be too many."""


def promise_of(encounter: Encounter | None) -> str:
    """What was promised at a meeting, on one line."""
    return " ".join(encounter.promise.split()) if encounter else ""


def _says_promise(row: FollowUp) -> str:
    # Later edits of the meeting may have taken the promise out.
    promise = promise_of(row.encounter)
    return f"You promised: {promise}" if promise else ""


def _says_clicked(row: FollowUp) -> str:
    return "It clicked" if row.encounter and row.encounter.clicked else ""


def _says_advice(row: FollowUp) -> str:
    return f"Advised: {' '.join(row.act.what.split())}" if row.act else ""


def _says_introduced(row: FollowUp) -> str:
    met = row.encounter.contact.name if row.encounter else ""
    return f"Tell how it went with {met}" if met else "Tell how it went"


def _says_news(row: FollowUp) -> str:
    return f"News: {' '.join(row.about.split())}" if row.about.strip() else "News"


def _says(text: str) -> Callable[[FollowUp], str]:
    return lambda _: text


_LETTER = "Follow up by {closes}"

KINDS = {
    "promise": Kind(Days(due=1, closes=5), _says_promise, _LETTER),
    "thank_you": Kind(Days(due=0, closes=1), _says("Say thank you"), "Thank by {closes}"),
    "nice_to_meet_you": Kind(Days(due=3, closes=5, due_if_clicked=0), _says_clicked, _LETTER),
    "introduction_made": Kind(
        Days(due=2, closes=7), _says_introduced, "Tell how the introduction went, by {closes}"
    ),
    "report_back": Kind(
        Days(due=14, closes=28), _says_advice, "Report back on the advice by {closes}"
    ),
    "letter_request": Kind(
        Days(due=0, closes=30),
        _says("Ask for the letter of recommendation"),
        "Ask for the letter by {closes}",
    ),
    "reminder": Kind(Days(due=0, closes=7), _says("A gentle reminder"), "Remind by {closes}"),
    "news": Kind(Days(due=0, closes=7), _says_news, "Share the news by {closes}", True),
    "stay_in_touch": Kind(
        Days(due=182, closes=212), _says("A sign of life"), "Stay in touch by {closes}", True
    ),
}
"""In the order in which a day puts them within one group."""

RANKS = {kind: rank for rank, kind in enumerate(KINDS)}


def owed_line(row: FollowUp) -> str:
    """What is owed, for a vCard's NOTE: "Promised: the sepsis paper"."""
    promise = promise_of(row.encounter) if row.kind == "promise" else ""
    if promise:
        return f"Promised: {promise}"
    return KINDS[row.kind].owes.format(closes=_day(row.closes_on))


def _day(value: date) -> str:
    return f"{value:%a} {value.day} {value:%B}"
