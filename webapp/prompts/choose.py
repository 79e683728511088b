"""Which kind of questions a moment asks for: by the place one stands at, else by the event."""

from collections.abc import Sequence
from typing import TypeVar

PLACES = {
    "poster": "poster",
    "board": "poster",
    "booth": "program",
    "stand": "program",
    "fair": "program",
    "talk": "talk",
    "session": "talk",
    "lecture": "talk",
    "keynote": "talk",
    "workshop": "talk",
    "zoom": "virtual",
    "online": "virtual",
}
"""A word in the place, and the kind of questions to ask there; phones go by the same table."""
EVENTS = {"call": "alum", "virtual_open_house": "virtual"}
"""The kind of an event, and that of its questions where the place says nothing."""
TARGETS = {
    "poster": "poster",
    "talk": "talk",
    "program": "program",
    "booth": "program",
    "person": "anyone",
}
SHOWN = 2

Item = TypeVar("Item")


def kind_for(place: str, event_kind: str = "") -> str:
    """The kind of questions for somebody who stands here."""
    folded = place.casefold()
    for word, kind in PLACES.items():
        if word in folded:
            return kind
    return EVENTS.get(event_kind, "anyone")


def some(items: Sequence[Item], turn: int) -> list[Item]:
    """Two of them, others at each turn, round and round."""
    if len(items) <= SHOWN:
        return list(items)
    first = turn * SHOWN % len(items)
    return [items[(first + step) % len(items)] for step in range(SHOWN)]
