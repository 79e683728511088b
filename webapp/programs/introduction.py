"""The letter that asks for an introduction, and the paragraph about the owner to be passed on."""

from dataclasses import dataclass

from webapp.contacts.model import Contact
from webapp.days import day_at
from webapp.followups import phrases
from webapp.followups.drafts import Draft, Sender
from webapp.followups.mailto import mailto
from webapp.followups.salutations import salutation
from webapp.programs.atlas import Atlas, Place
from webapp.programs.survey import Person
from webapp.programs.ties import Tie
from webapp.programs.warm_path import Step


@dataclass(frozen=True, slots=True)
class Me:
    """Who asks: the sender of letters, and the positioning statement of the card if it has one."""

    sender: Sender
    positioning: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """A letter to the first person of a warm path: `kind` is what it asks for (a key of ASKS).

    `about_me` is the paragraph that can be passed on; it stands in the letter too.
    """

    kind: str
    asked: Person
    sought: Person | None
    to: str
    draft: Draft
    about_me: str

    @property
    def mailto(self) -> str:
        """The address that opens the mail program with the letter in it."""
        return mailto(self.to, self.draft.subject, self.draft.body)


def request_for(atlas: Atlas, place: Place, first: Contact, me: Me) -> Request:
    """The letter to the first person of a place's path, who is `first` with their meetings.

    One ask: an introduction to the next person, or fifteen minutes where the first is there.
    """
    asked = atlas.survey.people[first.id]
    address = _address(first)
    if len(place.path) == 1:
        draft = Draft(
            f"Fifteen minutes about {place.program.name}?", _talk(place, first, asked, me)
        )
        return Request("talk", asked, None, address, draft, about_me(place, me))
    sought = atlas.survey.people[place.path[1].person_id]
    body = _introduction(atlas, place, first, sought, me)
    draft = Draft(f"Would you introduce me to {sought.name}?", body)
    return Request("introduction", asked, sought, address, draft, about_me(place, me))


def about_me(place: Place, me: Me) -> str:
    """A paragraph in the first person, to be forwarded as it stands."""
    sender = me.sender
    known = ", ".join(part for part in (sender.headline.strip(), sender.school.strip()) if part)
    who = f"I am {sender.name.strip()}" + (f" ({known})." if known else ".")
    wish = f"I would be grateful for fifteen minutes to ask about {place.program.name}."
    parts = [who, phrases.one_line(me.positioning), wish, sender.card_url]
    return " ".join(part for part in parts if part)


def _introduction(atlas: Atlas, place: Place, first: Contact, sought: Person, me: Me) -> str:
    last = atlas.survey.people[place.path[-1].person_id]
    tie = _between(atlas, place.path[1])
    at_goal = place.program.name if sought.id == last.id else ""
    beyond = "" if at_goal else f", who in turn knows {last.name} at {place.program.name}"
    there = f" at {at_goal}" if at_goal and tie != "work" else ""
    hope = f"{place.program.name} is high on my list, and I know nobody there yet."
    said = {
        "work": f"You work with {sought.name}{there}{beyond}.",
        "school": f"You and {sought.name}{there} went to one school{beyond}.",
        "know": f"You know {sought.name}{there}{beyond}.",
    }[tie]
    ask = f"{said} Would you introduce me? If it does not suit you, I will understand."
    forward = "You could forward this as it stands:"
    return _letter(first, _recalled(first), hope, ask, forward, about_me(place, me), me=me)


def _talk(place: Place, first: Contact, asked: Person, me: Me) -> str:
    school = "" if asked.met else f"I went to {me.sender.school or 'your school'} too."
    ask = (
        f"{place.program.name} is high on my list. Would you have fifteen minutes in the next two"
        " weeks to tell me how people with a degree from abroad do there? I would bring three"
        " questions."
    )
    return _letter(first, _recalled(first), school, ask, phrases.one_line(me.positioning), me=me)


def _letter(to: Contact, *paragraphs: str, me: Me) -> str:
    greeting = salutation(to.name, title=to.title, first=to.first, last=to.last)
    sender = me.sender
    about = ", ".join(part for part in (sender.headline.strip(), sender.school.strip()) if part)
    end = "\n".join(part for part in ("With best wishes,", sender.name.strip(), about) if part)
    return "\n\n".join(part for part in (greeting, *paragraphs, end) if part)


def _recalled(first: Contact) -> str:
    """Where we met, and what we talked about where that can be said as it was noted."""
    if not first.encounters:
        return ""
    met = first.encounters[0]
    event = phrases.at_event(met.event.name, met.event.kind) if met.event else ""
    day = day_at(met.at, met.time_zone)
    when = f"{day:%A} {day.day} {day:%B}"
    opening = f"It was good to meet you {phrases.met(event, phrases.at_place(met.place), when)}."
    talk = phrases.gist(met.talk)
    if not talk or phrases.must_be_quoted(talk):
        return opening
    return f"{opening} I still think of what we talked about: {phrases.ended(talk)}"


def _between(atlas: Atlas, step: Step) -> str:
    if step.tie is Tie.EMPLOYER:
        return "work"
    return (
        "school"
        if step.tie is Tie.SCHOOL and atlas.survey.people[step.person_id].school
        else "know"
    )


def _address(contact: Contact) -> str:
    addresses = (email["value"].strip() for email in contact.emails)
    return next((address for address in addresses if "@" in address), "")
