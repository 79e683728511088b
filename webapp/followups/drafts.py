"""Letters that could only be for one person, written from what was noted of the meeting.

A template (templates.py) says how a letter of its kind goes; what fills its gaps is said here.
Notes are free text, often in the third person, so each is first turned to the one who reads it
(second_person.py); what is not understood is quoted and never bent.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from webapp.followups import phrases
from webapp.followups.recalling import recalled_detail, recalled_talk, spoken_talk
from webapp.followups.salutations import salutation
from webapp.followups.templates import TEMPLATES, Template, complete, fill
from webapp.followups.verbs import is_imperative

LONGEST_SUBJECT = 90
_LONGEST_TOPIC = 40
_RECALLING = ("talk", "topic_low", "advice", "helped", "seen", "asked_on")
"""What makes a letter theirs without the detail."""

_LASTING = {"rotation", "observership"}
_HER_TALK = re.compile(
    r"after (?:your|the) (?:talk|lecture|session|keynote|presentation)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes, and what is known of them; what is not known is empty.

    `templates` are the templates in their own words, by name, and `posters` the labels of their
    cards for posters.
    """

    name: str
    headline: str = ""
    school: str = ""
    card_url: str = ""
    templates: Mapping[str, "Draft"] = field(default_factory=dict)
    posters: frozenset[str] = frozenset()
    offers: Mapping[UUID, str] = field(default_factory=dict)
    """By contact: what the sender can do for them."""
    helped: Mapping[UUID, str] = field(default_factory=dict)
    """By contact: what they did for the sender last."""
    seen: Mapping[UUID, str] = field(default_factory=dict)
    """By contact: what they saw of the sender's work."""
    applications_open_on: date | None = None
    sent: tuple["SentLetter", ...] = ()


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom the letter is for; `title` may be a post as well as a form of address."""

    name: str
    title: str = ""
    first: str = ""
    last: str = ""
    organisation: str = ""
    relation: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """What was noted of a meeting. `seed` chooses among wordings, always the same for one.

    `day` is None where the two never met, `again` true where it was not for the first time, and
    `told` where a letter about it went out before.
    """

    day: date | None
    detail: str = ""
    event: str = ""
    event_kind: str = ""
    role: str = ""
    place: str = ""
    talk: str = ""
    promise: str = ""
    introducer: str = ""
    again: bool = False
    told: bool = False
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a letter is about besides the meeting; what is not known is empty."""

    advice: str = ""
    introduced: str = ""
    news: str = ""
    offer: str = ""
    helped: str = ""
    seen: str = ""
    needed_by: str = ""
    asked_on: str = ""
    packet: str = ""
    for_recommendation: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter as plain text."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class SentLetter:
    """A letter that went out: to whom, when, and what it said."""

    contact_id: UUID
    name: str
    organisation: str
    on: date
    body: str


def write(
    kind: str, to: Addressee, meeting: Meeting, me: Sender, occasion: Occasion | None = None
) -> Draft:
    """The letter of a kind, from the owner's own template where there is one."""
    name = template_name(kind, to, meeting, me, occasion or Occasion())
    return write_from(name, to, meeting, me, occasion)


def write_from(
    name: str, to: Addressee, meeting: Meeting, me: Sender, occasion: Occasion | None = None
) -> Draft:
    """The letter that a template of this name makes."""
    wording: Draft | Template = me.templates.get(name) or TEMPLATES[name]
    return write_with(wording.subject, wording.body, to, meeting, me, occasion)


def write_with(
    subject: str,
    body: str,
    to: Addressee,
    meeting: Meeting,
    me: Sender,
    occasion: Occasion | None = None,
) -> Draft:
    """The letter that a subject and a body with placeholders make."""
    values = gaps(to, meeting, me, occasion or Occasion())
    if meeting.told and any(values[name] and f"{{{name}" in body for name in _RECALLING):
        # They have read the detail; a second time it is no longer from the heart.
        values["detail"] = ""
    wordings = [fill(wording, values) for wording in complete(subject, values)]
    short = (wording for wording in wordings if len(wording) <= LONGEST_SUBJECT)
    found = _subject(next(short, wordings[-1])) or f"A letter from {me.name}"
    return Draft(_subject(found), fill(body, values))


def template_name(
    kind: str, to: Addressee, meeting: Meeting, me: Sender, occasion: Occasion
) -> str:
    """Which template a letter is written from: the most special one that fits."""
    special = {
        "nice_to_meet_you": _first_letter(to, meeting, me),
        "thank_you": "letter" if occasion.for_recommendation else "",
        "reminder": "letter" if occasion.for_recommendation else "",
        "stay_in_touch": "mentor" if occasion.helped else "",
    }.get(kind, "")
    return f"{kind}.{special}" if special else kind


