"""How a letter addresses a person, from the name as it was typed."""

import re

from webapp.followups.verbs import word_set

_TITLES = {
    "dr": "Dr.",
    "doctor": "Dr.",
    "prof": "Prof.",
    "professor": "Professor",
    "mr": "Mr.",
    "mrs": "Mrs.",
    "ms": "Ms.",
    "mx": "Mx.",
    "rev": "Rev.",
}
_DOCTORATES = word_set("md do mbbs mbchb phd dphil dnp drph edd pharmd")
_OTHER_DEGREES = word_set("mph mha msc mba ma ms bsc rn np pa facp facc frcp mrcp jr sr")
_DEGREES = _DOCTORATES | _OTHER_DEGREES
_PARTICLES = word_set("al bin da de del della den der di dos du el ibn la le van von zu")
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")


def salutation(name: str, *, title: str = "", first: str = "", last: str = "") -> str:
    """The first line of a letter: with a title "Dear Dr. Adébáyò,", without one "Dear Ngozi,".

    A title is never guessed: it is written in the name, or follows from a doctorate behind it,
    or is the whole of `title`, which else is a post. `first` and `last` count where known.
    """
    words, degrees = _words_and_degrees(_ASIDE.sub(" ", name.title() if name.islower() else name))
    titles = [_TITLES[_bare(word)] for word in [*words, title] if _bare(word) in _TITLES]
    if _DOCTORATES.intersection(degrees):
        titles.append("Dr.")
    words = [word for word in words if _bare(word) not in _TITLES]
    if not words:
        return f"Dear {' '.join(name.split())},"
    if titles:
        return f"Dear {titles[0]} {last.strip() or _family_name(words)},"
    return f"Dear {first.strip() or _first_name(words)},"


def _words_and_degrees(name: str) -> tuple[list[str], list[str]]:
    """The words of a name with the family name last, and the degrees that stood behind it."""
    front, _, after = name.partition(",")
    words, behind = front.split(), after.replace(",", " ").split()
    degrees = [_bare(word) for word in behind if _bare(word) in _DEGREES]
    given = [word for word in behind if _bare(word) not in _DEGREES]
    if given and given[0][0].isupper() and _is_family_name(words):
        words = given + words
    while len(words) > 2 and words[-1].isupper() and _bare(words[-1]) in _DEGREES:
        degrees.append(_bare(words.pop()))
    return words, degrees


def _is_family_name(words: list[str]) -> bool:
    return len([word for word in words if word.casefold() not in _PARTICLES]) == 1


def _family_name(words: list[str]) -> str:
    start = len(words) - 1
    while start > 1 and words[start - 1].casefold() in _PARTICLES:
        start -= 1
    return " ".join(words[start:])


def _first_name(words: list[str]) -> str:
    # An initial alone would read as a mistake: "Dear J.,".
    return " ".join(words) if len(words[0].rstrip(".")) == 1 else words[0]


def _bare(word: str) -> str:
    return word.replace(".", "").strip().casefold()
