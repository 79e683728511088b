"""The map: every program with its bucket, leverage, next action, warm path and voices, in order."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from webapp.contacts.search import fold
from webapp.programs.case import TURNS, Action, Case
from webapp.programs.leverage import BUCKETS, Lever, bucket, levers, rotations_at
from webapp.programs.model import Ask, Program
from webapp.programs.next_action import next_action
from webapp.programs.survey import Person, Survey
from webapp.programs.ties import Ties, ties_of
from webapp.programs.voices import Voice, voices_by_program
from webapp.programs.warm_path import Reached, Step, chain, reach
from webapp.programs.wording import counted, number


@dataclass(frozen=True, slots=True)
class Place:
    """A program as it stands on the map."""

    program: Program
    people: list[Person]
    alumni: list[Person]
    bucket: str
    leverage: list[Lever]
    action: Action
    path: list[Step]
    voices: list[Voice]
    asks: list[Ask]
    rotations: int

    @property
    def standing(self) -> str:
        """Where it stands in words; programs of one bucket are ordered by nothing else."""
        return standing(self)

    @property
    def order(self) -> tuple[int, ...]:
        """Its place among the others: exactly what `standing` says, then the name."""
        alumni_met = sum(person.met for person in self.alumni)
        met = sum(person.met for person in self.people) - alumni_met
        known = len(self.people) - len(self.alumni) - met
        turn = list(TURNS).index(self.action.turn)
        counts = (alumni_met, len(self.alumni), met, known, self.rotations)
        return (list(BUCKETS).index(self.bucket), turn, *(-count for count in counts))


@dataclass(frozen=True, slots=True)
class Atlas:
    """All programs in order, and how everybody is reached."""

    survey: Survey
    ties: Ties
    reached: Reached
    places: list[Place]

    def place(self, program_id: UUID) -> Place:
        """The place of one program; StopIteration for one that is not on the map."""
        return next(place for place in self.places if place.program.id == program_id)


def draw(survey: Survey) -> Atlas:
    """The whole map; work grows with people, ties and programs."""
    ties = ties_of(survey)
    reached = reach(ties)
    nearest = _nearest(survey, reached)
    voices = voices_by_program(survey)
    asks = defaultdict(list)
    for ask in survey.asks:
        asks[ask.program_id].append(ask)
    places = []
    for program in survey.programs:
        asked, their_reach, to = asks[program.id], reached, nearest.get(program.id)
        refused = {ask.contact_id for ask in asked if ask.answer == "no"}
        if refused:
            their_reach = reach(ties, refused)
            to = _nearest(survey, their_reach).get(program.id)
        path = chain(their_reach, to) if to else []
        places.append(_place(survey, program, their_reach, path, voices.get(program.id, []), asked))
    return Atlas(survey, ties, reached, sorted(places, key=_order))


def standing(place: Place) -> str:
    """ "two alumni, one met; three others met; rotation there; nothing asked yet"."""
    _, _, *negative = place.order
    alumni_met, alumni, met, known, rotations = (-count for count in negative)
    said = [_alumni(alumni, alumni_met)]
    others = "other" if alumni else "person"
    if met:
        said.append(f"{counted(met, others, 'others' if alumni else 'people')} met")
    if known:
        said.append(f"{number(known)} known by name")
    if rotations:
        said.append("rotation there" if rotations == 1 else f"{number(rotations)} rotations there")
    return "; ".join(part for part in [*said, TURNS[place.action.turn]] if part)


def _alumni(count: int, met: int) -> str:
    if not count:
        return ""
    all_met = "both" if count == 2 else "all"
    said = "none" if not met else number(met) if met < count or count == 1 else all_met
    alumni = counted(count, "alumnus", "alumni")
    if count == 1:
        return f"{alumni}, {'met' if met else 'not met'}"
    return f"{alumni}, {said} met"


def _nearest(survey: Survey, reached: Reached) -> dict[UUID, UUID]:
    """Of each program, who is best reached."""
    found: dict[UUID, UUID] = {}
    for person_id in reached:
        program_id = survey.people[person_id].program_id
        if program_id:
            found.setdefault(program_id, person_id)
    return found


def _place(
    survey: Survey,
    program: Program,
    reached: Reached,
    path: list[Step],
    voices: list[Voice],
    asks: list[Ask],
) -> Place:
    people = survey.there.get(program.id, [])
    alumni = [person for person in people if survey.is_alumnus(person)]
    return Place(
        program=program,
        people=people,
        alumni=alumni,
        bucket=bucket(len(alumni)),
        leverage=levers(survey, program, reached),
        action=next_action(Case(survey, program, reached, voices, asks, people)),
        path=path,
        voices=voices,
        asks=asks,
        rotations=len(rotations_at(survey, program)),
    )


def _order(place: Place) -> tuple[Any, ...]:
    program = place.program
    return (*place.order, fold(program.name), fold(program.city), program.id)


def in_bucket(places: Collection[Place], name: str) -> list[Place]:
    """The places of one bucket, in their order."""
    return [place for place in places if place.bucket == name]
