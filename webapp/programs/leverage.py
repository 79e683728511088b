"""What the owner has in hand at a program, and the bucket that follows from its alumni."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from webapp.events.model import Event
from webapp.programs.model import Program
from webapp.programs.survey import Person, Survey
from webapp.programs.ties import Tie
from webapp.programs.warm_path import Reached, Step, chain
from webapp.programs.wording import where

BUCKETS = {
    "several": "Several from my school",
    "one": "One from my school",
    "none": "None from my school",
}
KINDS = {
    "rotation": "Rotation",
    "alumnus": "From my school",
    "faculty": "Faculty",
    "met": "Met",
    "introduction": "Within reach",
    "event": "Event",
    "known": "Not met",
}
_ROTATIONS = {"rotation", "observership"}
_FACULTY = {
    *("director", "attending", "faculty", "professor", "prof", "chair", "chairman", "chairwoman"),
    *("dean", "consultant", "hospitalist", "pd", "apd", "head", "lecturer"),
}
_NOT_FACULTY = {"resident", "fellow", "student", "coordinator", "former"}


@dataclass(frozen=True, slots=True)
class Lever:
    """One thing in hand: what kind (a key of KINDS), who if it is a person there, and the rest."""

    kind: str
    said: str
    contact_id: UUID | None = None
    who: str = ""

    @property
    def what(self) -> str:
        """All of it in words: "Dr. Bello, Attending, met at ACP"."""
        return f"{self.who}, {self.said}" if self.who else self.said


def bucket(alumni: int) -> str:
    """The bucket of a program where this many went to the owner's school."""
    return "none" if not alumni else "one" if alumni == 1 else "several"


def is_faculty(title: str) -> bool:
    """Whether somebody of this title teaches; residents, fellows and coordinators do not."""
    words = set(re.findall(r"[^\W_]+", title.casefold()))
    return bool(words & _FACULTY) and not words & _NOT_FACULTY


def rotations_at(survey: Survey, program: Program) -> list[Event]:
    """The owner's rotations and observerships at a program, the latest first."""
    events = survey.events_at.get(program.id, ())
    return [event for event in events if event.kind in _ROTATIONS]


def levers(survey: Survey, program: Program, reached: Reached) -> list[Lever]:
    """Everything in hand at a program, by kind in the order of KINDS, then by name."""
    found = [_event(event) for event in survey.events_at.get(program.id, ())]
    found += [_person(survey, person) for person in survey.there.get(program.id, ())]
    found += _introductions(survey, program, reached)
    return sorted(found, key=lambda lever: list(KINDS).index(lever.kind))


def can_introduce(survey: Survey, reached: Reached, person: Person) -> Step | None:
    """The step to somebody met who can begin a chain to a person whom the owner has not met."""
    steps = chain(reached, person.id)
    if person.met or len(steps) < 2 or not survey.people[steps[0].person_id].met:
        return None
    return steps[0]


def _event(event: Event) -> Lever:
    days = _day(event.starts_on)
    if event.ends_on != event.starts_on:
        days += f" to {_day(event.ends_on)}"
    kind = "rotation" if event.kind in _ROTATIONS else "event"
    return Lever(kind, f"{event.name}, {days}")


def _day(day: date) -> str:
    return f"{day.day} {day:%b}"


def _person(survey: Survey, person: Person) -> Lever:
    met = f"met {where(survey, person.meetings[0])}" if person.met else "not met yet"
    said = ", ".join(part for part in (person.title.strip(), met) if part)
    return Lever(_kind(survey, person), said, person.id, person.name)


def _kind(survey: Survey, person: Person) -> str:
    if survey.is_alumnus(person):
        return "alumnus"
    if not person.met:
        return "known"
    return "faculty" if is_faculty(person.title) else "met"


def _introductions(survey: Survey, program: Program, reached: Reached) -> Iterator[Lever]:
    """One for each person met who leads to others there, with all to whom they lead."""
    ways: dict[UUID, list[Step]] = {}
    people = survey.there.get(program.id, [])
    inside = next((one for one in people if one.met), None)
    for person in people:
        first = can_introduce(survey, reached, person)
        if first is not None:
            ways.setdefault(first.person_id, []).append(reached[person.id])
        elif inside and not person.met:
            # One of my school can be written to at once, and be introduced by a colleague too.
            step = Step(person.id, inside.id, Tie.EMPLOYER, None, 2)
            ways.setdefault(inside.id, []).append(step)
    for first_id, steps in ways.items():
        yield Lever("introduction", _can(survey, steps), first_id, survey.people[first_id].name)


def _can(survey: Survey, steps: list[Step]) -> str:
    """ "could introduce you to Ana and Ben; they work together"."""
    near = [step for step in steps if step.level == 2]
    names = [survey.people[step.person_id].name for step in near or steps]
    listed = " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    if not near:
        return f"could lead you to {listed}, over others"
    return f"could introduce you to {listed}; {_TOGETHER[near[0].tie]}"


_TOGETHER = {
    Tie.INTRODUCED: "they know each other",
    Tie.EMPLOYER: "they work together",
    Tie.SCHOOL: "they went to one school",
    Tie.TOGETHER: "you met them together",
}
