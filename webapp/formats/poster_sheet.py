"""A sheet to hang beside a poster: title, name, the code, one line, and where it hangs."""

from typing import Literal, NamedTuple

from webapp.formats.qr import Matrix
from webapp.formats.sheets import Drawn, Page, Text, draw, picture

Paper = Literal["a4", "letter"]

PAPERS: dict[Paper, tuple[float, float]] = {"a4": (210.0, 297.0), "letter": (215.9, 279.4)}
"""Width and height in millimetres (ISO 216, ANSI/ASME Y14.1)."""
DOTS_PER_MM = 300 / 25.4

_SIDE = 130.0


class Words(NamedTuple):
    """What stands on a sheet; an empty one is left away."""

    title: str
    name: str
    line: str
    place: str


def sheet_pdf(matrix: Matrix, words: Words, paper: Paper) -> Drawn:
    """The sheet as PDF; texts that cannot be drawn are named in `left_out`.

    The code is 13 cm wide with its quiet zone: large enough for two metres.
    """
    width, height = PAPERS[paper]
    page = Page(
        width=width,
        height=height,
        side=_SIDE,
        matrix=matrix,
        above=[
            Text(words.title, 13, 6, bold=True, most_lines=4),
            Text(words.name, 7, 4, space_before=4),
        ],
        below=[
            Text(words.line, 6, 4, most_lines=2),
            Text(words.place, 9, 5, bold=True, space_before=4),
        ],
        gap=8,
    )
    return draw(page)


def sheet_png(pdf: bytes, paper: Paper) -> bytes:
    """The sheet as a picture, 300 dots an inch."""
    width, height = PAPERS[paper]
    return picture(pdf, round(width * DOTS_PER_MM), round(height * DOTS_PER_MM))
