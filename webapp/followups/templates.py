"""What letters are written from: a template for each kind, place and relation. Text in, text out.

A template is plain text with placeholders such as {greeting}. A line may offer several wordings,
parted by " | ": the first whose placeholders all have something to say is taken. Where none has,
the last one is, without those of its sentences that would have a gap.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple


class Template(NamedTuple):
    """The wording of a letter, and what it is for in words."""

    title: str
    subject: str
    body: str


PLACEHOLDERS = {
    "greeting": "Dear Dr. …, as they are called",
    "signature": "your name, headline, school and card",
    "met": "where and when you met",
    "at": "the event, or the day where there was none",
    "day": "the day you met",
    "place": "the poster, booth or session",
    "topic": "what you talked about, for a subject line",
    "topic_low": "the same within a sentence",
    "talk": "a sentence on what you talked about",
    "detail": "the one detail, as a postscript",
    "promised": "the thing you promised",
    "to_do": "what you promised to do",
    "promise": "your promise, as you noted it",
    "introducer": "who introduced you",
    "introduced": "whom they introduced you to",
    "their_talk": "what you and that person talked about",
    "offer": "what you can do for them",
    "advice": "the advice they gave you",
    "helped": "what they did for you",
    "news": "your news",
    "organisation": "where they work",
    "school": "your school",
    "needed_by": "the day the letter must be there",
    "asked_on": "the day you asked for it",
    "packet": "what you have ready for the writer",
    "seen": "what they saw of your work",
    "field": "what your card says you do",
}
"""What may stand in braces, and what each stands for."""

_P_S = "{signature}\n\n{detail}"
_FIRST = "{talk}\n\n{offer}\n\n{promise_open}\n\n" + _P_S
_CONVERSATION = "{topic}, and our conversation {at} | Our conversation {at}"

TEMPLATES = {
    "nice_to_meet_you": Template(
        "After a first meeting",
        _CONVERSATION,
        "{greeting}\n\nIt was good to meet you {met}. {thanks}\n\n" + _FIRST,
    ),
    "nice_to_meet_you.again": Template(
        "After meeting again",
        _CONVERSATION,
        "{greeting}\n\nIt was good to see you again {met}.\n\n" + _FIRST,
    ),
    "nice_to_meet_you.introduced": Template(
        "After an introduction, naming who made it",
        "{introducer} introduced us {at}",
        "{greeting}\n\nI am glad that {introducer} introduced us {met}.\n\n" + _FIRST,
    ),
    "nice_to_meet_you.my_poster": Template(
        "After a visit to my poster",
        "{topic}, and your visit to my poster | Your visit to my poster {at}",
        "{greeting}\n\nThank you for stopping at my poster {at} on {day}.\n\n" + _FIRST,
    ),
    "nice_to_meet_you.poster": Template(
        "After a talk at a poster",
        _CONVERSATION,
        "{greeting}\n\nI am glad that I stopped {place} {at} on {day}, and that we got to talk."
        " {thanks}\n\n" + _FIRST,
    ),
    "nice_to_meet_you.talk": Template(
        "After their talk",
        "Your talk {at}",
        "{greeting}\n\nThank you for your talk {at} on {day}, and for the time you took for me"
        " after it. {thanks}\n\n" + _FIRST,
    ),
    "nice_to_meet_you.program_director": Template(
        "To a program director",
        _CONVERSATION,
        "{greeting}\n\nThank you for taking the time to talk with me {met}. {thanks}\n\n" + _FIRST,
    ),
    "nice_to_meet_you.attending": Template(
        "To an attending",
        _CONVERSATION,
        "{greeting}\n\nThank you for the time you gave me {met}. {thanks}\n\n" + _FIRST,
    ),
    "nice_to_meet_you.resident": Template(
        "To a resident",
        _CONVERSATION,
        "{greeting}\n\nIt was good to talk with you {met}. {thanks}\n\n" + _FIRST,
    ),
    "nice_to_meet_you.alum": Template(
        "To an alum, asking for fifteen minutes",
        "{school}, and a question | A question after our conversation {at}",
        "{greeting}\n\nIt was good to meet somebody from {school} {met}. {thanks} |"
        " It was good to meet you {met}. {thanks}\n\n{talk}\n\n"
        "Would you have fifteen minutes for a call in the coming weeks? I would like to ask how"
        " you found your way from {school} to {organisation}, and I will have my questions ready."
        " | Would you have fifteen minutes for a call in the coming weeks? I would like to ask how"
        " you found your way into residency, and I will have my questions ready.\n\n{offer}\n\n"
        "{promise_open}\n\n" + _P_S,
    ),
    "nice_to_meet_you.peer": Template(
        "To a peer",
        _CONVERSATION,
        "{greeting}\n\nI am glad that we met {met}. {thanks}\n\n" + _FIRST,
    ),
    "promise": Template(
        "With what was promised",
        "As promised {at}: {promised} | My promise: to {to_do} | My promise {at}",
        "{greeting}\n\nI am sending you {promised}, as I promised when we met {met}. {thanks} |"
        " When we met {met}, I promised to {to_do}: [what came of it]. {thanks} |"
        " When we met {met}, I made you a promise, “{promise}”: [how I keep it]. {thanks}"
        "\n\n{talk}\n\n" + _P_S,
    ),
    "thank_you": Template(
        "After an interview, a call or a meeting",
        "Thank you, and {topic_low} | Thank you for our conversation {at}",
        "{greeting}\n\nThank you for the time you gave me {met}. {thanks}\n\n" + _FIRST,
    ),
    "thank_you.letter": Template(
        "For a letter of recommendation",
        "Thank you for your letter",
        "{greeting}\n\nThank you for the letter of recommendation that you wrote for me. I know"
        " that it cost you time. {seen_line}\n\nI will let you know what becomes of the"
        " application.\n\n" + _P_S,
    ),
    "report_back": Template(
        "Reporting back on advice",
        "What became of your advice",
        "{greeting}\n\nWhen we met {met}, you gave me a piece of advice that I wrote down:"
        " “{advice}”. | You gave me a piece of advice that I wrote down: “{advice}”.\n\n"
        "[What I did with it, and what came of it.]\n\nThank you for it. {offer}\n\n" + _P_S,
    ),
    "introduction_made": Template(
        "To somebody who introduced me",
        "You introduced me to {introduced} | Thank you for your introduction",
        "{greeting}\n\nThank you for introducing me to {introduced} {met}. We talked about"
        " {their_talk}, and I owe that conversation to you. | Thank you for introducing me to"
        " {introduced} {met}. I owe that conversation to you."
        " | Thank you for your introduction {at}.\n\n{offer}\n\n{signature}",
    ),
    "letter_request": Template(
        "Asking for a letter of recommendation",
        "Would you write a letter of recommendation for me?",
        "{greeting}\n\nI am applying for residency this season, and you are one of the few people"
        " who have seen me work: {seen}. | I am applying for residency this season, and I think of"
        " you as somebody who knows me from {organisation}. | I am applying for residency this"
        " season.\n\nWould you be willing to write a strong letter of recommendation for me? It"
        " would need to arrive by {needed_by}. If the answer is no, I will understand, and thank"
        " you all the same.\n\nI have {packet} ready for you.\n\n" + _P_S,
    ),
    "reminder.letter": Template(
        "Reminding of a letter of recommendation",
        "The letter of recommendation, by {needed_by} | The letter of recommendation",
        "{greeting}\n\nOn {asked_on} I asked you for a letter of recommendation, and I know how"
        " full your days are. It is needed by {needed_by}. | I asked you for a letter of"
        " recommendation, and I know how full your days are.\n\nIs there anything that I can send"
        " you to make it easier? I have {packet} at hand. | Is there anything that I can send you"
        " to make it easier?\n\n" + _P_S,
    ),
    "reminder": Template(
        "Reminding gently, after no answer",
        "Once more: {topic_low} | Once more, after our conversation {at}",
        "{greeting}\n\nI wrote to you after we met {met}. My letter may have been buried under"
        " others, so I am writing once more. If this is not a good time, there is no need to"
        " answer.\n\n{talk}\n\n" + _P_S,
    ),
    "news": Template(
        "Sharing news",
        "News: {news} | Some news",
        "{greeting}\n\nI have news, and wanted you to hear it from me: {news}. | I have news, and"
        " wanted you to hear it from me: [the news].\n\nYou had a part in it: {helped}. | I have"
        " not forgotten our conversation {at} about {topic_low}. | I have not forgotten our"
        " conversation {at}. {talk}\n\n" + _P_S,
    ),
    "stay_in_touch": Template(
        "A sign of life",
        "Since we met {at} | A sign of life",
        "{greeting}\n\nIt has been a while since we met {met}, and I still think of our"
        " conversation about {topic_low}. | It has been a while since we met {met}. {talk}\n\n"
        "[One thing that is new with me.]\n\nHow are things at {organisation}?\n\n{offer}\n\n"
        + _P_S,
    ),
    "stay_in_touch.mentor": Template(
        "A sign of life to a mentor or sponsor",
        "Since we met {at} | A sign of life",
        "{greeting}\n\nI am still grateful for {helped}. | It has been a while"
        " since we met {met}.\n\n[One thing that came of it, or that is new with me.]\n\n"
        "How are things at {organisation}?\n\n{offer}\n\n" + _P_S,
    ),
}
"""By name: the kind, or the kind and what makes it a special one."""

SENTENCES = {
    "thanks": "I am grateful to {introducer} for introducing us.",
    "promise_open": "I promised to send you {promised}, and I will. |"
    " I promised to {to_do}, and I will. |"
    " I made you a promise, and I have not forgotten it: “{promise}”.",
    "seen_line": "I often think back to {seen}.",
}
"""Sentences that several templates share, written as templates themselves."""

_GAP = re.compile(r"\{([a-z_]*)\}")
_SENTENCE_END = re.compile(r"(?<=[.?!”])\s+")


def unknown_placeholders(text: str) -> list[str]:
    """The names in braces that are none of PLACEHOLDERS, each once, and braces left alone."""
    known = PLACEHOLDERS.keys() | SENTENCES.keys()
    wrong = [
        found[0] for found in re.finditer(r"\{[^{}\n]*\}", text) if found[0][1:-1] not in known
    ]
    alone = [brace for brace in "{}" if brace in re.sub(r"\{[^{}\n]*\}", "", text)]
    return list(dict.fromkeys([*wrong, *alone]))


def complete(text: str, values: Mapping[str, str]) -> list[str]:
    """The wordings of a line that leave no gap; the last one where each would."""
    wordings = [wording.strip() for wording in text.split(" | ")]
    return [one for one in wordings if not _has_needed_gap(one, values)] or wordings[-1:]


def fill(text: str, values: Mapping[str, str]) -> str:
    """A template with its values in place; a line that has nothing to say is left out."""
    values = {**values, **{name: _line(line, values) for name, line in SENTENCES.items()}}
    lines = [_line(line, values) if line.strip() else "" for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _line(line: str, values: Mapping[str, str]) -> str:
    return _without_gaps(complete(line, values)[0], values)


def _has_needed_gap(wording: str, values: Mapping[str, str]) -> bool:
    """Whether a placeholder within a sentence is empty; one that is a sentence may be."""
    return any(
        not values.get(name) for sentence in _SENTENCE_END.split(wording)
        if not _GAP.fullmatch(sentence) or len(wording) == len(sentence)
        for name in _GAP.findall(sentence)
    )  # fmt: skip


def _without_gaps(wording: str, values: Mapping[str, str]) -> str:
    sentences = (
        sentence
        for sentence in _SENTENCE_END.split(wording)
        if all(values.get(name) for name in _GAP.findall(sentence))
    )
    return _GAP.sub(lambda gap: values[gap[1]], " ".join(sentences))
