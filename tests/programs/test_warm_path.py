"""The warm path: fewest people, then the strongest tie nearest to me, then the names."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from tests.programs.slow import ways
from webapp.events.model import Event
from webapp.programs.schools import Schools
from webapp.programs.survey import Meeting, Person, Survey
from webapp.programs.ties import Tie, ties_of
from webapp.programs.warm_path import chain, reach
from webapp.relations.model import Act

TODAY = date(2026, 10, 14)
ACP, WARD = UUID(int=901), UUID(int=902)
EVENTS = {
    ACP: Event(id=ACP, name="ACP", kind="conference"),
    WARD: Event(id=WARD, name="Ward", kind="rotation"),
}


def person(number: int, name: str = "", meetings: Iterable[Meeting] = (), **more: Any) -> Person:
    facts = {"title": "", "organisation": "", "school": "", "stage": "contact", "program_id": None}
    return Person(
        UUID(int=number), name or f"P{number}", **{**facts, **more}, meetings=tuple(meetings)
    )


def met(
    event: UUID | None = None, place: str = "", by: int | None = None, day: int = 12
) -> Meeting:
    return Meeting(date(2026, 10, day), event, place, False, UUID(int=by) if by else None)


def seen(*people: Person, helped: Iterable[int] = ()) -> Survey:
    acts = {UUID(int=number): [Act(kind="advice", on=TODAY)] for number in helped}
    in_order = sorted(people, key=lambda one: (one.name.casefold(), one.id))
    known = {one.id: one for one in in_order}
    return Survey(TODAY, Schools("SGU"), [], known, EVENTS, acts, [], {}, {})


def way(survey: Survey, to: int) -> list[tuple[int, Tie]]:
    return [(step.person_id.int, step.tie) for step in chain(reach(ties_of(survey)), UUID(int=to))]


def test_whom_i_met_is_reached_at_once() -> None:
    assert way(seen(person(1, meetings=[met()])), 1) == [(1, Tie.MET)]


def test_nobody_leads_to_a_stranger() -> None:
    assert way(seen(person(1, meetings=[met()]), person(2, organisation="Mercy")), 2) == []


def test_an_alumnus_whom_i_have_not_met_is_reached_by_the_school() -> None:
    assert way(seen(person(1, school="SGU")), 1) == [(1, Tie.SCHOOL)]


def test_a_colleague_leads_to_a_colleague_however_the_place_is_written() -> None:
    mine = person(1, organisation="MÉRCY  Newark", meetings=[met()])
    goal = person(2, organisation="Mercy Newark ")
    assert way(seen(mine, goal), 2) == [(1, Tie.MET), (2, Tie.EMPLOYER)]


def test_the_stronger_tie_next_to_me_wins_even_against_a_stronger_one_beyond() -> None:
    helper = person(1, "Zoe", [met()], school="Ibadan")
    colleague = person(2, "Ann", [met()], organisation="Mercy")
    goal = person(3, school="Ibadan", organisation="Mercy")
    survey = seen(helper, colleague, goal, helped=[1])
    assert way(survey, 3) == [(1, Tie.HELPED), (3, Tie.SCHOOL)]


def test_among_equal_ties_next_to_me_the_next_tie_decides_and_then_the_name() -> None:
    schoolmate = person(1, "Ann", [met()], school="Ibadan")
    colleague = person(2, "Zoe", [met()], organisation="Mercy")
    goal = person(3, school="Ibadan", organisation="Mercy")
    assert way(seen(schoolmate, colleague, goal), 3)[0] == (2, Tie.MET)
    namesake = person(4, "Bea", [met()], organisation="Mercy")
    assert way(seen(schoolmate, colleague, namesake, goal), 3)[0] == (4, Tie.MET)


def test_an_introducer_whom_i_never_met_is_reached_over_whom_they_introduced() -> None:
    survey = seen(person(1), person(2, meetings=[met(by=1)]))
    assert way(survey, 1) == [(2, Tie.MET), (1, Tie.INTRODUCED)]


def test_standing_at_one_booth_ties_people_and_one_conference_alone_does_not() -> None:
    def ties(*meetings: Meeting) -> Any:
        people = [person(number, meetings=[one]) for number, one in enumerate(meetings, 1)]
        return ties_of(seen(*people)).members

    at = [
        group
        for group, who in ties(met(ACP, "Booth 4"), met(ACP, "booth 4")).items()
        if len(who) > 1
    ]
    assert [group.tie for group in at] == [Tie.TOGETHER]
    assert not ties(met(ACP), met(ACP))
    assert not [who for who in ties(met(ACP, "x"), met(ACP, "x", day=13)).values() if len(who) > 1]
    assert [who for who in ties(met(WARD), met(WARD)).values() if len(who) > 1]


def test_who_refused_introduces_nobody_but_can_be_reached() -> None:
    survey = seen(person(1, organisation="M", meetings=[met()]), person(2, organisation="M"))
    reached = reach(ties_of(survey), {UUID(int=1)})
    assert set(reached) == {UUID(int=1)}


MEETINGS = st.builds(
    Meeting,
    st.sampled_from([date(2026, 10, 12), date(2026, 10, 13)]),
    st.sampled_from([None, ACP, WARD]),
    st.sampled_from(["", "Poster 1"]),
    st.booleans(),
    st.sampled_from([None, *(UUID(int=number) for number in range(1, 9))]),
)
FACTS = st.tuples(
    st.sampled_from(["Ann", "Bea", "Cy"]),
    st.sampled_from(["", "Mercy", "Lakeview", "Toledo"]),
    st.sampled_from(["", "", "SGU", "Ibadan", "Cairo"]),
    st.sampled_from(["contact", "alum"]),
    st.sampled_from([None, UUID(int=801), UUID(int=802)]),
    st.lists(MEETINGS, max_size=2),
)


@given(st.lists(FACTS, max_size=8), st.sets(st.integers(1, 8)), st.sets(st.integers(1, 8)))
def test_any_few_people_are_reached_as_comparing_everybody_finds(
    facts: list[Any], helped: set[int], refused: set[int]
) -> None:
    people = [
        Person(UUID(int=n), name, "", work, school, stage, program, tuple(meetings))
        for n, (name, work, school, stage, program, meetings) in enumerate(facts, 1)
    ]
    survey = seen(*people, helped=helped & set(range(1, len(people) + 1)))
    without = {UUID(int=number) for number in refused}
    reached, best = reach(ties_of(survey), without), ways(survey, without)
    assert reached.keys() == best.keys()
    for one in best:
        found = chain(reached, one)
        assert (tuple(step.person_id for step in found)) == best[one][3]
        assert tuple(int(step.tie) for step in found) == best[one][1]
