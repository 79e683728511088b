"""The made-up season's map: fifty programs, the people there, who did what, and what was asked."""

from datetime import datetime, timedelta
from itertools import cycle
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.accounts.model import User
from webapp.contacts.meet import add_contact, add_encounter, settle
from webapp.contacts.model import Contact, Encounter
from webapp.demo.more_people import ACTS, DETAILS, FIRST, LAST, TITLES
from webapp.demo.programs import NOT_MET, PROGRAMS, REQUIREMENTS, SCHOOLS
from webapp.events.model import Event
from webapp.programs.asks import answer_ask, note_ask
from webapp.programs.details import AskDetails, NewPerson, ProgramDetails
from webapp.programs.model import Program
from webapp.programs.people import add_person
from webapp.programs.plan import make_program
from webapp.relations.model import Act
from webapp.targets.model import Target

EARLIER = timedelta(days=60)
LEFT_UNLINKED = "Brooklyn Heights"
"""A program whose people are still to be put into it, so that the page offers that."""
_BY_NAME = 85
_HOSTS = {
    "rotation": "Mercy Newark",
    "observership": "Queens General",
    "open house": "Hudson Valley",
}


def make_map(session: Session, owner: User, events: dict[str, Event], now: datetime) -> None:
    """Programs, people, acts and asks; nothing that the first screens show is touched."""
    owner.school_spellings = ["St. George’s"]
    programs = _make_programs(session, owner, now - EARLIER)
    _let_known_people_belong(session, owner, programs)
    for name, host in _HOSTS.items():
        events[name].program_id = programs[host].id
    for target in session.scalars(select(Target).where(Target.owner_id == owner.id)):
        found = next((one for name, one in programs.items() if target.name.startswith(name)), None)
        target.program_id = found.id if found else None
    _add_graduates(session, owner, programs, now - EARLIER)
    _add_by_name(session, owner, list(programs.values()), now - EARLIER)
    _add_met_earlier(session, owner, list(programs.values()), now - EARLIER)
    _add_acts(session, owner, programs, now)
    _add_asks(session, owner, programs, now)
    session.flush()


def _make_programs(session: Session, owner: User, at: datetime) -> dict[str, Program]:
    needs = cycle(REQUIREMENTS)
    return {
        name: make_program(
            session,
            owner.id,
            ProgramDetails.model_validate(
                {
                    "name": name,
                    "city": city,
                    "specialty": "Internal medicine",
                    "history": history,
                    "state": state,
                    "requirements": next(needs),
                }
            ),
            at,
        )
        for name, city, history, state in PROGRAMS
    }


def _let_known_people_belong(session: Session, owner: User, programs: dict[str, Program]) -> None:
    for contact in session.scalars(select(Contact).where(Contact.owner_id == owner.id)):
        program = programs.get(contact.organisation)
        if program and program.name != LEFT_UNLINKED:
            contact.program_id = program.id


def _add_graduates(
    session: Session, owner: User, programs: dict[str, Program], at: datetime
) -> None:
    written = cycle([owner.school, owner.school, f"{owner.school} School of Medicine"])
    for program, names in NOT_MET.items():
        for name in names:
            details = NewPerson(name=name, title="Resident, PGY-2", school=next(written))
            add_person(session, owner.id, programs[program].id, details, at)


def _add_by_name(session: Session, owner: User, programs: list[Program], at: datetime) -> None:
    """People from the pages of programs: never met, and none at the last ten programs."""
    for number in range(_BY_NAME):
        school = "SGU School of Medicine" if number in (40, 61) else _school(number)
        details = NewPerson(name=_name(number), title=TITLES[number % len(TITLES)], school=school)
        add_person(session, owner.id, programs[number * 7 % 40].id, details, at)


def _add_met_earlier(session: Session, owner: User, programs: list[Program], at: datetime) -> None:
    """People met before the season: on wards at home and at smaller meetings."""
    met: list[Contact] = []
    for number, detail in enumerate(DETAILS):
        when = at - timedelta(days=3 * number)
        contact = add_contact(session, owner.id, name=_name(_BY_NAME + number), now=when)
        contact.title, contact.school = TITLES[number % len(TITLES)], _school(number * 5)
        if number % 3 == 0:
            program = programs[number * 11 % 44]
            contact.program_id, contact.organisation = program.id, program.name
        introducer = met[number // 2] if number % 4 == 1 else None
        said: dict[str, Any] = {"detail": detail, "introducer_id": introducer and introducer.id}
        meeting = Encounter(at=when, time_zone=owner.time_zone, **said)
        add_encounter(session, contact, meeting, when)
        settle(session, contact)
        met.append(contact)


def _add_acts(session: Session, owner: User, programs: dict[str, Program], now: datetime) -> None:
    for name, kind, days, what, about in ACTS:
        act = Act(
            owner_id=owner.id,
            contact_id=_contact(session, owner, name).id,
            kind=kind,
            on=(now - timedelta(days=days)).date(),
            what=what,
            program_id=programs[about].id if about else None,
            created_at=now,
        )
        session.add(act)


def _add_asks(session: Session, owner: User, programs: dict[str, Program], now: datetime) -> None:
    for name, person, days, answer in (
        ("Scranton Valley", "Marisol Quintero", 14, ""),
        ("Peoria Prairie", "Simone Alleyne", 4, ""),
        ("Flint Hills", "Kerry-Ann Charles", 20, "yes"),
    ):
        details = AskDetails(contact_id=_contact(session, owner, person).id, kind="talk")
        on = (now - timedelta(days=days)).date()
        ask = note_ask(session, owner.id, programs[name].id, details, on, now)
        if answer:
            answer_ask(session, owner.id, ask.id, answer, on + timedelta(days=2))


def _contact(session: Session, owner: User, name: str) -> Contact:
    query = select(Contact).where(Contact.owner_id == owner.id, Contact.name == name)
    return session.scalars(query).one()


def _name(number: int) -> str:
    return f"{FIRST[number % len(FIRST)]} {LAST[number * 5 % len(LAST)]}"


def _school(number: int) -> str:
    return SCHOOLS[number % len(SCHOOLS)]
