"""A picture for the lock screen of a phone: a card's code below the clock, and whose it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from webapp.formats.qr import QUIET_ZONE, Matrix
from webapp.formats.sheets import Page, Text, draw, picture

_INK = (250, 248, 243)
_PAPER = (24, 24, 27)
_MOST_LINES = 2
_SMALLEST = 24


@dataclass(frozen=True, slots=True)
class LockScreen:
    """A PNG, and the lines of text that could not be drawn on it."""

    png: bytes
    left_out: tuple[str, ...]


def lock_screen(
    matrix: Matrix, name: str, lines: Sequence[str], width: int = 1170, height: int = 2532
) -> LockScreen:
    """The code on a white tile below the clock, then the name and up to two lines.

    The sizes are pixels, 640 to 2160 by 960 to 4096 (else ValueError). A line with a character
    that no font has, or too long to be read, is not drawn but named in `left_out`.
    """
    if not (640 <= width <= 2160 and 960 <= height <= 4096):
        raise ValueError("A lock-screen picture is 640 to 2160 by 960 to 4096 pixels.")
    modules = len(matrix) + 2 * QUIET_ZONE
    # Whole pixels a module, so that every edge is sharp.
    side = modules * (min(width * 2 // 3, height * 3 // 10) // modules)
    large = min(width // 14, height // 30)
    page = Page(
        width=width,
        height=height,
        top=height * 2 // 5,
        side=side,
        matrix=matrix,
        below=[
            Text(name, large, _SMALLEST),
            *(Text(line, large * 2 // 3, _SMALLEST) for line in lines[:_MOST_LINES]),
        ],
        gap=height // 40,
        ink=_INK,
        paper=_PAPER,
    )
    drawn = draw(page)
    too_many = [line for line in lines[_MOST_LINES:] if line.strip()]
    return LockScreen(picture(drawn.pdf, width, height), (*drawn.left_out, *too_many))
