"""How text that was typed in a hurry stands in a sentence. Text in, text out."""

import re

from webapp.followups.verbs import after_pronoun, goes_on_a_clause, is_imperative, word_set

LONGEST_GIST = 25
"""Words that a letter may take from notes as they stand."""


GATHERINGS = word_set(
    "academy association call college conference congress convention course days dinner fair forum"
    " house meeting observership reception rotation session sessions society summit symposium week"
    " weekend workshop"
)
"""What an event may be. Its name then takes "the", and says little about which one it was."""

_DURING = {"rotation": "during", "observership": "during", "call": "on"}
_SENTENCE_END = re.compile(r"(?<=[.?!…])\s+")
_SENDING = re.compile(
    r"(?:(?:i(?:['’]ll| will)|to|will) )?(?:send|e-?mail|mail|forward|share)"
    r"(?: (?:her|him|them|you))? (?=\S)",
    re.IGNORECASE,
)
_THING = re.compile(r"(?:the|a|an|my|our|\d+|two|three|some|that|this|those|these) ", re.IGNORECASE)
_OF_THEM = re.compile(
    r"\b(?:s?he|they|him|hers?|his|them|theirs?)\b"
    r"|^(?:\w+ed|said|says|told|gave|thinks|wants|knows|likes|loves|works|runs|is|was|has|had)\b"
    r"|\?$",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"\b(?:her|his|their) (?=\w)")
_WHERE = re.compile(
    r"(?:after|at|before|behind|beside|by|during|in|inside|near|next to|on|outside|over) ",
    re.IGNORECASE,
)
_AT = word_set("poster booth stand table lunch dinner breakfast coffee reception registration gate")
_IN = word_set("session hall room lobby workshop aisle ward clinic lecture symposium")
_SMALL = word_set(
    "the a an how why what when where whether who which their her his my our your to on about in"
    " getting going teaching training working writing applying preparing letters night research"
)
_SUBJECT = re.compile(
    r"(?:the|a|an|my|our|your|his|her|their|\d+|two|three|how|why|what|when|where|whether|who|which)\b",
    re.IGNORECASE,
)
_SHORT_SUBJECT = 6
_ARTICLE = re.compile(r"(?:the|a|an|my|our|your) ", re.IGNORECASE)


def one_line(text: str) -> str:
    """Typed text on one line, its lines set apart by semicolons."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    parted = [line if line[-1] in ".?!…:;," else f"{line};" for line in lines[:-1]]
    return " ".join([*parted, *lines[-1:]])


def gist(text: str) -> str:
    """Notes on one line: all of them, else their first sentence, else nothing."""
    whole = one_line(text)
    for candidate in (whole, _SENTENCE_END.split(whole, maxsplit=1)[0]):
        if len(candidate.split()) <= LONGEST_GIST:
            return candidate
    return ""


def ended(text: str) -> str:
    """Text as the end of a sentence, with exactly one mark after it."""
    bare = text.rstrip(" ,;:")
    return bare if bare.endswith((".", "?", "!", "…")) else f"{bare}."


def quoted(text: str) -> str:
    """Text as a quotation that ends a sentence."""
    return f"“{ended(text)}”"


def must_be_quoted(note: str) -> bool:
    """Whether a note speaks of a person as a third one, or asks: a letter cannot say it as is."""
    return _OF_THEM.search(note) is not None


def promised_thing(promise: str) -> str:
    """The thing alone where a promise is to send one: "send her the paper" is "the paper"."""
    text = one_line(promise)
    thing = _SENDING.sub("", text, count=1) if _SENDING.match(text) else text
    return thing if _THING.match(thing) else text


def is_thing(text: str) -> bool:
    """Whether the words name a thing ("the sepsis paper"), as far as their beginning tells."""
    return _THING.match(text) is not None and not must_be_quoted(text)


def at_event(name: str, kind: str) -> str:
    """The event with its preposition: "at ACP 2026", "during the Newark rotation"."""
    name = one_line(name)
    takes_the = not _ARTICLE.match(name) and GATHERINGS.intersection(name.casefold().split())
    return f"{_DURING.get(kind, 'at')} {'the ' if takes_the else ''}{name}"


def at_place(place: str) -> str:
    """The place as it goes on within a sentence: "at poster 214", "in the session on discharge".

    "After her talk" speaks to her: "after your talk". A place that takes no preposition which we
    know comes back as it was typed.
    """
    text = one_line(place).rstrip(" .,;:")
    if _WHERE.match(text):
        return _POSSESSIVE.sub("your ", text[0].lower() + text[1:])
    words = text.split()
    first = words[0].lower() if words else ""
    if first in _AT:
        return f"at {_small_first(text)}"
    if first in _IN:
        return f"in {_the(words)}{_small_first(text)}"
    if GATHERINGS.intersection(text.casefold().split()) or words[-1:] == ["breakfast"]:
        article = "" if _ARTICLE.match(text) else "the "
        return f"{'in' if _IN & set(text.casefold().split()) else 'at'} {article}{text}"
    return text


def met(event: str, place: str, day: str) -> str:
    """Where and when two people met: "at ACP on Wednesday 14 October, at poster 214".

    `event` comes from at_event and `place` from at_place; either may be empty.
    """
    when = f"{event} on {day}" if event else f"on {day}"
    if not place:
        return when
    return f"{when}, {place}" if _WHERE.match(place) else f"{when} ({place})"


def can_follow_about(text: str) -> bool:
    """Whether words name a subject, so that they can stand behind "about" as they are."""
    words = text.split()
    if not words or is_imperative(words[0]) or text.endswith(("?", "!")):
        return False
    if _SUBJECT.match(text) or words[0].lower().endswith("ing"):
        return True
    return len(words) <= _SHORT_SUBJECT and not any(map(goes_on_a_clause, words[1:]))


def small_first(text: str) -> str:
    """The text within a sentence: a word that is great only because it came first is small."""
    first, _, rest = text.partition(" ")
    return f"{first.lower()} {rest}".rstrip() if first.lower() in _SMALL else text


def _the(words: list[str]) -> str:
    """The article of a room: none before "hall B" or "room 12", which are names."""
    return "" if words[1:] and (len(words[1]) == 1 or words[1].isdigit()) else "the "


def _small_first(text: str) -> str:
    return text[0].lower() + text[1:]


def to_them(text: str) -> str:
    """A note about somebody, said to them: "how they teach" is "how you teach"."""
    turned = re.sub(
        r"\b(?:s?he) (\w+)",
        lambda found: f"you {after_pronoun(found[1])}",
        text,
        flags=re.IGNORECASE,
    )
    turned = re.sub(r"\b(?:they|them|him)\b", "you", turned)
    turned = re.sub(r"\bher(?= (?:to|with|for|in|at|on|about)\b|$)", "you", turned)
    return re.sub(r"\b(?:their|her|his)\b", "your", turned)
