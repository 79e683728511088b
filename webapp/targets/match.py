"""Whether a meeting was the visit of a target. Knows no database."""

import re
from dataclasses import dataclass
from uuid import UUID

from webapp.contacts.names import like_names, like_organisations
from webapp.targets.model import Target

_STAND = re.compile(r"([^\W\d_]*)[\s#.:-]*0*(\d+)", re.ASCII)
_NUMBER_WORDS = {"no", "nr", "num", "number"}
_WORDS_FOR = {
    "poster": {"", "p", "poster", "board"},
    "booth": {"", "b", "booth", "stand", "table"},
}
_BETWEEN_NAMES = re.compile(r"[;,&/]|\band\b|\bwith\b")


@dataclass(frozen=True, slots=True)
class Met:
    """What a meeting says of whom I met and where."""

    contact_id: UUID
    program_id: UUID | None
    name: str
    organisation: str
    place: str


def matches(target: Target, met: Met) -> bool:
    """Whether the meeting ticks the target: the same person or program, stand, or a like name."""
    if target.contact_id is not None and target.contact_id == met.contact_id:
        return True
    if target.program_id is not None and target.program_id == met.program_id:
        return True
    if target.kind in _WORDS_FOR:
        return same_stand(target.kind, target.place, met.place) or _is_named(target.who, met.name)
    if target.kind == "program":
        return like_organisations(target.name, met.organisation)
    return _is_named(target.name if target.kind == "person" else target.who, met.name)


def same_stand(kind: str, planned: str, stood: str) -> bool:
    """Whether both places are one poster or booth: "Poster 214, hall B" and "#214"."""
    one, other = _stand_number(kind, planned), _stand_number(kind, stood)
    return one is not None and one == other


def _stand_number(kind: str, place: str) -> str | None:
    """The number of the poster or booth that a place names; None when it names another thing."""
    for words, number in _STAND.findall(place.casefold()):
        if words in _WORDS_FOR[kind] or words in _NUMBER_WORDS:
            return str(number)
    return None


def _is_named(names: str, name: str) -> bool:
    """Whether one of several names, parted by commas or "and", may be this one."""
    return like_names(names, name) or any(
        like_names(part, name) for part in _BETWEEN_NAMES.split(names) if part.strip()
    )
