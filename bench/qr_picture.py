"""The address code as SVG, beside segno's of the same text."""

import io

import segno

from bench.rows import Row, median, paired, seconds, spread
from webapp.formats.qr import address_matrix, to_svg

ADDRESS = "https://hallway.example/c/ABCDEFGHIJKLMNOPQRSTUVWX27"
TIMES = 30
REPEATS = 5


def measure() -> list[Row]:
    """Size once, time in turn; the matrix is made each time by both."""
    ours_size, theirs_size = len(_ours()), len(_theirs())
    ours, theirs, ratios = paired(
        lambda: seconds(lambda: [_ours() for _ in range(TIMES)]),
        lambda: seconds(lambda: [_theirs() for _ in range(TIMES)]),
        REPEATS,
    )
    command = "python -m bench qr_picture"
    return [
        Row(
            "address code as SVG, bytes", f"{ours_size}", "segno", f"{theirs_size}",
            ours_size / theirs_size, None, "at most 1", command,
        ),
        Row(
            "address code as SVG, time",
            f"{median(ours) / TIMES * 1000:.1f} ms", "segno",
            f"{median(theirs) / TIMES * 1000:.1f} ms",
            median(ratios), spread(ratios), "at most 2", command,
        ),
    ]  # fmt: skip


def _ours() -> str:
    return to_svg(address_matrix(ADDRESS), "My card")


def _theirs() -> str:
    made = io.BytesIO()
    segno.make(ADDRESS, error="m", micro=False, boost_error=False).save(made, kind="svg", border=4)
    return made.getvalue().decode()
