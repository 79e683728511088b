"""Manners of a letter: one ask, no gap left, and not the letter that somebody else got already.

Each function gives whether the letter passes, and why or why not in a sentence.
"""

import re
from collections.abc import Iterable
from typing import Protocol

from rapidfuzz import fuzz

from webapp.contacts.search import fold
from webapp.followups.drafts import Addressee

TOO_ALIKE = 88
"""Of 100, by rapidfuzz's ratio, from which on two letters are one with another name in it."""

Finding = tuple[bool, str]

_SENTENCE = re.compile(r"[^.?!\n]+[.?!]*")
_ASK = re.compile(
    r"\b(?:would|could|can|will|might) you\b|\bplease\b(?! (?:give|let me know if i))"
    r"|\bwould it be possible\b|\b(?:i would|i['’]d) be (?:very )?grateful (?:if|for)\b"
    r"|\bi (?:would|['’]d) appreciate it if\b|\bdo you think you could\b|"
    r"\bi (?:want|wanted|wish) to ask (?:you )?for\b|\bi am asking (?:you )?for\b",
    re.IGNORECASE,
)
_POSITION = re.compile(
    r"\b(?:a|any|your|the|open) (?:\w+ )?"
    r"(?:position|spot|slot|vacanc\w+|job|place in your program\w*)\b"
    r"|\bconsider (?:me|my application)\b|\binvite me\b|\binterview (?:me|invit\w+|spot|slot)\b"
    r"|\btake me (?:on|into)\b|\bhire me\b|\brank me\b|\b(?:an|the) (?:observership|externship)\b",
    re.IGNORECASE,
)
_EXCEPTION = re.compile(
    r"\b(?:make|making|grant) an exception\b|\bwaiv\w+\b|\boverlook\b|\bin spite of my\b"
    r"|\bdespite my (?:\w+ )?(?:scores?|attempts?|gap|year of graduation|grades?)\b",
    re.IGNORECASE,
)
_GAPS = re.compile(
    r"\[[^\]\n]{0,120}\]|\{[^}\n]{0,60}\}|<[A-Za-z][^>\n]{0,60}>|_{3,}|\bXX+\b|\bTODO\b|\bDear ,",
)
_SIGNATURE = re.compile(
    r"\n(?:with best wishes|best wishes|best regards|kind regards|sincerely)", re.IGNORECASE
)
_ORDINAL = ("first", "second", "third", "fourth", "fifth", "sixth")


class Other(Protocol):
    """A letter that went out before."""

    @property
    def name(self) -> str: ...
    @property
    def organisation(self) -> str: ...
    @property
    def on(self) -> str: ...
    @property
    def body(self) -> str: ...


def one_ask(body: str, *, is_first: bool) -> Finding:
    """Whether it asks for one thing at most, and a first letter for no position or exception."""
    sentences = [found[0].strip() for found in _SENTENCE.finditer(body)]
    for sentence in sentences if is_first else []:
        if _EXCEPTION.search(sentence):
            return False, f"Asks for an exception in a first letter: “{_short(sentence)}”"
        if _POSITION.search(sentence):
            return False, f"Asks for a position in a first letter: “{_short(sentence)}”"
    asks = [sentence for sentence in sentences if _ASK.search(sentence)]
    if len(asks) > 1:
        return (
            False,
            f"Asks for {len(asks)} things. One is enough; the second is “{_short(asks[1])}”",
        )
    return True, "Asks for one thing" if asks else "Asks for nothing"


def filled(subject: str, body: str) -> Finding:
    """Whether no gap is left to fill."""
    if gap := _GAPS.search(subject):
        return False, f"A gap is left to fill in the subject: {gap[0]}"
    for place, paragraph in enumerate(body.split("\n\n")):
        if gap := _GAPS.search(paragraph):
            return False, f"A gap is left to fill in {_paragraph(place)}: {gap[0]}"
    return True, "No gap is left"


def own(body: str, to: Addressee, others: Iterable[Other]) -> Finding:
    """Whether it is not nearly the letter that somebody else got lately, names aside."""
    mine = _core(body, to.name, to.organisation)
    for other in others:
        if fuzz.ratio(mine, _core(other.body, other.name, other.organisation)) >= TOO_ALIKE:
            return False, (
                f"Reads almost like your letter to {other.name} of {other.on}."
                " Say something that only this person would recognise"
            )
    return True, "Unlike your other letters of these weeks"


def _core(body: str, name: str, organisation: str) -> str:
    """What a letter says between greeting and signature, and after it, without the names."""
    _greeting, _, rest = body.strip().partition("\n")
    signed = _SIGNATURE.search(rest)
    after = rest[signed.start() :].partition("\n\n")[2] if signed else ""
    text = fold(f"{rest[: signed.start()] if signed else rest}\n{after}")
    for word in fold(f"{name} {organisation}").split():
        if len(word) > 2:
            text = text.replace(word, "")
    return text


def _paragraph(place: int) -> str:
    return f"the {_ORDINAL[place]} paragraph" if place < len(_ORDINAL) else f"paragraph {place + 1}"


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= 80 else f"{sentence[:79].rsplit(' ', 1)[0]}…"
