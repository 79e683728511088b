"""What makes a letter one that could only be for this person. Text in, findings out."""

import re
from typing import NamedTuple

from webapp.contacts.search import fold
from webapp.followups.drafts import Draft, Meeting
from webapp.followups.phrases import GATHERINGS, word_set

MOST_WORDS = 150

_WORD = re.compile(r"[^\W_]+")
_COMMON = word_set(
    "a about also and at been by could does for from have hers herself himself in into just like"
    " much of on once other some than that the their them then there they this those to very want"
    " wants were what when which will with would your"
)
_SHORTEST = 4


class Check(NamedTuple):
    """Whether a letter passes, and in words why or why not."""

    name: str
    ok: bool
    why: str


def check(draft: Draft, meeting: Meeting) -> list[Check]:
    """The three checks: it recalls the conversation, says where it was, and is short."""
    said = fold(f"{draft.subject}\n{draft.body}")
    return [_recalls(said, meeting), _says_where(_words(said), meeting), _is_short(draft.body)]


def count_words(text: str) -> int:
    """How many words a text has, as white space parts them."""
    return len(text.split())


def _recalls(said: str, meeting: Meeting) -> Check:
    parts = {"the detail": meeting.detail, "the talk": meeting.talk}
    named = [what for what, text in parts.items() if _mentions(said, fold(text))]
    if named:
        return Check("recalls", True, f"Names {' and '.join(named)}")
    return Check("recalls", False, "Names neither the detail nor what you talked about")


def _says_where(said: set[str], meeting: Meeting) -> Check:
    places = {"event": _distinct(meeting.event), "place": _distinct(meeting.place)}
    if not any(places.values()):
        ok = f"{meeting.day:%A}".casefold() in said or f"{meeting.day:%B}".casefold() in said
        return Check("where", ok, "Says when you met" if ok else "Does not say when you met")
    if any(said.intersection(words) for words in places.values()):
        return Check("where", True, "Says where you met")
    return Check("where", False, "Does not say where you met")


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
