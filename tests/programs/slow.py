"""The map computed slowly and plainly: everybody compared with everybody, rule by rule."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from webapp.contacts.search import fold
from webapp.programs.survey import Person, Survey

INTRODUCED, EMPLOYER, SCHOOL, TOGETHER = 4, 5, 6, 7
HELPED, MET_WELL, MET = 1, 2, 3
Way = tuple[int, tuple[int, ...], tuple[Any, ...], tuple[UUID, ...]]
"""How many people, their ties in order, their names in order, and who they are."""


def same_school(survey: Survey, one: Person, other: Person) -> bool:
    """Both mine, or written with the same words."""
    if survey.is_alumnus(one) or survey.is_alumnus(other):
        return survey.is_alumnus(one) and survey.is_alumnus(other)
    return bool(one.school.strip()) and fold(one.school) == fold(other.school)


def together(survey: Survey, one: Person, other: Person) -> bool:
    """Met at one place of one event on one day; on rotations and in calls the day is enough."""
    for mine in one.meetings:
        for theirs in other.meetings:
            event = survey.events.get(mine.event_id) if mine.event_id else None
            there = (mine.event_id, mine.on, fold(mine.place).strip())
            same = there == (theirs.event_id, theirs.on, fold(theirs.place).strip())
            small = event is not None and event.kind in ("rotation", "observership", "call")
            if event and same and (there[2] or small):
                return True
    return False


def pair_tie(survey: Survey, one: Person, other: Person) -> int | None:
    """The strongest tie between two people."""
    introducers = [(met.introducer_id, other.id) for met in one.meetings]
    introducers += [(met.introducer_id, one.id) for met in other.meetings]
    if any(first == second for first, second in introducers):
        return INTRODUCED
    if one.program_id and one.program_id == other.program_id:
        return EMPLOYER
    if one.organisation.strip() and fold(one.organisation) == fold(other.organisation):
        return EMPLOYER
    if same_school(survey, one, other):
        return SCHOOL
    return TOGETHER if together(survey, one, other) else None


def my_tie(survey: Survey, person: Person) -> int | None:
    """The strongest tie between the owner and a person."""
    if survey.acts.get(person.id):
        return HELPED
    if len(person.meetings) > 1 or any(met.clicked for met in person.meetings):
        return MET_WELL
    if person.meetings:
        return MET
    return SCHOOL if survey.is_alumnus(person) else None


def ways(survey: Survey, refused: set[UUID]) -> dict[UUID, Way]:
    """The best way to everybody: fewest people, then the ties from me outwards, then the names."""
    people = list(survey.people.values())
    ties = {
        (one.id, other.id): pair_tie(survey, one, other)
        for one in people
        for other in people
        if one is not other
    }
    best: dict[UUID, Way] = {}
    for person in people:
        tie = my_tie(survey, person)
        if tie:
            best[person.id] = (1, (tie,), (_name(person),), (person.id,))
    while True:
        found: dict[UUID, Way] = {}
        for one_id, (length, tied, names, ids) in best.items():
            for other in people:
                tie = ties.get((one_id, other.id))
                if tie and other.id not in best and one_id not in refused:
                    way = (length + 1, (*tied, tie), (*names, _name(other)), (*ids, other.id))
                    found[other.id] = min(found.get(other.id, way), way)
        if not found:
            return best
        best |= found


def _name(person: Person) -> tuple[str, UUID]:
    return (fold(person.name), person.id)


def expected(
    survey: Survey, program: Any, refused_ways: dict[UUID, Way]
) -> tuple[str, list[UUID], str]:
    """The bucket, the warm path and the next action of a program."""
    people = [one for one in survey.people.values() if one.program_id == program.id]
    alumni = [one for one in people if survey.is_alumnus(one)]
    bucket = {0: "none", 1: "one"}.get(len(alumni), "several")
    found = [refused_ways[one.id] for one in people if one.id in refused_ways]
    path = list(min(found)[3]) if found else []
    return bucket, path, _do(survey, program, people, alumni, refused_ways)


def _do(survey: Survey, program: Any, people: Any, alumni: Any, best: dict[UUID, Way]) -> str:
    asks = [ask for ask in survey.asks if ask.program_id == program.id]
    names = {one.id: one.name for one in survey.people.values()}

    def free(one: Person) -> bool:
        return not survey.acts.get(one.id) and all(ask.contact_id != one.id for ask in asks)

    def free_of(one_id: UUID, kind: str) -> bool:
        return all((ask.contact_id, ask.kind) != (one_id, kind) for ask in asks)

    due = sorted(
        (survey.owed[one.id].due_on, number, one)
        for number, one in enumerate(people)
        if one.id in survey.owed
    )
    if due:
        one = due[0][2]
        promise = survey.owed[one.id].kind == "promise"
        return f"Keep your promise to {one.name}" if promise else f"Write to {one.name}"
    for ask in asks:
        to = survey.people.get(ask.for_id) if ask.for_id else None
        if ask.answer == "yes" and to and not to.met and free(to):
            return f"Write to {to.name}"
    for ask in asks:
        spoken = survey.people[ask.contact_id].meetings
        if (ask.kind, ask.answer) == ("talk", "yes") and all(
            met.on < ask.answered_on for met in spoken
        ):
            return f"Settle the call with {names[ask.contact_id]}"
    speakers = _speakers(survey, program, people)
    if program.state == "ranked":
        known = [*speakers, *(one for one in people if one.met)]
        return f"Tell {known[0].name} where you stand" if known else "Nothing more to do"
    for ask in asks:
        if not ask.answer:
            late = survey.today - ask.asked_on >= timedelta(days=10)
            name = names[ask.contact_id]
            return f"Remind {name} once, kindly" if late else f"Wait for {name}"
    for event in survey.events.values():
        on = event.starts_on <= survey.today <= event.ends_on
        if event.program_id == program.id and event.kind in ("rotation", "observership") and on:
            return "Ask for a feedback talk"
    called = any(
        act.kind == "call_to_program" and act.program_id == program.id
        for acts in survey.acts.values()
        for act in acts
    )
    if program.state in ("applied", "interview") and not called:
        for one in speakers:
            if free_of(one.id, "call"):
                return f"Ask {one.name} to call the program"
    for one in people:
        for act in survey.acts.get(one.id, ()):
            old = survey.today - act.on >= timedelta(days=7)
            if act.kind == "advice" and old and not act.reported_back_on:
                return f"Report back to {one.name}"
    for one in alumni:
        if one.met and free(one):
            return f"Ask {one.name} for 15 minutes"
    for one in alumni:
        if not one.met and free(one):
            inside = [x for x in people if x.met and free_of(x.id, "introduction")]
            if inside:
                return f"Ask {inside[0].name} to introduce you to {one.name}"
            return f"Write to {one.name}"
    met = [one for one in people if one.met and free(one)]
    for teaches in (False, True):
        for one in met:
            if _teaches(one.title) is teaches:
                wish = (
                    "what they look for" if program.history == "once_burned" else "for 15 minutes"
                )
                return f"Ask {one.name} {wish}"
    for one in people:
        if not one.met and free(one) and best.get(one.id, (0,))[0] > 1:
            first, second = best[one.id][3][:2]
            if survey.people[first].met and free_of(first, "introduction"):
                return f"Ask {names[first]} to introduce you to {names[second]}"
    if any(one.met for one in people):
        quiet = min((one for one in people if one.met), key=lambda one: _heard(survey, one))
        return f"Keep in touch with {quiet.name}"
    for one in people:
        if free(one):
            return f"Write to {one.name}"
    soon = survey.today + timedelta(days=60)
    coming = [
        e for e in survey.events.values() if e.ends_on >= survey.today and e.starts_on <= soon
    ]
    if not coming:
        return "Find one person there"
    return f"Look for them at {min(coming, key=lambda e: (e.starts_on, e.name)).name}"


def _heard(survey: Survey, one: Person) -> date:
    return survey.last_heard(one) or date.min


def _teaches(title: str) -> bool:
    words = title.lower().replace(",", " ").split()
    taught = {"director", "attending", "faculty", "professor", "hospitalist"}
    return bool(taught & set(words)) and not {"resident", "fellow", "coordinator"} & set(words)


def _speakers(survey: Survey, program: Any, people: Any) -> list[Person]:
    """Those with acts who are there, acted for it, or introduced me there; the weightiest first."""
    order = ["letter", "call_to_program", "supervision", "review", "advice", "introduction"]
    introducers = {met.introducer_id for one in people for met in one.meetings}
    found = []
    for person in survey.people.values():
        acts = survey.acts.get(person.id, [])
        about = any(act.program_id == program.id for act in acts)
        if acts and (person.program_id == program.id or about or person.id in introducers):
            ranks = [
                (act.program_id != program.id, order.index(act.kind), -act.on.toordinal())
                for act in acts
            ]
            found.append((min(ranks), person))
    return [person for _, person in sorted(found, key=lambda one: one[0])]
