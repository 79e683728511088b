"""The people of a program: those not met yet, and those who may belong there."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.contacts.meet import add_contact, settle
from webapp.contacts.model import Contact, typed
from webapp.contacts.names import like_organisations
from webapp.db import get_owned
from webapp.programs.details import NewPerson
from webapp.programs.model import Program
from webapp.programs.survey import Person, Survey


def add_person(
    session: Session, owner_id: UUID, program_id: UUID, details: NewPerson, now: datetime
) -> Contact:
    """A person of a program whom the owner has not met: from an alumni list or a web page."""
    program = get_owned(session, Program, owner_id, program_id)
    contact = add_contact(session, owner_id, name=details.name, now=now)
    contact.program_id = program.id
    contact.organisation = program.name
    contact.title, contact.school = details.title, details.school
    if details.email.strip():
        contact.emails = [typed(details.email, "work")]
    settle(session, contact)
    return contact


def may_belong(survey: Survey, program: Program) -> list[Person]:
    """People of no program who work at a place of much the same name."""
    return [
        person
        for person in survey.people.values()
        if person.program_id is None and like_organisations(person.organisation, program.name)
    ]


def let_belong(
    session: Session, owner_id: UUID, program_id: UUID, ids: Collection[UUID], now: datetime
) -> int:
    """Put these contacts into a program, unless they are in another; says how many it were."""
    get_owned(session, Program, owner_id, program_id)
    query = select(Contact).where(
        Contact.owner_id == owner_id,
        Contact.id.in_(ids),
        Contact.deleted_at.is_(None),
        Contact.program_id.is_(None),
    )
    contacts = session.scalars(query).all()
    for contact in contacts:
        contact.program_id, contact.changed_at = program_id, now
    session.flush()
    return len(contacts)
