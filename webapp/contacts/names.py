"""Names as the ear takes them: in any order, any script, with or without titles and accents."""

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache
from itertools import combinations

from anyascii import anyascii
from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

TITLES = {
    *("dr", "doctor", "doc", "prof", "professor", "mr", "mrs", "ms", "miss", "mx", "sir", "dame"),
    *("rev", "hon", "herr", "frau", "dott", "dra"),
}
DEGREES = {
    *("md", "phd", "dphil", "mbbs", "mbchb", "mph", "msc", "bsc", "mba", "pharmd", "dnp", "esq"),
    *("frcp", "frcs", "mrcp", "mrcs", "facp", "facc", "faap", "facs", "faan"),
}
DEGREES_LIKE_NAMES = {"do", "ma", "ba", "pa", "rn", "np", "jd", "ms"}
"""Dropped only behind a comma: Anh Do is a person, and "Lee, DO" is not two."""
GENERATIONS = {"jr", "sr", "ii", "iii", "iv"}
PARTICLES = {"al", "el", "van", "von", "der", "den", "de", "del", "della", "di", "du", "dos", "das"}

_APOSTROPHES = "'’‘ʼʻ`´."
_SYLLABIC = re.compile(r"[\u3400-\u9fff\uac00-\ud7af]")
_NOT_PLAIN = re.compile(r"[^a-z0-9 ]")
_DOUBLED = re.compile(r"([a-z])\1+")
_ONE_SOUND = (("ae", "a"), ("oe", "o"), ("ue", "u"))
_ONE_CONSONANT = (("ph", "f"), ("ck", "k"), ("c", "k"), ("q", "k"), ("z", "s"))
_MOST_WORDS = 5
_LIKE_WORD = 0.93
_LIKE_WHOLE = 93
_LIKE_ORGANISATION = 90


@lru_cache(maxsize=8192)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name, Latin, lower case and sorted, without titles, degrees and accents."""
    first, *rest = (_split(part) for part in name.split(","))
    words = [*first, *(word for part in rest for word in part if not _are_degrees(part))]
    kept = [word for word in words if word not in TITLES | DEGREES]
    # A name that is nothing but a title, such as the family name Frau, is still a name.
    return tuple(sorted(_joined(_latin(" ".join(kept or words)))))


def spelling_keys(name: str) -> set[str]:
    """What like names share at least one of: the consonants of each two of their words."""
    skeletons = sorted({_skeleton(word) for word in words_of(name)[:_MOST_WORDS]})
    if len(skeletons) < 2:
        return set(skeletons)
    return {" ".join(pair) for pair in combinations(skeletons, 2)}


def same_name(one: str, other: str) -> bool:
    """Whether two names are one but for order, titles and accents."""
    words, others = words_of(one), words_of(other)
    return words == others if words or others else one.strip() == other.strip()


def same_person(one: str, other: str) -> bool:
    """Whether two names say nothing against one person: all of the shorter is in the longer.

    Arabic and Hebrew, which leave the vowels out, are compared without them. A single word may be
    a family's, and a father is not his son, so both are only ever themselves.
    """
    if same_name(one, other):
        return True
    shorter, longer = sorted((words_of(one), words_of(other)), key=len)
    if len(shorter) < 2 or GENERATIONS.intersection(shorter) != GENERATIONS.intersection(longer):
        return False
    within = _all_same(shorter, longer)
    return within and (len(shorter) < len(longer) or _all_same(longer, shorter))


def _all_same(words: Collection[str], others: Collection[str]) -> bool:
    return all(any(_same_word(word, other) for other in others) for word in words)


def like_names(one: str, other: str) -> bool:
    """Whether two names may well be one person's, spelled a little differently.

    A single word is like nothing but itself.
    """
    if same_name(one, other):
        return True
    shorter, longer = sorted((words_of(one), words_of(other)), key=len)
    if len(shorter) < 2:
        return False
    if fuzz.ratio("".join(shorter), "".join(longer)) >= _LIKE_WHOLE:
        return True
    within = _all_like(shorter, longer)
    return within and (len(shorter) < len(longer) or _all_like(longer, shorter))


def like_organisations(one: str, other: str) -> bool:
    """Whether two organisations may be one: like spelling, or one named within the other."""
    words, others = _plain(one), _plain(other)
    return bool(words and others) and fuzz.token_set_ratio(words, others) >= _LIKE_ORGANISATION


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    return " ".join(_latin(text))


def _split(text: str) -> list[str]:
    """Lower-case words in their own script; apostrophes and full stops do not part them."""
    if text.isascii():
        return text.translate(_ASCII).split()
    return "".join(map(_letter, unicodedata.normalize("NFKC", text).casefold())).split()


def _letter(char: str) -> str:
    if char in _APOSTROPHES:
        return ""
    return char if char.isalnum() or unicodedata.category(char).startswith("M") else " "


# The same for the names that most people have, in a tenth of the time.
_ASCII = {number: _letter(chr(number).casefold()) for number in range(128)}


def _are_degrees(words: list[str]) -> bool:
    return DEGREES.union(DEGREES_LIKE_NAMES).issuperset(words)


def _latin(text: str) -> list[str]:
    """The words of a text in ASCII, spellings of one sound made one: Mueller and Müller."""
    letters = anyascii(" ".join(_split(text)))
    if _SYLLABIC.search(text):
        # Chinese and Korean come out as one capitalised syllable after the other.
        letters = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", letters)
    letters = _NOT_PLAIN.sub("", letters.lower())
    for written, plain in _ONE_SOUND:
        letters = letters.replace(written, plain)
    return _DOUBLED.sub(r"\1", letters).split()


def _joined(words: list[str]) -> list[str]:
    """Particles made one with the word after them: "al Sayed" is "alsayed"."""
    found: list[str] = []
    before = ""
    for word in words:
        before += word
        if word not in PARTICLES:
            found.append(before)
            before = ""
    return [*found, before] if before else found


@lru_cache(maxsize=4096)
def _skeleton(word: str) -> str:
    """The consonants of a word: what Arabic and Hebrew write of it, and what misspelling keeps."""
    for written, plain in _ONE_CONSONANT:
        word = word.replace(written, plain)
    if _is_vowelless(word):
        # Between consonants, Arabic writes its long u as w.
        word = word[0] + word[1:].replace("w", "")
    return re.sub(r"[aeiouyh]", "", word.replace("w", "v")) or word


@lru_cache(maxsize=8192)
def _is_vowelless(word: str) -> bool:
    return len(word) > 1 and not re.search(r"[aeiou0-9]", word)


def _same_word(word: str, other: str) -> bool:
    if word == other:
        return True
    one_lacks_vowels = _is_vowelless(word) != _is_vowelless(other)
    return one_lacks_vowels and _skeleton(word) == _skeleton(other)


def _all_like(words: tuple[str, ...], others: tuple[str, ...]) -> bool:
    return all(any(_like_word(word, other) for other in others) for word in words)


def _like_word(word: str, other: str) -> bool:
    if _same_word(word, other):
        return True
    bare = _skeleton(word)
    if bare == _skeleton(other) and len(bare) > 2:
        return True
    return JaroWinkler.normalized_similarity(word, other) >= _LIKE_WORD
