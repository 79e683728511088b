"""Warm paths and the map: how they grow from a tenth of the people and programs to all of them."""

import time
from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from timeit import timeit
from uuid import UUID

from bench.rows import Row, median, paired, spread
from webapp.events.model import Event
from webapp.programs.atlas import draw
from webapp.programs.model import Program
from webapp.programs.picture import picture_of
from webapp.programs.schools import Schools
from webapp.programs.survey import Meeting, Person, Survey
from webapp.programs.ties import Ties, ties_of
from webapp.programs.warm_path import reach
from webapp.relations.model import Act

PEOPLE, PROGRAMS = 5_000, 500
TENTH = 10
REPEATS = 7
TODAY = date(2026, 10, 14)
ACP = UUID(int=1)

Draws = Callable[[Survey], None]


def measure() -> list[Row]:
    """Warm paths to everybody, and the whole map with its picture."""
    sizes = _survey(PEOPLE // TENTH, PROGRAMS // TENTH), _survey(PEOPLE, PROGRAMS)
    return [_row("warm paths to all", _paths, *sizes), _row("the map and picture", _map, *sizes)]


def _paths(survey: Survey) -> None:
    reach(ties_of(survey))


def _map(survey: Survey) -> None:
    picture_of(draw(survey))


def _row(work: str, draws: Draws, small: Survey, large: Survey) -> Row:
    """How much longer ten times as many take, beside a plain walk over the same people and ties.

    The walk grows by more than ten too, because what no longer fits into the processor's caches
    is slower to reach; that is the machine's share and not the search's.
    """
    _grown(draws, small, large)
    ours, theirs, ratios = paired(
        lambda: _grown(draws, small, large), lambda: _grown(_walk, small, large), REPEATS
    )
    taken = median([_processor(partial(draws, large)) for _ in range(REPEATS)])
    times = _size(large) / _size(small)
    return Row(
        work=f"{work}, {PEOPLE:,} people and {PROGRAMS} programs",
        ours=f"{taken * 1000:.0f} ms; {times:.1f} times the ties in {median(ours):.1f} the time",
        beside="a plain walk over the same",
        theirs=f"{median(theirs):.1f} times the time",
        ratio=median(ratios),
        spread=spread(ratios),
        goal="at most 1.1",
        command="python -m bench warm_path",
    )


def _grown(draws: Draws, small: Survey, large: Survey) -> float:
    """How often the time for a tenth goes into the time for all, in the processor's own time."""
    one = min(_processor(partial(draws, small)) for _ in range(TENTH))
    return min(_processor(partial(draws, large)) for _ in range(3)) / one


def _processor(work: Callable[[], object]) -> float:
    """Seconds of the processor, without the garbage collector, as timeit does it.

    Its passes over everything alive come at a time that is none of the work's doing.
    """
    return timeit(work, number=1, timer=time.process_time)


def _walk(survey: Survey) -> None:
    """Each person, group and tie looked at once by its key, and put into new lists: the floor."""
    found: dict[object, list[object]] = defaultdict(list)
    for one in survey.people.values():
        for key in ("school", one.school), ("employer", one.organisation), one.program_id:
            found[key].append(one.id)
        for met in one.meetings:
            found[met.event_id, met.on, met.place].append(one.id)
            found[met.introducer_id].append(one.id)
    beside = dict[object, int].fromkeys(survey.people, 0)
    for members in found.values():
        for member in members:
            beside[member] += 1


def _size(survey: Survey) -> int:
    """People, and ties as they are walked: each person's groups and introductions."""
    ties: Ties = ties_of(survey)
    walked = sum(map(len, ties.groups.values())) + sum(map(len, ties.introductions.values()))
    return len(survey.people) + walked


def _survey(people: int, programs: int) -> Survey:
    """Everybody at a program or an employer, one school in forty, some met, some introduced."""
    places = [_program(number) for number in range(programs)]
    persons = [_person(number, people, programs) for number in range(people)]
    there: dict[UUID, list[Person]] = defaultdict(list)
    for one in persons:
        if one.program_id:
            there[one.program_id].append(one)
    acts = [one for one in persons[::50] if one.met]
    return Survey(
        today=TODAY,
        schools=Schools("School 0"),
        programs=places,
        people={one.id: one for one in persons},
        events={ACP: Event(id=ACP, name="ACP", kind="conference", starts_on=TODAY, ends_on=TODAY)},
        acts={one.id: [Act(kind="advice", on=TODAY, what="")] for one in acts},
        asks=[],
        owed={},
        written_on={},
        program_names={place.id: place.name for place in places},
        there=there,
    )


def _program(number: int) -> Program:
    now = datetime(2026, 10, 14).astimezone()
    made = {"city": "", "specialty": "", "links": [], "requirements": "", "history": "mixed"}
    name = f"Program {number:04}"
    key = UUID(int=10**9 + number)
    return Program(id=key, name=name, state="looking", created_at=now, changed_at=now, **made)


def _person(number: int, people: int, programs: int) -> Person:
    """Every third is met; employers and schools have as many people in both sizes."""
    met = [Meeting(TODAY, ACP, f"Poster {number // 4}", False, None)] if number % 3 == 0 else []
    if met and number % 9 == 0 and number > 30:
        met[0] = met[0]._replace(introducer_id=UUID(int=10**6 + number - 30))
    at_program = number % 2 == 0
    return Person(
        id=UUID(int=10**6 + number),
        name=f"Person {number:05}",
        title="Resident, PGY-2",
        organisation="" if at_program else f"Employer {number % (people // 8)}",
        school=f"School {number * 7 % (people // 40)}",
        stage="contact",
        program_id=UUID(int=10**9 + number // 2 % programs) if at_program else None,
        meetings=tuple(met),
    )
