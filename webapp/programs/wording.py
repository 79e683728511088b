"""Days, numbers and ties as a person says them."""

from datetime import date

from webapp.programs.survey import Meeting, Person, Survey
from webapp.programs.ties import Tie
from webapp.programs.warm_path import Step
from webapp.relations.model import Act

_NUMBERS = [
    *("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve"),
]
_DID = {
    "advice": "gave you advice",
    "review": "read something of yours",
    "introduction": "introduced you to somebody",
    "supervision": "saw you work",
    "letter": "wrote a letter for you",
    "call_to_program": "called a program for you",
}


def number(count: int) -> str:
    """A number in words up to twelve."""
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def counted(count: int, one: str, many: str) -> str:
    """ "two alumni", "one alumnus"."""
    return f"{number(count)} {one if count == 1 else many}"


def on_day(day: date, today: date) -> str:
    """A day in a sentence: "today", "yesterday", "on 3 Oct", with the year where it is another."""
    if day == today:
        return "today"
    if (today - day).days in (1, -1):
        return "yesterday" if day < today else "tomorrow"
    year = "" if day.year == today.year else f" {day.year}"
    return f"on {day.day} {day:%b}{year}"


def did(act: Act) -> str:
    """What somebody did for the owner: "gave you advice"."""
    return _DID.get(act.kind, "helped you")


def where(survey: Survey, met: Meeting) -> str:
    """Where and when somebody was met: "at ACP, Poster 214", or the day alone."""
    event = survey.events.get(met.event_id) if met.event_id else None
    places = [event.name if event else "", met.place.strip()]
    said = ", ".join(place for place in places if place)
    return f"at {said}" if said else on_day(met.on, survey.today)


def tie_words(survey: Survey, step: Step) -> str:
    """Why a step of a warm path holds: "works with Marcus at Mercy Newark"."""
    person = survey.people[step.person_id]
    if step.via is None:
        return _own_words(survey, person, step.tie)
    via = survey.people[step.via]
    match step.tie:
        case Tie.INTRODUCED:
            return _introduced(person, via)
        case Tie.EMPLOYER:
            return f"works with {via.name} at {_employer(survey, step, person)}"
        case Tie.SCHOOL:
            return f"went to {_school(person, via)} like {via.name}"
    return f"stood with {via.name} when you met them {where(survey, person.meetings[0])}"


def _own_words(survey: Survey, person: Person, tie: Tie) -> str:
    if tie is Tie.SCHOOL:
        return "went to your school; you have not met"
    if tie is Tie.HELPED:
        act = survey.acts[person.id][0]
        return f"{did(act)} {on_day(act.on, survey.today)}"
    meetings = person.meetings
    if len(meetings) > 1:
        return f"you met {_times(len(meetings))}, last {where(survey, meetings[0])}"
    clicked = ", and it clicked" if meetings[0].clicked else ""
    return f"you met {where(survey, meetings[0])}{clicked}"


def _times(count: int) -> str:
    return "twice" if count == 2 else f"{number(count)} times"


def _introduced(person: Person, via: Person) -> str:
    by_via = any(met.introducer_id == via.id for met in person.meetings)
    return f"{via.name} introduced you" if by_via else f"introduced you to {via.name}"


def _employer(survey: Survey, step: Step, person: Person) -> str:
    name = survey.program_names.get(step.group.key) if step.group else None
    return name or person.organisation.strip()


def _school(person: Person, via: Person) -> str:
    return person.school.strip() or via.school.strip() or "your school"
