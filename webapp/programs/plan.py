"""Making, changing and removing programs."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.contacts.model import Contact
from webapp.db import get_owned
from webapp.events.model import Event
from webapp.programs.details import ProgramChanges, ProgramDetails
from webapp.programs.model import Program
from webapp.relations.model import Act


def make_program(
    session: Session, owner_id: UUID, details: ProgramDetails, now: datetime
) -> Program:
    """A new program."""
    program = Program(owner_id=owner_id, created_at=now, changed_at=now, **details.model_dump())
    session.add(program)
    session.flush()
    return program


def change_program(
    session: Session, owner_id: UUID, program_id: UUID, changes: ProgramChanges, now: datetime
) -> Program:
    """Set what is given; `changed_at` moves only when something did."""
    program = get_owned(session, Program, owner_id, program_id)
    for field, value in changes.model_dump(exclude_none=True).items():
        setattr(program, field, value)
    if session.is_modified(program):
        program.changed_at = now
    session.flush()
    return program


def remove_program(session: Session, owner_id: UUID, program_id: UUID) -> Program:
    """Take a program away; its people and events stay, and belong to no program."""
    program = get_owned(session, Program, owner_id, program_id)
    people = select(Contact).where(Contact.owner_id == owner_id, Contact.program_id == program_id)
    for contact in session.scalars(people):
        contact.program_id = None
    events = select(Event).where(Event.owner_id == owner_id, Event.program_id == program_id)
    for event in session.scalars(events):
        event.program_id = None
    acts = select(Act).where(Act.owner_id == owner_id, Act.program_id == program_id)
    for act in session.scalars(acts):
        act.program_id = None
    session.flush()
    session.delete(program)
    session.flush()
    return program
