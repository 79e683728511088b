"""The fonts for what is printed, and which texts they have the letters for.

The build puts Noto Sans (Latin, Greek, Cyrillic, Devanagari) and Noto Naskh Arabic here. Chinese,
Japanese and Korean need a font of many megabytes, so that one is the machine's own, if it has it.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "fonts"
DROID = Path("/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf")
"""Debian's fonts-droid-fallback."""


@dataclass(frozen=True, slots=True)
class Font:
    """A font by its name, and the files of its two weights."""

    name: str
    regular: Path
    bold: Path


MAIN, ARABIC = (
    Font(name, FOLDER / f"{name}-Regular.ttf", FOLDER / f"{name}-Bold.ttf")
    for name in ("NotoSans", "NotoNaskhArabic")
)


def needed_fonts(text: str) -> list[Font]:
    """The fonts to write a text with: the main one, and those that have what it has not."""
    lacking = set(map(ord, text)) - _letters(MAIN.bold)
    return [MAIN, *(font for font in _others() if lacking & _letters(font.bold))]


def missing_letters(text: str) -> str:
    """The characters of a text that no font can write, each once; what is never seen counts not."""
    known = frozenset().union(*(_letters(font.bold) for font in (MAIN, *_others())))
    return "".join(
        dict.fromkeys(char for char in text if ord(char) not in known and not _is_unseen(char))
    )


def _others() -> list[Font]:
    droid = [Font("DroidSansFallback", DROID, DROID)] if DROID.exists() else []
    return [ARABIC, *droid]


@cache
def _letters(path: Path) -> frozenset[int]:
    # Every worker would wait for fontTools when it starts, and few ever print.
    from fontTools.ttLib import TTFont

    try:
        with TTFont(path, lazy=True) as font:
            return frozenset(font.getBestCmap())
    except FileNotFoundError:
        raise RuntimeError("The front end is not built. Run: make build") from None


def _is_unseen(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) in {"Cf", "Cc"}
