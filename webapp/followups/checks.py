"""What makes a letter one that could only be for this person. Text in, findings out."""

import re
from collections.abc import Collection, Iterable
from typing import NamedTuple

from webapp.contacts.search import fold
from webapp.followups import manners
from webapp.followups.drafts import Addressee, Draft, Meeting, Occasion
from webapp.followups.phrases import GATHERINGS
from webapp.followups.recalling import is_hard
from webapp.followups.salutations import salutation
from webapp.followups.verbs import word_set

MOST_WORDS = 150

_WORD = re.compile(r"[^\W_]+")
_COMMON = word_set(
    "a about also and at been by could does for from have hers herself himself in into just like"
    " much of on once other some than that the their them then there they this those to very want"
    " wants were what when which will with would your"
)
_SHORTEST = 4
_SAY_WHERE = {"nice_to_meet_you", "promise", "thank_you", "introduction_made", "stay_in_touch"}
_GREETING = re.compile(
    r"\s*(?:dear|hello|hi|good (?:morning|afternoon|evening))\b[^\n]*", re.IGNORECASE
)
_TITLE = re.compile(r"\b(?:dr|prof|professor|doctor|mr|mrs|ms|mx|rev)\b", re.IGNORECASE)
_FAMILIAR = {"peer", "resident", "alum"}


class Check(NamedTuple):
    """Whether a letter passes, and in words why or why not, and where.

    `overruled` says that the person looked at it and lets it stand.
    """

    name: str
    ok: bool
    why: str
    overruled: bool = False


class SentBefore(NamedTuple):
    """Another letter that went out lately: to whom, when in words, and its text."""

    name: str
    organisation: str
    on: str
    body: str


class Proof(NamedTuple):
    """A letter with all that it is held against."""

    draft: Draft
    kind: str
    to: Addressee
    meeting: Meeting
    others: Collection[SentBefore] = ()
    occasion: Occasion = Occasion()

    @property
    def for_recommendation(self) -> bool:
        """Whether it is about a letter of recommendation."""
        return self.occasion.for_recommendation


def check(proof: Proof, overruled: Collection[str] = ()) -> list[Check]:
    """What is good about a letter and what is not yet, in the order in which to look at it."""
    return [
        found._replace(overruled=not found.ok and found.name in overruled) for found in _all(proof)
    ]


def count_words(text: str) -> int:
    """How many words a text has, as white space parts them."""
    return len(text.split())


def _all(proof: Proof) -> Iterable[Check]:
    draft, meeting = proof.draft, proof.meeting
    said = fold(f"{draft.subject}\n{draft.body}")
    if meeting.detail.strip() or meeting.talk.strip():
        yield _recalls(said, proof)
    if meeting.day is not None and proof.kind in _SAY_WHERE and not proof.for_recommendation:
        yield _says_where(_words(said), meeting)
    yield _named(draft.body, proof.to)
    yield Check("one_ask", *manners.one_ask(draft.body, is_first=_is_first(proof)))
    yield Check("filled", *manners.filled(draft.subject, draft.body))
    if proof.others:
        yield Check("own", *manners.own(draft.body, proof.to, proof.others))
    yield _is_short(draft.body)


def _is_first(proof: Proof) -> bool:
    """Whether it is among the first letters to a person, which ask for nothing large."""
    by_kind = proof.kind in ("nice_to_meet_you", "promise", "thank_you", "introduction_made")
    return by_kind and not proof.for_recommendation and not proof.meeting.again


def _recalls(said: str, proof: Proof) -> Check:
    meeting, occasion = proof.meeting, proof.occasion
    known = {"the detail": meeting.detail, "the talk": meeting.talk}
    deeds = {
        "their advice": occasion.advice,
        "what they did for you": occasion.helped,
        "what they saw of your work": occasion.seen,
    }
    for parts in (known, deeds):
        named = [what for what, text in parts.items() if text and _mentions(said, fold(text))]
        if named:
            return Check("recalls", True, f"Names {' and '.join(named)}")
    if proof.for_recommendation and proof.kind != "letter_request":
        return Check("recalls", True, "Is about the letter that they write for you")
    if is_hard(meeting.detail):
        return Check("recalls", True, "Leaves the detail unsaid, which is kinder here")
    return Check(
        "recalls",
        False,
        "Names neither the detail nor what you talked about: add a line that only they would get",
    )


def _says_where(said: set[str], meeting: Meeting) -> Check:
    places = {"event": _distinct(meeting.event), "place": _distinct(meeting.place)}
    if not any(places.values()):
        ok = f"{meeting.day:%A}".casefold() in said or f"{meeting.day:%B}".casefold() in said
        return Check("where", ok, "Says when you met" if ok else "Does not say when you met")
    if any(said.intersection(words) for words in places.values()):
        return Check("where", True, "Says where you met")
    where = meeting.event.strip() or meeting.place.strip()
    return Check("where", False, f"Does not say where you met: name {where}")


def _named(body: str, to: Addressee) -> Check:
    first_line = body.strip().split("\n", 1)[0]
    expected = salutation(to.name, title=to.title, first=to.first, last=to.last)
    greeting = _GREETING.fullmatch(first_line)
    if greeting is None:
        return Check("name", False, f"Does not greet them by name. It could begin: {expected}")
    theirs = _words(fold(f"{to.name} {to.first} {to.last}")) - _words(fold("dr prof mr ms mrs"))
    titled, has_title = _TITLE.search(expected), _TITLE.search(first_line)
    if not theirs & _words(fold(first_line)):
        return Check("name", False, f"Greets somebody else: “{first_line.strip()}”, not {expected}")
    if titled and not has_title and to.relation not in _FAMILIAR:
        return Check("name", False, f"Leaves out {titled[0]}. in the first line")
    if titled and has_title and fold(titled[0])[:2] != fold(has_title[0])[:2]:
        return Check(
            "name", False, f"Says {has_title[0]}. in the first line where they are {titled[0]}."
        )
    return Check("name", True, "Greets them as they are called")


def _is_short(body: str) -> Check:
    words = count_words(body)
    if words < MOST_WORDS:
        return Check("short", True, f"{words} words")
    return Check("short", False, f"{words} words. Keep it under {MOST_WORDS}")


def _mentions(said: str, note: str) -> bool:
    """Whether two of a note's telling words are said, be it with other endings; or the one."""
    telling = _telling(note)
    if not telling:
        return bool(note) and note in said
    words = _words(said)
    met = [word for word in telling if any(_alike(word, other) for other in words)]
    return len(met) >= min(2, len(telling))


def _alike(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return short == long or (len(short) >= _SHORTEST and long.startswith(short))


def _telling(note: str) -> set[str]:
    """The words that tell a note from others; all of them where there are no longer ones."""
    words = _words(note)
    return {word for word in words if len(word) >= _SHORTEST} - _COMMON or words


def _distinct(text: str) -> set[str]:
    """The words of an event or a place that tell which one it was."""
    words = _words(fold(text))
    years = {word for word in words if re.fullmatch(r"(?:19|20)\d\d", word)}
    return words - GATHERINGS - years - _COMMON or words


def _words(folded: str) -> set[str]:
    return set(_WORD.findall(folded))
