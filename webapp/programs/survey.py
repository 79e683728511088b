"""All that the map is drawn from, read in a fixed number of queries, however much there is."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.accounts.model import User
from webapp.contacts.model import Contact, Encounter
from webapp.contacts.search import fold
from webapp.days import day_at
from webapp.events.model import Event, list_events
from webapp.followups.model import FollowUp
from webapp.programs.model import Ask, Program, list_programs
from webapp.programs.schools import Schools
from webapp.relations.model import Act

STILL_WORTH_IT = timedelta(days=7)
"""How long after its window has closed a letter goes before all else; a promise always does."""
AtProgram = TypeVar("AtProgram", "Person", Event)


class Meeting(NamedTuple):
    """When and where somebody was met."""

    on: date
    event_id: UUID | None
    place: str
    clicked: bool
    introducer_id: UUID | None


class Owed(NamedTuple):
    """The first letter that is due to somebody by today."""

    follow_up_id: UUID
    kind: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Person:
    """A contact as the map sees one; the newest meeting first, none where we have not met."""

    id: UUID
    name: str
    title: str
    organisation: str
    school: str
    stage: str
    program_id: UUID | None
    meetings: tuple[Meeting, ...] = ()

    @property
    def met(self) -> bool:
        """Whether the owner has met them."""
        return bool(self.meetings)


@dataclass(frozen=True, slots=True)
class Survey:
    """What an owner's map is drawn from on a day; deleted contacts are absent.

    `people` are in the order of their names, and so is whatever is made of them.
    """

    today: date
    schools: Schools
    programs: list[Program]
    people: dict[UUID, Person]
    events: dict[UUID, Event]
    acts: dict[UUID, list[Act]]
    asks: list[Ask]
    owed: dict[UUID, Owed]
    written_on: dict[UUID, date]
    program_names: dict[object, str] = field(default_factory=dict)
    there: dict[UUID, list[Person]] = field(default_factory=dict)
    """The people of each program, by name."""
    events_at: dict[UUID, list[Event]] = field(default_factory=dict)
    """The events of each program, the latest first."""

    def is_alumnus(self, person: Person) -> bool:
        """Whether a person went to the owner's school; a stage decides where no school is said."""
        if person.school.strip():
            return self.schools.is_mine(person.school)
        return person.stage == "alum"

    def last_heard(self, person: Person) -> date | None:
        """The day on which a person last met or heard from the owner."""
        reports = (act.reported_back_on for act in self.acts.get(person.id, ()))
        met = (met.on for met in person.meetings[:1])
        days = (*met, *reports, self.written_on.get(person.id))
        return max((day for day in days if day), default=None)


def survey(session: Session, owner: User, today: date) -> Survey:
    """Read all that the owner's map needs."""
    people = _people(session, owner.id)
    known = {person.id: person for person in people}
    programs = list_programs(session, owner.id)
    events = list_events(session, owner.id)
    return Survey(
        today=today,
        schools=Schools(owner.school, owner.school_spellings or (), owner.other_schools or ()),
        programs=programs,
        people=known,
        events={event.id: event for event in events},
        acts=_acts(session, owner.id),
        asks=[ask for ask in _asks(session, owner.id) if ask.contact_id in known],
        owed=_owed(session, owner.id, today),
        written_on=_written_on(session, owner),
        program_names={program.id: program.name for program in programs},
        there=_by_program(people),
        events_at=_by_program(events),
    )


def _by_program(rows: Iterable[AtProgram]) -> dict[UUID, list[AtProgram]]:
    found: dict[UUID, list[AtProgram]] = defaultdict(list)
    for row in rows:
        if row.program_id:
            found[row.program_id].append(row)
    return found


def _people(session: Session, owner_id: UUID) -> list[Person]:
    query = select(
        Contact.id,
        Contact.name,
        Contact.title,
        Contact.organisation,
        Contact.school,
        Contact.stage,
        Contact.program_id,
    ).where(Contact.owner_id == owner_id, Contact.deleted_at.is_(None))
    meetings = _meetings(session, owner_id)
    rows = sorted(session.execute(query), key=lambda row: (fold(row.name), row.id))
    return [Person(*row, tuple(meetings.get(row.id, ()))) for row in rows]


def _meetings(session: Session, owner_id: UUID) -> dict[UUID, list[Meeting]]:
    query = (
        select(
            Encounter.contact_id,
            Encounter.at,
            Encounter.time_zone,
            Encounter.event_id,
            Encounter.place,
            Encounter.clicked,
            Encounter.introducer_id,
        )
        .where(Encounter.owner_id == owner_id)
        .order_by(Encounter.at.desc(), Encounter.id.desc())
    )
    found: dict[UUID, list[Meeting]] = defaultdict(list)
    for contact_id, at, time_zone, event_id, place, clicked, introducer_id in session.execute(
        query
    ):
        on = day_at(at, time_zone)
        found[contact_id].append(Meeting(on, event_id, place, clicked, introducer_id))
    return found


def _asks(session: Session, owner_id: UUID) -> Iterable[Ask]:
    query = select(Ask).where(Ask.owner_id == owner_id)
    return session.scalars(query.order_by(Ask.asked_on, Ask.id))


def _acts(session: Session, owner_id: UUID) -> dict[UUID, list[Act]]:
    query = select(Act).where(Act.owner_id == owner_id).order_by(Act.on.desc(), Act.id.desc())
    found: dict[UUID, list[Act]] = defaultdict(list)
    for act in session.scalars(query):
        found[act.contact_id].append(act)
    return found


def _owed(session: Session, owner_id: UUID, today: date) -> dict[UUID, Owed]:
    query = (
        select(FollowUp.contact_id, FollowUp.id, FollowUp.kind, FollowUp.due_on)
        .where(
            FollowUp.owner_id == owner_id,
            FollowUp.state == "queued",
            FollowUp.due_on <= today,
            (FollowUp.closes_on >= today - STILL_WORTH_IT) | (FollowUp.kind == "promise"),
            func.coalesce(FollowUp.snoozed_until, FollowUp.due_on) <= today,
        )
        .order_by(FollowUp.due_on, FollowUp.id)
    )
    found: dict[UUID, Owed] = {}
    for contact_id, follow_up_id, kind, due_on in session.execute(query):
        found.setdefault(contact_id, Owed(follow_up_id, kind, due_on))
    return found


def _written_on(session: Session, owner: User) -> dict[UUID, date]:
    query = (
        select(FollowUp.contact_id, func.max(FollowUp.state_at))
        .where(FollowUp.owner_id == owner.id, FollowUp.state.in_(("sent", "replied")))
        .group_by(FollowUp.contact_id)
    )
    return {contact_id: day_at(at, owner.time_zone) for contact_id, at in session.execute(query)}
