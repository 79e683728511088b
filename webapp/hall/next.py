"""Which target comes next, for somebody who stands in the hall. Knows no database."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from webapp.formats.natural import natural_key
from webapp.targets.checklist import Item, place_in_checklist

SOON = timedelta(minutes=15)
LENGTH = timedelta(minutes=45)
"""How long something lasts that does not say until when."""


def in_order(items: Sequence[Item], here: datetime, last_place: str) -> list[Item]:
    """What is still to be seen today, the next first; `here` is the time by the event's clock.

    What is on or begins within a quarter of an hour comes before all; then the hall as one walks
    on from the place where one stood last; then what is later today, and what is over unseen.
    """
    left = [item for item in items if not item.done and item.target.on in (None, here.date())]
    timed = [item for item in left if item.target.time]
    walk = sorted((item for item in left if not item.target.time), key=place_in_checklist)
    pressing = [
        item for item in timed if _begins(item, here) <= here + SOON and not _over(item, here)
    ]
    later = [item for item in timed if _begins(item, here) > here + SOON]
    over = [item for item in timed if _over(item, here)]
    return [*pressing, *_onwards(walk, last_place), *later, *over]


def _onwards(walk: list[Item], last_place: str) -> list[Item]:
    """The places behind the one where I stood last, then those before it.

    A place without a number, such as a lunch table, is nowhere on that walk.
    """
    stood = natural_key(last_place) if any(map(str.isdigit, last_place)) else ()
    ahead = [item for item in walk if not stood or natural_key(item.target.place) >= stood]
    return ahead + [item for item in walk if item not in ahead]


def _begins(item: Item, here: datetime) -> datetime:
    return _at(item.target.time, here)


def _over(item: Item, here: datetime) -> bool:
    until = item.target.until
    return (_at(until, here) if until else _begins(item, here) + LENGTH) <= here


def _at(time: str, here: datetime) -> datetime:
    hour, minute = map(int, time.split(":"))
    return here.replace(hour=hour, minute=minute, second=0, microsecond=0)
