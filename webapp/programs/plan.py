"""Making, changing and removing programs."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from webapp.db import Base, get_owned
from webapp.events.model import Event
from webapp.programs.details import ProgramChanges, ProgramDetails
from webapp.programs.model import Program


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
    values = changes.model_dump(exclude_none=True, exclude={"event_ids"})
    for field, value in values.items():
        setattr(program, field, value)
    if changes.event_ids is not None:
        link_events(session, owner_id, program_id, changes.event_ids)
    if session.is_modified(program):
        program.changed_at = now
    session.flush()
    return program


def remove_program(session: Session, owner_id: UUID, program_id: UUID) -> Program:
    """Take a program away; its people, events and targets stay, and belong to no program."""
    program = get_owned(session, Program, owner_id, program_id)
    for belonging in _belonging(session, owner_id, program_id):
        belonging.program_id = None
    session.flush()
    session.delete(program)
    session.flush()
    return program


def _belonging(session: Session, owner_id: UUID, program_id: UUID) -> Iterator[Any]:
    """The rows of all rooms that may name a program, found from the schema so that none is missed.

    Those that must name one go with it.
    """
    for mapper in Base.registry.mappers:
        rows = mapper.class_
        if "program_id" in mapper.columns and mapper.columns.program_id.nullable:
            those = select(rows).where(rows.owner_id == owner_id, rows.program_id == program_id)
            yield from session.scalars(those)


def link_events(
    session: Session, owner_id: UUID, program_id: UUID, event_ids: Collection[UUID]
) -> None:
    """Say that these of the owner's events are at a program, and no others."""
    get_owned(session, Program, owner_id, program_id)
    wanted = or_(Event.id.in_(event_ids), Event.program_id == program_id)
    for event in session.scalars(select(Event).where(Event.owner_id == owner_id, wanted)):
        event.program_id = program_id if event.id in event_ids else None
    session.flush()
