"""Letters that could only be for one person, written from what was noted of the meeting.

Every sentence carries something of the meeting. Notes are free text, often in the third person
("Her son starts college in Ohio"), so a letter quotes them and never bends their words.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from webapp.followups import phrases
from webapp.followups.salutations import salutation

LONGEST_SUBJECT = 90
_LONGEST_TOPIC = 40

_OPENINGS = (
    "It was good to meet you {met}.",
    "Thank you for the time you gave me {met}.",
    "Thank you for our conversation {met}.",
)
_TALKS = (
    "One thing from our conversation has stayed with me: {talk}",
    "Since then I have come back to what we talked about: {talk}",
    "I am still thinking about our conversation: {talk}",
)
_DETAILS = (
    "I did not want to forget this, so I wrote it down beside your name: {detail}",
    "That day I wrote one line beside your name, so as not to lose it: {detail}",
    "In my notebook there is one line beside your name: {detail}",
)


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes, and the address of their card; what is not known is empty."""

    name: str
    headline: str = ""
    school: str = ""
    card_url: str = ""


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom the letter is for; `title` may be a post as well as a form of address."""

    name: str
    title: str = ""
    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """What was noted of a meeting. `seed` chooses among wordings, always the same for one."""

    day: date
    detail: str
    event: str = ""
    event_kind: str = ""
    place: str = ""
    talk: str = ""
    promise: str = ""
    introducer: str = ""
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter as plain text."""

    subject: str
    body: str


Writer = Callable[[Addressee, Meeting, Sender], Draft]


def write_nice_to_meet_you(to: Addressee, meeting: Meeting, me: Sender) -> Draft:
    """A letter after a first meeting; a promise that is still open comes first."""
    if meeting.promise.strip():
        promised = phrases.promised_thing(meeting.promise)
        named = phrases.ended(promised) if phrases.is_thing(promised) else phrases.quoted(promised)
        opening = f"I have not forgotten what I promised you when we met {_met(meeting)}: {named}"
    else:
        opening = _one_of(_OPENINGS, meeting.seed).format(met=_met(meeting))
    return Draft(_conversation(meeting), _letter(to, opening, meeting, me))


def write_promise(to: Addressee, meeting: Meeting, me: Sender) -> Draft:
    """The letter that keeps a promise, named in its subject; the first letter if none is left."""
    promised = phrases.promised_thing(meeting.promise)
    if not promised:
        return write_nice_to_meet_you(to, meeting, me)
    if phrases.is_thing(promised):
        named = phrases.ended(promised)
        opening = f"Here is what I promised you when we met {_met(meeting)}: {named}"
        subject = f"{_join('As promised', _event(meeting))}: {promised}"
    else:
        opening = (
            f"I wrote down what I promised you when we met {_met(meeting)},"
            f" and with this message I keep it: {phrases.quoted(promised)}"
        )
        subject = f"{_join('My promise', _event(meeting))}: {promised}"
    return Draft(_subject(subject), _letter(to, opening, meeting, me))


def _letter(to: Addressee, opening: str, meeting: Meeting, me: Sender) -> str:
    if introducer := phrases.one_line(meeting.introducer):
        opening += f" I am grateful to {introducer} for introducing us."
    greeting = salutation(to.name, title=to.title, first=to.first, last=to.last)
    paragraphs = [greeting, opening, _talk(meeting), _detail(meeting), _signature(me)]
    return "\n\n".join(filter(None, paragraphs))


def _talk(meeting: Meeting) -> str:
    talk = phrases.gist(meeting.talk)
    if not talk:
        return ""
    if phrases.must_be_quoted(talk):
        return f"My note on our conversation reads: {phrases.quoted(talk)}"
    return _one_of(_TALKS, meeting.seed // 3).format(talk=phrases.ended(talk))


def _detail(meeting: Meeting) -> str:
    detail = phrases.quoted(phrases.one_line(meeting.detail))
    return _one_of(_DETAILS, meeting.seed // 9).format(detail=detail)


def _signature(me: Sender) -> str:
    about = ", ".join(filter(None, [me.headline.strip(), me.school.strip()]))
    return "\n".join(filter(None, ["With best wishes,", me.name.strip(), about, me.card_url]))


def _conversation(meeting: Meeting) -> str:
    """The subject: what we talked about if that is short, and where it was."""
    event = _event(meeting)
    talk = phrases.gist(meeting.talk).rstrip(" .,;:")
    if talk and len(talk) <= _LONGEST_TOPIC and not phrases.must_be_quoted(talk):
        return _subject(f"{_capital(talk)}, and our conversation {event or _met(meeting)}")
    place = phrases.at_place(meeting.place)
    where = f"{event}, {place}" if event and place else event
    return _subject(f"Our conversation {where or _met(meeting)}")


def _subject(text: str) -> str:
    if len(text) <= LONGEST_SUBJECT:
        return text
    return text[:LONGEST_SUBJECT].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def _met(meeting: Meeting) -> str:
    return phrases.met(_event(meeting), phrases.at_place(meeting.place), _day(meeting))


def _event(meeting: Meeting) -> str:
    return phrases.at_event(meeting.event, meeting.event_kind) if meeting.event.strip() else ""


def _day(meeting: Meeting) -> str:
    return f"{meeting.day:%A} {meeting.day.day} {meeting.day:%B}"


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _join(*parts: str) -> str:
    return " ".join(filter(None, parts))


def _one_of(wordings: Sequence[str], seed: int) -> str:
    return wordings[seed % len(wordings)]
