"""Whether two people went to one school, as schools are written in lists and on badges.

A wrong alumnus is worse than a missing one: one writes to a stranger as to a friend. So only what
is surely the same counts; what is merely like it is asked about, never guessed. "St. George's
University" is in Grenada, "St George's, University of London" is not.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz import fuzz

_APOSTROPHES = re.compile("['’‘ʼ`´.]")
_WORDS = {"st": "saint", "univ": "university", "uni": "university", "sch": "school"}
_SAID_ONCE = (("ae", "a"), ("oe", "o"), ("ue", "u"))
_INSTITUTION = re.compile(r"\b(?:universi|univerzi|uniwersy|college|institut|academ|akadem)")
_SUBJECT = r"(?:medicine(?: and surgery)?|medical sciences?|human medicine|medicine and .+)"
_PART_BEHIND = re.compile(
    rf"(?P<whole>.+?) (?:(?:school|faculty|college|department) of {_SUBJECT}"
    r"|medical (?:school|faculty)|med school)"
)
_PART_BEFORE = re.compile(
    rf"(?:school|faculty|college|department) of {_SUBJECT}(?: (?:at|of|in))? (?P<whole>.+)"
)
_GENERAL = {
    *("university", "universitat", "universidad", "universite", "universita", "college", "school"),
    *("faculty", "institute", "academy", "department", "medicine", "medical", "science"),
    *("sciences", "health", "saint", "of", "and", "at", "in", "for"),
}
_LIKE = 90


class Schools:
    """What the owner's school is called, and what is only much like it."""

    def __init__(
        self, mine: str, spellings: Iterable[str] = (), others: Iterable[str] = ()
    ) -> None:
        self._said = {folded(text) for text in (mine, *spellings)} - {""}
        self._mine = {name for text in self._said for name in _sure_names(text)}
        self._others = {folded(text) for text in others} - self._said
        self._known: dict[str, bool] = {}

    def is_mine(self, school: str) -> bool:
        """Whether this is surely the owner's school; each spelling is looked at once."""
        if school not in self._known:
            self._known[school] = self._is_mine(folded(school))
        return self._known[school]

    def _is_mine(self, said: str) -> bool:
        if not said or said in self._others:
            return False
        return not self._mine.isdisjoint(_sure_names(said)) or _bare(said) in self._said

    def may_be_mine(self, school: str) -> bool:
        """Whether this is written so much like the owner's school that one should ask."""
        said = folded(school)
        if not said or said in self._others or self.is_mine(school):
            return False
        return any(_is_like(said, mine) for mine in self._said)

    def key(self, school: str) -> str:
        """The same text for one school however it is written; empty where none is said."""
        if self.is_mine(school):
            return "mine"
        return min(_sure_names(folded(school)), key=len, default="")


@lru_cache(maxsize=4096)
def folded(school: str) -> str:
    """A school's words in ASCII, lower case, without points, accents and articles."""
    text = unicodedata.normalize("NFKC", school).casefold().replace("&", " and ")
    text = anyascii(_APOSTROPHES.sub("", text)).lower()
    for written, plain in _SAID_ONCE:
        text = text.replace(written, plain)
    words = re.sub(r"[^a-z0-9]+", " ", text).split()
    return " ".join(_WORDS.get(word, word) for word in words if word != "the")


def _sure_names(said: str) -> set[str]:
    """A school as it was said, and the university alone of which it is the medical part."""
    if not said:
        return set()
    bare = _bare(said)
    return {said, bare} if _INSTITUTION.search(bare) else {said}


def _bare(said: str) -> str:
    part = _PART_BEHIND.fullmatch(said) or _PART_BEFORE.fullmatch(said)
    return part["whole"] if part else said


def _is_like(one: str, other: str) -> bool:
    names = (_telling(one), _telling(other))
    if all(names) and (names[0] <= names[1] or names[1] <= names[0]):
        return True
    if _bare(one) in _initials(other) or _bare(other) in _initials(one):
        return True
    return fuzz.ratio(one, other) >= _LIKE


def _telling(said: str) -> frozenset[str]:
    return frozenset(said.split()) - _GENERAL


def _initials(said: str) -> set[str]:
    """The abbreviations of a school: "sgu", and with all its small words "sgusom"."""
    bare, words = _bare(said).split(), said.split()
    found = {"".join(word[0] for word in some) for some in (bare, words)}
    found.add("".join(word[0] for word in bare if word not in ("of", "and", "at", "in", "for")))
    return {letters for letters in found if len(letters) > 1}
