"""Which passwords are guessed first: a list of those that were broken most often, and a rule.

What leads such lists is a common word, a name, a row of keys or a short repetition, dressed up
with digits, signs and look-alikes. The rule takes the dress off and asks whether anything is left.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib import import_module

from webapp.errors import FieldError, Invalid

FEWEST_LETTERS = 4
_ROWS = """
qwertyuiop asdfghjkl zxcvbnm qwertzuiop yxcvbnm azertyuiop qsdfghjklm qazwsxedcrfvtgb
abcdefghijklmnopqrstuvwxyz 01234567890 1qaz2wsx3edc4rfv5tgb6yhn 1q2w3e4r5t6y7u8i9o0p
"""
_COMMON = """
password passwort passw0rd motdepasse contrasena letmein welcome willkommen bienvenue iloveyou
iloveu loveyou lovely trustno login logon signin admin administrator root user guest test testing
default changeme secret master superman batman spiderman pokemon starwars computer internet google
facebook linkedin samsung android iphone windows microsoft football baseball basketball soccer
hockey liverpool arsenal chelsea barcelona juventus monkey dragon tiger eagle falcon mustang ferrari
mercedes porsche corvette sunshine princess butterfly flower rainbow angel chocolate cookie cheese
pepper ginger michael jessica jennifer jordan charlie ashley daniel andrew thomas robert matthew
nicole hunter killer shadow ninja access freedom whatever summer winter spring autumn january monday
friday london newyork america canada india pakistan nigeria hallway doctor medicine medical resident
residency hospital conference
"""
_LOOKALIKES = str.maketrans("013457@$!", "oleastasi")


def check_strength(password: str, *about: str) -> None:
    """Invalid names `password` when it is among the first that are guessed.

    `about` is what is known of the person: name and e-mail address.
    """
    if is_weak(password, *about):
        raise Invalid(
            FieldError(
                "password",
                "is among the first that are guessed. A few words that have nothing to do with "
                "you are better.",
            )
        )


def is_weak(password: str, *about: str) -> bool:
    """Whether it was broken often, or nothing is left of it without what everybody thinks of."""
    if _fold(password) in _often_broken():
        return True
    known = [*_COMMON.split(), *_words(about)]
    return any(_left(text, known) < FEWEST_LETTERS for text in _readings(password))


@cache
def _often_broken() -> frozenset[str]:
    """The 11,000 of eight letters and more among the 30,000 commonest of ten million broken ones.

    They are loaded for the first new password (0.1 s, 14 MB): most workers never see one.
    """
    lists = import_module("zxcvbn.frequency_lists").FREQUENCY_LISTS
    return frozenset(word for word in lists["passwords"] if len(word) >= 8)


def _readings(password: str) -> Iterable[str]:
    plain = _fold(password)
    yield plain
    yield plain.translate(_LOOKALIKES)


def _left(text: str, known: Iterable[str]) -> int:
    """How many different letters stand outside of what is known."""
    text = _without_rows(text)
    for word in sorted(known, key=len, reverse=True):
        text = text.replace(word, " ")
    letters = re.sub(r"[\W\d_]+", "", text)
    return len(set(letters)) if _repeats(letters) else len(letters)


def _without_rows(text: str) -> str:
    """The text without runs of four and more keys in a row, either way."""
    for row in _ROWS.split():
        for line in (row, row[::-1]):
            for size in range(len(line), 3, -1):
                for start in range(len(line) - size + 1):
                    text = text.replace(line[start : start + size], " ")
    return text


def _repeats(letters: str) -> bool:
    return bool(re.fullmatch(r"(.{1,4}?)\1+", letters))


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _words(about: Iterable[str]) -> Iterable[str]:
    for text in about:
        yield from (word for word in re.split(r"[\W_\d]+", _fold(text)) if len(word) > 2)
