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


def _promise(encounter: Encounter) -> str:
    return " ".join(encounter.promise.split())


def _says_promise(encounter: Encounter) -> str:
    # Later edits of the meeting may have taken the promise out.
    return f"You promised: {_promise(encounter)}" if _promise(encounter) else ""


def _owes_promise(follow_up: FollowUp) -> str:
    promise = _promise(follow_up.encounter)
    return f"Promised: {promise}" if promise else _owes_letter(follow_up)


def _owes_letter(follow_up: FollowUp) -> str:
    closes = follow_up.closes_on
    return f"Follow up by {closes:%a} {closes.day} {closes:%B}"


KINDS = {
    "promise": Kind(
        days=Days(due=1, closes=5),
        opens=lambda encounter: bool(_promise(encounter)),
        says=_says_promise,
        owes=_owes_promise,
        write=write_promise,
    ),
    "nice_to_meet_you": Kind(
        days=Days(due=3, closes=5, due_if_clicked=0),
        opens=lambda _: True,
        says=lambda encounter: "It clicked" if encounter.clicked else "",
        owes=_owes_letter,
        write=write_nice_to_meet_you,
    ),
}
"""In the order in which a day puts them within one group."""

RANKS = {kind: rank for rank, kind in enumerate(KINDS)}
