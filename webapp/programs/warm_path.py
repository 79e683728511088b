"""The warm path: the shortest chain of introductions from the owner to somebody.

Fewest people first. Among chains of one length the tie that is nearest to the owner decides,
because that person is the one to be asked; then the next, and at last the names.

A breadth-first search in which each level is parted into classes of people whose chains are made
of the same ties. A class is walked once for each kind of tie, the strongest first, so whoever is
reached first is reached best. Schools, employers and meetings are walked through once each, so
the work grows with people and ties and never with their pairs.
"""

from collections.abc import Collection, Iterator
from typing import NamedTuple
from uuid import UUID

from webapp.programs.ties import OTHERS, OWN, Group, Tie, Ties


class Step(NamedTuple):
    """How somebody is reached: over whom (nobody: by the owner), by which tie, in which group."""

    person_id: UUID
    via: UUID | None
    tie: Tie
    group: Group | None
    level: int


Reached = dict[UUID, Step]
"""In the order in which people are best reached."""


def reach(ties: Ties, without: Collection[UUID] = ()) -> Reached:
    """How everybody is best reached; those in `without` are asked for no introduction."""
    reached: Reached = {}
    walked: set[Group] = set()
    classes = [_own_class(ties, tie, reached) for tie in OWN]
    level = 2
    while classes:
        following = []
        for alike in classes:
            asked = [one for one in alike if one not in without]
            for tie in OTHERS:
                new = [*_beyond(ties, asked, tie, level, reached, walked)]
                following += [new] if new else []
        classes, level = following, level + 1
    return reached


def chain(reached: Reached, person_id: UUID) -> list[Step]:
    """The steps from the owner to this person; none where there is no way."""
    steps: list[Step] = []
    step = reached.get(person_id)
    while step is not None:
        steps.append(step)
        step = reached[step.via] if step.via else None
    return steps[::-1]


def _own_class(ties: Ties, tie: Tie, reached: Reached) -> list[UUID]:
    people = ties.mine.get(tie, [])
    reached.update((one, Step(one, None, tie, None, 1)) for one in people)
    return people


def _beyond(
    ties: Ties, people: list[UUID], tie: Tie, level: int, reached: Reached, walked: set[Group]
) -> Iterator[UUID]:
    """Whom these people, alike in their ties, can introduce by this kind of tie."""
    for one in people:
        for group, other in _tied(ties, one, tie, walked):
            if other not in reached:
                reached[other] = Step(other, one, tie, group, level)
                yield other


def _tied(
    ties: Ties, one: UUID, tie: Tie, walked: set[Group]
) -> Iterator[tuple[Group | None, UUID]]:
    if tie is Tie.INTRODUCED:
        for other in ties.introductions.get(one, ()):
            yield None, other
        return
    for group in ties.groups.get(one, ()):
        if group.tie is tie and group not in walked:
            walked.add(group)
            for other in ties.members[group]:
                yield group, other
