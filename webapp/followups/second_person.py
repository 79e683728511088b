"""Notes about a person, said to that person. Text in, text out.

"grows dahlias on a roof" was written about somebody; a letter says "you grow dahlias on a roof".
Only what is surely understood is turned round. Everything else is said as it was noted, and what
speaks of a third person in a way that is not understood is quoted.
"""

import re
from typing import NamedTuple

from webapp.followups.verbs import after_pronoun, after_you, goes_on_a_clause

CLAUSE, THING, AS_IS, QUOTE = "clause", "thing", "as_is", "quote"

_CLOSE = (
    "daughters? sons? kids? child children baby babies wife husband partner fiancée? father mother"
    " parents dad mum mom brothers? sisters? twins? grandmother grandfather grandparents"
    " grandchildren grandson granddaughter niece nephew family dogs? cats? puppy puppies kittens?"
    " parrots? horses? greyhounds? bees"
).replace(" ", "|")
_BEFORE = (
    "a|an|one|two|three|four|five|six|seven|eight|nine|ten|\\d+|twin|new|newborn|little|small|young|old"
    "|older|younger|eldest|oldest|youngest|teenage|first|rescue|therapy|blind|deaf"
)
_CLOSE_ONE = re.compile(
    rf"(?P<own>(?:her|his|their) )?(?P<before>(?:(?:{_BEFORE}) )*)"
    rf"(?P<noun>{_CLOSE})(?P<after>(?:[ ,].*)?)",
    re.IGNORECASE,
)
_OWN = re.compile(r"(?:her|his|their) (?=\w)", re.IGNORECASE)
_PERSON = re.compile(r"(?:she|he|they)\b['’]?(?P<short>s|ll|d)? ?(?P<verb>\S+)? ?", re.IGNORECASE)
_OF_THEM = re.compile(r"\b(?:s?he|they|him|them|hers|theirs)\b", re.IGNORECASE)
_OBJECT = re.compile(r"\bher(?=\s*(?:$|[.,;!?]|(?:to|with|for|in|at|on|about|from|by|and|so)\b))")
_AGAIN = re.compile(r"(?P<join>(?:, (?:and |but )?|;? and |;? but ))(?P<verb>[\w'’-]+)")


class Told(NamedTuple):
    """One thing that was noted, as it can be said to the person.

    A clause goes on after "that" ("you ran Boston in the rain"), a thing after "about" ("your twin
    daughters"); as_is stands behind a colon, and quote between quotation marks.
    """

    form: str
    text: str


def tell(note: str) -> list[Told]:
    """What a note of one line says, in its parts; one part alone where they do not all agree."""
    note = note.strip().rstrip(" .,;:")
    parts = [part.strip() for part in re.split(r";\s*|\.\s+", note) if part.strip()]
    if len(parts) > 1 and _may_be_of_another(note):
        parts = parts[:1]
    told = [_tell_part(part) for part in parts]
    forms = {one.form for one in told}
    if (
        QUOTE in forms
        or _may_be_of_another(parts[0] if parts else "")
        or (CLAUSE in forms and AS_IS in forms)
    ):
        return [Told(QUOTE, note)]
    return told if forms <= {CLAUSE, THING} else [_whole(note)]


def _may_be_of_another(note: str) -> bool:
    """Whether "she" may be the daughter: somebody close is named, and a pronoun comes after."""
    close = re.search(rf"\b(?:{_CLOSE})\b", note, re.IGNORECASE)
    return close is not None and _OF_THEM.search(note, close.end()) is not None


def _tell_part(part: str) -> Told:
    close = _CLOSE_ONE.fullmatch(part)
    if close:
        return _of_someone_close(close)
    person = _PERSON.match(part)
    if person and person["verb"]:
        return _clause(_after_person(person), part[person.end() :])
    if _OWN.match(part):
        rest = _OWN.sub("", part, count=1)
        is_clause = any(goes_on_a_clause(word) for word in rest.split()[1:3])
        return _checked(CLAUSE if is_clause else THING, f"your {rest}")
    first, _, rest = part.partition(" ")
    verb = after_you(first)
    if verb is not None and (rest or first.lower() in ("knits", "sings", "paints")):
        return _clause(verb, rest)
    return _whole(part)


def _of_someone_close(found: re.Match[str]) -> Told:
    before = re.sub(r"^(?:an?) ", "", found["before"], flags=re.IGNORECASE)
    text = f"your {before.lower()}{found['noun'].lower()}{found['after']}"
    following = found["after"].split()
    is_clause = bool(following) and goes_on_a_clause(following[0])
    return _checked(CLAUSE if is_clause else THING, text)


def _after_person(found: re.Match[str]) -> str:
    short = found["short"]
    if short == "s":
        return f"are {found['verb']}"
    if short:
        return f"{ {'ll': 'will', 'd': 'would'}[short] } {found['verb']}".strip()
    return after_pronoun(found["verb"])


def _clause(verb: str, rest: str) -> Told:
    one_breath = rest.count(", ") == 1 and " and " not in rest

    def again(found: re.Match[str]) -> str:
        then = after_you(found["verb"])
        if then is None and found["verb"] != "never":
            return found[0]
        # Two things told in one breath: "you collect pens and hate your handwriting".
        return (" and " if one_breath else found["join"]) + (then or found["verb"])

    rest = _AGAIN.sub(again, rest)
    return _checked(CLAUSE, f"you {verb} {rest}".rstrip())


def _whole(note: str) -> Told:
    if note.endswith("?"):
        return Told(QUOTE, note)
    return _checked(AS_IS, note)


def _checked(form: str, text: str) -> Told:
    """The text with what is theirs turned to "your"; a quotation where a third person is left."""
    turned = _OBJECT.sub("you", text)
    turned = re.sub(r"\b(?:her|his)\b(?= \w)", "your", turned)
    turned = re.sub(r"\b(?:herself|himself)\b", "yourself", turned)
    if form != AS_IS:
        turned = re.sub(r"^Your\b", "your", turned)
    return Told(QUOTE, text) if _OF_THEM.search(turned) else Told(form, turned)
