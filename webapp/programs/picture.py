"""The map as a picture: the owner in the middle, programs as sectors, people as dots.

The further out somebody stands, the more introductions away. Colleagues share a sector, so no
lines are needed between them; lines are only drawn where somebody made or can make an
introduction. That keeps it a map however many people there are.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from webapp.programs.atlas import Atlas, Place
from webapp.programs.chart import Point, Ring, arc, curve, dots, on_ring, pack
from webapp.programs.leverage import BUCKETS
from webapp.programs.survey import Person
from webapp.programs.wording import tie_words

SIZE = 350
CENTRE = Point(SIZE / 2, SIZE / 2)
RINGS = (Ring(34, 92), Ring(102, 122), Ring(132, 142))
"""People met; those one introduction or a common school away; everybody else."""
RIM, NUMBERS = 150, 163
MOST_SECTORS = 50
_GAP, _ELSEWHERE_MOST = 4.0, 90.0
_LEAST_ANGLE = 4.0


@dataclass(frozen=True, slots=True)
class Sector:
    """A program with people, numbered as on the rim; the last one has those of no program."""

    number: int
    place: Place | None
    bucket: str
    people: list[Person]
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Mark:
    """Everything of one look: a class of the style sheet, and the path's `d`."""

    look: str
    d: str


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn, from the bottom up, and the same for the table."""

    rings: list[float]
    ties: list[Mark]
    dots: list[Mark]
    rim: list[Mark]
    numbers: list[tuple[Point, int]]
    elsewhere: Point | None
    """Where to name those of no program."""
    sectors: list[Sector]
    numbered: dict[UUID, int]
    words: list[tuple[Person, str, str]]
    """For the table: a person, the program's name, and how they are reached."""


def picture_of(atlas: Atlas) -> Picture:
    """The picture of a map; work grows with its people."""
    sectors = list(_sectors(atlas))
    where = _points(atlas, sectors)
    shown = [one for one in sectors if one.place]
    return Picture(
        rings=[(one.outer + other.inner) / 2 for one, other in pairwise(RINGS)],
        ties=list(_ties(atlas, where)),
        dots=list(_dots(atlas, where)),
        rim=list(_rim(shown)),
        numbers=[(_rim_point(sector), sector.number) for sector in shown],
        elsewhere=next((_rim_point(one) for one in sectors if not one.place), None),
        sectors=sectors,
        numbered={one.place.program.id: one.number for one in shown if one.place},
        words=list(_words(atlas, shown)),
    )


def ring_of(atlas: Atlas, person: Person) -> int:
    """In which of RINGS somebody stands."""
    if person.met:
        return 0
    step = atlas.reached.get(person.id)
    return 1 if step and step.level <= 2 else 2


def _sectors(atlas: Atlas) -> Iterator[Sector]:
    """The programs that have people, by bucket, in the order of the list; then all others."""
    settled = [place for place in atlas.places if place.people]
    shown = sorted(settled, key=lambda place: -len(place.people))[:MOST_SECTORS]
    ids = {place.program.id for place in shown}
    places = [place for place in settled if place.program.id in ids]
    others = sorted(
        (one for one in atlas.survey.people.values() if one.program_id not in ids),
        key=lambda one: (one.organisation.casefold(), one.school.casefold()),
    )
    elsewhere = _ELSEWHERE_MOST * len(others) / max(1, len(others) + 40)
    buckets = [name for name in BUCKETS if any(place.bucket == name for place in places)]
    left = 360 - elsewhere - _GAP * (len(buckets) + bool(others))
    rest = left - _LEAST_ANGLE * len(places)
    total = sum(len(place.people) for place in places)
    angle, number = _GAP / 2, 0
    for name in buckets:
        for place in places:
            if place.bucket == name:
                number += 1
                width = _LEAST_ANGLE + rest * len(place.people) / total
                people = sorted(place.people, key=lambda one: not atlas.survey.is_alumnus(one))
                yield Sector(number, place, name, people, angle, angle + width)
                angle += width
        angle += _GAP
    if others:
        yield Sector(0, None, "", others, angle, 360 - _GAP / 2 if places else 360.0)


def _points(atlas: Atlas, sectors: Iterable[Sector]) -> dict[UUID, Point]:
    found: dict[UUID, Point] = {}
    for sector in sectors:
        inset = min(1.0, (sector.end - sector.start) / 8)
        for index, ring in enumerate(RINGS):
            here = [one for one in sector.people if ring_of(atlas, one) == index]
            points = pack(CENTRE, sector.start + inset, sector.end - inset, ring, len(here))
            found |= dict(zip((one.id for one in here), points, strict=True))
    return found


def _dots(atlas: Atlas, where: dict[UUID, Point]) -> Iterator[Mark]:
    looks: dict[str, list[Point]] = defaultdict(list)
    for person_id, point in where.items():
        person = atlas.survey.people[person_id]
        kind = "alumnus" if atlas.survey.is_alumnus(person) else "other"
        looks[f"{kind}-{'met' if person.met else 'unmet'}"].append(point)
        if atlas.survey.acts.get(person_id):
            looks["helped"].append(point)
    for look in ("helped", "other-unmet", "other-met", "alumnus-unmet", "alumnus-met"):
        if look in looks:
            yield Mark(look, dots(looks[look]))


def _ties(atlas: Atlas, where: dict[UUID, Point]) -> Iterator[Mark]:
    """The warm path into each program, and who introduced the owner to whom."""
    people = atlas.survey.people
    can = {
        (step.via, step.person_id)
        for place in atlas.places
        for step in place.path
        if step.via and step.via in where
    }
    did = [
        (met.introducer_id, person.id)
        for person in people.values()
        for met in person.meetings
        if met.introducer_id in where and met.introducer_id != person.id
    ]
    for look, pairs in (("can", sorted(can)), ("did", dict.fromkeys(did))):
        lines = (curve(CENTRE, where[one], where[other]) for one, other in pairs)
        if d := "".join(lines):
            yield Mark(look, d)


def _rim(sectors: Iterable[Sector]) -> Iterator[Mark]:
    for sector in sectors:
        inset = min(0.6, (sector.end - sector.start) / 8)
        yield Mark(sector.bucket, arc(CENTRE, sector.start + inset, sector.end - inset, RIM))


def _rim_point(sector: Sector) -> Point:
    return on_ring(CENTRE, (sector.start + sector.end) / 2, NUMBERS)


def _words(atlas: Atlas, sectors: Iterable[Sector]) -> Iterator[tuple[Person, str, str]]:
    for sector in sectors:
        for person in sector.people:
            step = atlas.reached.get(person.id)
            how = tie_words(atlas.survey, step) if step else "nobody you know leads there"
            yield person, sector.place.program.name if sector.place else "", how
