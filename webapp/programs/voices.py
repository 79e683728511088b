"""Who could speak for the owner at a program: those who did something, and what they saw."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from webapp.programs.model import Program
from webapp.programs.survey import Person, Survey
from webapp.programs.wording import did, on_day
from webapp.relations.model import Act

_WEIGHT = ("letter", "call_to_program", "supervision", "review", "advice", "introduction")


@dataclass(frozen=True, slots=True)
class Voice:
    """A person with what they saw of the owner, the weightiest first."""

    person: Person
    saw: list[Act]
    last_heard_on: date | None
    is_there: bool

    def words(self, today: date) -> str:
        """ "saw you work, gave you advice; last heard from you on 3 Oct"."""
        saw = ", ".join(dict.fromkeys(did(act) for act in self.saw))
        if self.last_heard_on is None:
            return f"{saw}; has not heard from you since"
        return f"{saw}; last heard from you {on_day(self.last_heard_on, today)}"


def voices_by_program(survey: Survey) -> dict[object, list[Voice]]:
    """By the program's id: people with logged acts, who belong to it in one of three ways.

    They are there, did something for that program, or introduced the owner to somebody there.
    Work grows with acts and introductions.
    """
    found: dict[object, dict[object, Voice]] = {}
    introduced = _introduced(survey)
    for contact_id, acts in survey.acts.items():
        person = survey.people.get(contact_id)
        if person is None:
            continue
        programs = {person.program_id, *(act.program_id for act in acts)}
        for program_id in (programs | introduced.get(person.id, set())) - {None}:
            voice = Voice(
                person,
                sorted(acts, key=lambda act: _rank(act, program_id)),
                survey.last_heard(person),
                person.program_id == program_id,
            )
            found.setdefault(program_id, {})[person.id] = voice
    return {key: _in_order(key, those.values()) for key, those in found.items()}


def has_called(voices: Iterable[Voice], program: Program) -> bool:
    """Whether anybody called this program for the owner."""
    acts = (act for voice in voices for act in voice.saw)
    return any(act.kind == "call_to_program" and act.program_id == program.id for act in acts)


def _introduced(survey: Survey) -> dict[object, set[object]]:
    """To the programs of whom each person introduced the owner."""
    found: dict[object, set[object]] = {}
    for person in survey.people.values():
        if person.program_id:
            for met in person.meetings:
                found.setdefault(met.introducer_id, set()).add(person.program_id)
    return found


def _in_order(program_id: object, voices: Iterable[Voice]) -> list[Voice]:
    return sorted(voices, key=lambda voice: _rank(voice.saw[0], program_id))


def _rank(act: Act, program_id: object) -> tuple[bool, int, int]:
    """What was done about the program itself comes first, then the weightier, then the newer."""
    weight = _WEIGHT.index(act.kind) if act.kind in _WEIGHT else len(_WEIGHT)
    return (act.program_id != program_id, weight, -act.on.toordinal())
