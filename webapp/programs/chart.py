"""Geometry of the map, in CSS pixels: points on rings, dots packed into a sector, curves, arcs.

Angles are in degrees, clockwise from the top. Everything is text for the `d` of an SVG path, and
the same each time.
"""

import math
from collections.abc import Iterable, Iterator
from typing import NamedTuple

WIDEST, NARROWEST, STEP = 12.0, 1.5, 0.5


class Point(NamedTuple):
    """A point of the picture."""

    x: float
    y: float

    def __str__(self) -> str:
        return f"{_short(self.x)} {_short(self.y)}"


class Ring(NamedTuple):
    """The band between two radii."""

    inner: float
    outer: float


def on_ring(centre: Point, angle: float, radius: float) -> Point:
    """The point at an angle and a distance."""
    turn = math.radians(angle)
    return Point(centre.x + radius * math.sin(turn), centre.y - radius * math.cos(turn))


def pack(centre: Point, start: float, end: float, ring: Ring, count: int) -> list[Point]:
    """Where to put so many dots in a sector of a ring: rows from the inside, as wide as they go."""
    if not count:
        return []
    spacing = WIDEST
    while spacing > NARROWEST and sum(_rows(start, end, ring, spacing)) < count:
        spacing -= STEP
    found: list[Point] = []
    rows = _rows(start, end, ring, spacing)
    for row, room in enumerate(rows):
        here = min(room, count - len(found)) if row < len(rows) - 1 else count - len(found)
        radius = ring.inner + row * spacing
        found += [on_ring(centre, angle, radius) for angle in _spread(start, end, here)]
    return found


def dots(points: Iterable[Point]) -> str:
    """Points as lines of no length, which round line ends make into dots."""
    return "".join(f"M{point}h0" for point in points)


def curve(centre: Point, one: Point, other: Point) -> str:
    """A line between two points that bends towards the middle."""
    bend = Point(*((a + b + 2 * c) / 4 for a, b, c in zip(one, other, centre, strict=True)))
    return f"M{one}Q{bend} {other}"


def arc(centre: Point, start: float, end: float, radius: float) -> str:
    """A part of a circle."""
    large = int(end - start > 180)
    one, other = on_ring(centre, start, radius), on_ring(centre, end, radius)
    return f"M{one}A{_short(radius)} {_short(radius)} 0 {large} 1 {other}"


def _rows(start: float, end: float, ring: Ring, spacing: float) -> list[int]:
    """How many dots each row of a sector takes at this spacing; one at least."""
    count = int((ring.outer - ring.inner) // spacing) + 1
    radii = (ring.inner + row * spacing for row in range(count))
    return [max(1, int(math.radians(end - start) * radius / spacing)) for radius in radii]


def _spread(start: float, end: float, count: int) -> Iterator[float]:
    return (start + (end - start) * (place + 0.5) / count for place in range(count))


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
