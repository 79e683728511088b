"""The kinds of follow-ups. A kind is a row of KINDS: when it opens, how it reads, who writes it."""

from collections.abc import Callable
from dataclasses import dataclass

from webapp.contacts.model import Encounter
from webapp.followups.drafts import Writer, write_nice_to_meet_you, write_promise
from webapp.followups.model import FollowUp
from webapp.followups.windows import Days


@dataclass(frozen=True, slots=True)
class Kind:
    """All that tells one kind of follow-up from another."""

    days: Days
    opens: Callable[[Encounter], bool]
    """Whether an encounter opens one."""
    says: Callable[[Encounter], str]
    """What a row of the queue adds to the meeting."""
    owes: Callable[[FollowUp], str]
    """The line of what is owed, for a vCard's NOTE."""
    write: Writer


def _has_promise(encounter: Encounter) -> bool:
    return bool(encounter.promise.strip())


def _by(follow_up: FollowUp) -> str:
    closes = follow_up.closes_on
    return f"Follow up by {closes:%a} {closes.day} {closes:%B}"


def _promised(encounter: Encounter) -> str:
    return " ".join(encounter.promise.split())


KINDS = {
    "promise": Kind(
        days=Days(due=1, closes=5),
        opens=_has_promise,
        says=lambda encounter: f"You promised: {_promised(encounter)}",
        owes=lambda follow_up: f"Promised: {_promised(follow_up.encounter)}",
        write=write_promise,
    ),
    "nice_to_meet_you": Kind(
        days=Days(due=3, closes=5, due_if_clicked=0),
        opens=lambda _: True,
        says=lambda encounter: "It clicked" if encounter.clicked else "",
        owes=_by,
        write=write_nice_to_meet_you,
    ),
}
"""In the order in which a day puts them within one group."""

RANKS = {kind: rank for rank, kind in enumerate(KINDS)}