def _first_letter(to: Addressee, meeting: Meeting, me: Sender) -> str:
    place = phrases.at_place(meeting.place)
    on_poster = re.match(r"at (?:the )?poster\b", place, re.IGNORECASE)
    mine = meeting.role == "presenter" and meeting.place.strip().casefold() in me.posters
    ways = {
        "again": meeting.again,
        "alum": to.relation == "alum",
        "introduced": bool(meeting.introducer.strip()),
        "talk": _HER_TALK.match(place),
        "my_poster": on_poster and mine,
        "poster": on_poster and to.relation != "program_director",
        to.relation: f"nice_to_meet_you.{to.relation}" in TEMPLATES,
    }
    return next((way for way, fits in ways.items() if fits), "")


def gaps(to: Addressee, meeting: Meeting, me: Sender, occasion: Occasion) -> dict[str, str]:
    """What each placeholder says in a letter to this person; empty where nothing is known."""
    talk = spoken_talk(meeting.talk)
    return {
        "greeting": salutation(to.name, title=to.title, first=to.first, last=to.last),
        "signature": _signature(me),
        "met": _met(meeting),
        "at": _event(meeting) or (f"on {_day(meeting)}" if meeting.day else ""),
        "day": _day(meeting),
        "place": phrases.at_place(meeting.place),
        "topic": _topic(talk),
        "topic_low": talk if _topic(talk) else "",
        "talk": recalled_talk(meeting.talk, meeting.seed + meeting.told),
        "detail": recalled_detail(meeting.detail, meeting.seed // 3 + meeting.told),
        **_promise(meeting.promise),
        "introducer": phrases.one_line(meeting.introducer),
        "organisation": to.organisation.strip(),
        "school": me.school.strip(),
        "field": me.headline.strip(),
        **_of_occasion(occasion, meeting),
    }


def _of_occasion(occasion: Occasion, meeting: Meeting) -> dict[str, str]:
    their_talk = phrases.gist(meeting.talk).rstrip(" .,;:")
    offer = phrases.to_them(_bare(occasion.offer))
    can_do = offer and is_imperative(offer.split()[0])
    return {
        "advice": _bare(occasion.advice),
        "introduced": occasion.introduced,
        "their_talk": their_talk if phrases.can_follow_about(their_talk) else "",
        "offer": f"If it helps, I would be glad to {offer}." if can_do else
        f"I have not forgotten what I can do in return: {offer}." if offer else "",
        "helped": _bare(occasion.helped),
        "news": _bare(occasion.news),
        "seen": _bare(occasion.seen),
        "needed_by": occasion.needed_by,
        "asked_on": occasion.asked_on,
        "packet": occasion.packet,
    }  # fmt: skip


def _promise(promise: str) -> dict[str, str]:
    text = phrases.promised_thing(promise).rstrip(" .,;:")
    first = text.split(" ")[0]
    is_thing = phrases.is_thing(text)
    to_do = "" if is_thing or not is_imperative(first) else phrases.to_them(text)
    return {"promise": _bare(promise), "promised": text if is_thing else "", "to_do": to_do}


def _topic(talk: str) -> str:
    short = talk and len(talk) <= _LONGEST_TOPIC and phrases.can_follow_about(talk)
    return talk[0].upper() + talk[1:] if short else ""


def _signature(me: Sender) -> str:
    about = ", ".join(filter(None, [me.headline.strip(), me.school.strip()]))
    return "\n".join(filter(None, ["With best wishes,", me.name.strip(), about, me.card_url]))


def _subject(text: str) -> str:
    text = " ".join(text.split())
    if len(text) <= LONGEST_SUBJECT:
        return text
    return text[:LONGEST_SUBJECT].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def _met(meeting: Meeting) -> str:
    if meeting.day is None:
        return ""
    if meeting.event_kind in _LASTING and meeting.event.strip():
        # Of weeks spent together no one day is the day on which one met.
        return ", ".join(filter(None, [_event(meeting), phrases.at_place(meeting.place)]))
    return phrases.met(_event(meeting), phrases.at_place(meeting.place), _day(meeting))


def _event(meeting: Meeting) -> str:
    return phrases.at_event(meeting.event, meeting.event_kind) if meeting.event.strip() else ""


def _day(meeting: Meeting) -> str:
    day: Any = meeting.day
    return f"{day:%A} {day.day} {day:%B}" if day else ""


def _bare(text: str) -> str:
    return phrases.one_line(text).rstrip(" .,;:")
