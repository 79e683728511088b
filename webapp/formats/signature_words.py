"""What a few words of a signature are: a name, a title, an organisation, a department."""

import re
import unicodedata
from typing import Literal

from webapp.formats.vcard_people import split_name

WordsKind = Literal["title", "organisation", "department"]

_TITLES = (
    "resident fellow physician doctor surgeon nurse pharmacist therapist intern registrar "
    "attending consultant specialist professor lecturer instructor researcher scientist scholar "
    "student director chair chairman chairwoman chairperson chief dean head lead president vice "
    "officer ceo cto cfo coo founder cofounder partner manager coordinator administrator "
    "secretary assistant associate analyst engineer developer designer architect editor "
    "journalist advisor adviser attorney lawyer teacher representative executive [a-z]+ologist"
)
_ORGANISATIONS = (
    "hospital hospitals university universität université universidad college school institute "
    "institut clinic clinics klinik center centre health healthcare medicine foundation society "
    "association academy laboratory laboratories labs group company corporation corp inc llc ltd "
    "gmbh ag plc bank ministry council agency trust press partners consulting solutions"
)
_TITLE = re.compile(rf"\b(?:{'|'.join(_TITLES.split())})\b", re.IGNORECASE)
_ORGANISATION = re.compile(rf"\b(?:{'|'.join(_ORGANISATIONS.split())})\b", re.IGNORECASE)
_FIELDS_OF_MEDICINE = (
    "internal family emergency general sports nuclear preventive palliative pulmonary geriatric "
    "pediatric paediatric adolescent community rehabilitation"
)
_DEPARTMENT = re.compile(
    r"(?:department|dept\.?|division|section|faculty) of\b"
    rf"|(?:{'|'.join(_FIELDS_OF_MEDICINE.split())}) medicine\Z",
    re.IGNORECASE,
)
_AT = re.compile(r"\s(?:at|@)\s")
_DIGIT = re.compile(r"\d")
_PARENTHESIS = re.compile(r"\s*\([^()]*\)\Z")
_PARTICLES = "de da do dos di del della der den des du van von zu la le al el bin ibn y e"
_LONGEST_NAME, _MOST_WORDS = 60, 6


def kind_of_words(words: str) -> WordsKind | None:
    """What the words are by one that is typical of it, or None."""
    if _DIGIT.search(words):
        return None
    if _DEPARTMENT.match(words):
        return "department"
    if _TITLE.search(words):
        return "title"
    return "organisation" if _ORGANISATION.search(words) else None


def sort_words(words: str) -> list[tuple[WordsKind | None, str]]:
    """The parts of a line such as `Chief resident, Mercy Hospital`, each with its kind."""
    title, *place = _AT.split(words, maxsplit=1)
    if place and kind_of_words(title) == "title":
        return [("title", title), ("organisation", place[0])]
    parts = words.split(", ")
    kinds = [kind_of_words(part) for part in parts]
    if all(kinds) and len(set(kinds)) == len(kinds):
        return list(zip(kinds, parts, strict=True))
    if kinds[0] is None or not _DIGIT.search(words):
        return [(kinds[0], words)]
    return [(kinds[0], parts[0]), (None, ", ".join(parts[1:]))]


def is_name(words: str) -> bool:
    """Whether these may be the names of a person, with titles before and degrees after them."""
    if len(words) > _LONGEST_NAME:
        return False
    core = plain_name(words)
    names = core.removesuffix(split_name(core).suffix).rstrip(", ").split()
    return (
        0 < len(names) <= _MOST_WORDS and all(map(_is_name_word, names)) and not kind_of_words(core)
    )


def plain_name(words: str) -> str:
    """The name without what stands in brackets behind it, `Rao, Asha` as `Asha Rao`."""
    name = _PARENTHESIS.sub("", words).strip(" \"'")
    last, comma, first = name.partition(",")
    is_turned = comma and not split_name(name).suffix and "," not in first and first.strip()
    return f"{first.strip()} {last.strip()}" if is_turned else name


def _is_name_word(word: str) -> bool:
    is_word = all(char in ".'’-" or unicodedata.category(char)[0] in "LM" for char in word)
    return is_word and (not word[0].islower() or word in _PARTICLES.split())
