"""How text that was typed in a hurry stands in a sentence. Text in, text out."""

import re

LONGEST_GIST = 25
"""Words that a letter may take from notes as they stand."""


def word_set(text: str) -> frozenset[str]:
    """The words of a list that is written as a line of text."""
    return frozenset(text.split())


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
    """The place as it goes on within a sentence; "After her talk" speaks to her: "your talk"."""
    text = one_line(place).rstrip(" .,;:")
    if not _WHERE.match(text):
        return text
    return _POSSESSIVE.sub("your ", text[0].lower() + text[1:])


def met(event: str, place: str, day: str) -> str:
    """Where and when two people met: "at ACP, Poster 214, on Wednesday 14 October".

    `event` comes from at_event and `place` from at_place; either may be empty.
    """
    if event:
        return f"{event}, {place}, on {day}" if place else f"{event} on {day}"
    if not place:
        return f"on {day}"
    return f"{place} on {day}" if _WHERE.match(place) else f"on {day} ({place})"
