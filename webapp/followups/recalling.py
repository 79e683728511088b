"""How a letter comes back to what was said: the talk, and the one detail. Text in, text out."""

import re
from collections.abc import Sequence

from webapp.followups import phrases
from webapp.followups.second_person import AS_IS, CLAUSE, QUOTE, THING, Told, tell
from webapp.followups.verbs import is_imperative

_ABOUT = (
    "I keep coming back to our conversation about {talk}.",
    "Our conversation about {talk} has stayed with me.",
    "Since we spoke I have been thinking about {talk}.",
)
_SAID = (
    "What you told me has stayed with me: that {talk}.",
    "I keep thinking of what you told me: that {talk}.",
    "I have come back more than once to what you told me: that {talk}.",
)
_TOLD_ME = "You {said}, and that has stayed with me."
_ADVISED = "Your advice has stayed with me: {talk}."
_OTHERWISE = (
    "What we talked about has stayed with me: {talk}.",
    "I keep coming back to what we talked about: {talk}.",
    "Since we spoke one thing has kept me thinking: {talk}.",
)
_REMEMBERS = (
    ("I have not forgotten {told}", "that {told}", "{told}"),
    ("I will remember {told}", "that {told}", "what you told me about {told}"),
)
_HARD = re.compile(
    r"\b(?:divorc\w*|died|dies|dying|death|dead|cancer|chemo\w*|tumou?rs?|ill|illness|sick|pregnan\w*"
    r"|miscarr\w*|ivf|funeral|grief|griev\w*|widow\w*|visa|deport\w*|depress\w*|anxi\w*|suicid\w*"
    r"|rehab|alcohol\w*|sober|addict\w*|failed|fired|laid off|asylum|abus\w*|separat\w*|dementia"
    r"|alzheimer\w*|stroke|hospice|lost (?:her|his|their|a|the))\b",
    re.IGNORECASE,
)


def is_hard(note: str) -> bool:
    """Whether a detail may hurt on paper, such as an illness: a letter only hints at it."""
    return _HARD.search(note) is not None


def recalled_detail(note: str, seed: int) -> str:
    """The postscript that recalls the one detail; `seed` chooses the wording."""
    text = phrases.one_line(note)
    if not re.search(r"\w", text):
        return f"P.S. One thing I will remember: {text}" if text else ""
    if is_hard(text):
        return "P.S. Thank you for what you confided to me. I have thought of it since."
    told = tell(text)
    if told[0].form == QUOTE:
        return f"P.S. One thing I will remember, as I noted it that day: “{phrases.ended(text)}”"
    if told[0].form == AS_IS:
        return f"P.S. One thing I will remember: {phrases.ended(phrases.small_first(told[0].text))}"
    return f"P.S. {phrases.ended(_remembered(told, seed))}"


def recalled_talk(note: str, seed: int) -> str:
    """The sentence that comes back to what was talked about; empty where nothing was noted."""
    talk = spoken_talk(note)
    if not talk:
        return ""
    first = talk.split()[0]
    told = tell(phrases.gist(note))
    if len(told) == 1 and told[0].form == CLAUSE and not first.endswith("ing"):
        return _said(told[0].text, seed)
    if is_imperative(first):
        return _ADVISED.format(talk=talk)
    if talk.endswith("?"):
        return f"One question has stayed with me since we spoke: {talk}"
    wordings = _ABOUT if phrases.can_follow_about(talk) else _OTHERWISE
    return phrases.ended(_one_of(wordings, seed).format(talk=talk).rstrip("."))


def spoken_talk(note: str) -> str:
    """What was talked about, as it can be said to the person: "how you teach ultrasound"."""
    talk = phrases.small_first(phrases.gist(note).rstrip(" .,;:"))
    return phrases.to_them(talk)


def _said(clause: str, seed: int) -> str:
    if re.match(r"you (?:told|said|advised|asked|suggested|recommended)\b", clause):
        return _TOLD_ME.format(said=clause.removeprefix("you "))
    return _one_of(_SAID, seed).format(talk=clause)


def _remembered(told: list[Told], seed: int) -> str:
    mixed = len({one.form for one in told}) > 1
    frame, clause, thing = _REMEMBERS[0 if mixed else seed % len(_REMEMBERS)]
    parts: list[str] = []
    for one in told:
        if one.form == THING:
            parts.append(thing.format(told=one.text))
        elif parts and parts[-1].startswith("that you ") and one.text.startswith("you "):
            parts[-1] += f" and {one.text.removeprefix('you ')}"
        else:
            parts.append(clause.format(told=one.text))
    first, *others = parts
    joined = first + "".join(f", nor {other}" if mixed else f", and {other}" for other in others)
    return frame.format(told=joined)


def _one_of(wordings: Sequence[str], seed: int) -> str:
    return wordings[seed % len(wordings)]
