"""Contacts as the API gives them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from uuid import UUID

from pydantic import BaseModel

from webapp.contacts.introductions import Named, introduced_by
from webapp.contacts.model import Contact, Encounter
from webapp.followups.shapes import FollowUpOut


class ReachOut(BaseModel):
    """An e-mail address or phone number, and what it is for."""

    value: str
    type: str


class NamedOut(BaseModel):
    """A contact by name."""

    id: UUID
    name: str


class EncounterOut(BaseModel):
    """One meeting; `at` is UTC, `time_zone` says which day it was there."""

    id: UUID
    at: datetime
    time_zone: str
    event_id: UUID | None
    place: str
    detail: str
    talk: str
    promise: str
    promise_by: date | None
    clicked: bool


class ContactFacts(BaseModel):
    """A person and the meetings with them, newest first."""

    id: UUID
    name: str
    first: str
    last: str
    organisation: str
    title: str
    school: str
    emails: list[ReachOut]
    phones: list[ReachOut]
    links: list[str]
    stage: str
    note: str
    introduced_by: UUID | None
    introduced_by_name: str | None
    program_id: UUID | None
    encounters: list[EncounterOut]


class ContactOut(ContactFacts):
    """A person with everything that is known."""

    introduced_to: list[NamedOut]
    follow_ups: list[FollowUpOut]


class ContactPage(BaseModel):
    """A page of contacts; `cursor` asks for the next one and is null at the end."""

    items: list[ContactOut]
    cursor: str | None


def contact_out(
    contact: Contact, introduced: Sequence[Named], follow_ups: list[FollowUpOut]
) -> ContactOut:
    """A contact as JSON, with what is owed to them."""
    return ContactOut(
        **dict(contact_facts(contact)),
        introduced_to=[NamedOut(id=one.id, name=one.name) for one in introduced if one.id],
        follow_ups=follow_ups,
    )


def contact_facts(contact: Contact) -> ContactFacts:
    """A contact as JSON, alone."""
    by = introduced_by(contact)
    return ContactFacts(
        id=contact.id,
        name=contact.name,
        first=contact.first,
        last=contact.last,
        organisation=contact.organisation,
        title=contact.title,
        school=contact.school,
        emails=[ReachOut(**email) for email in contact.emails],
        phones=[ReachOut(**phone) for phone in contact.phones],
        links=contact.links,
        stage=contact.stage,
        note=contact.note,
        introduced_by=by.id if by else None,
        introduced_by_name=by.name if by else None,
        program_id=contact.program_id,
        encounters=[encounter_out(encounter) for encounter in contact.encounters],
    )


def encounter_out(encounter: Encounter) -> EncounterOut:
    """An encounter as JSON."""
    return EncounterOut(
        id=encounter.id,
        at=encounter.at.astimezone(UTC),
        time_zone=encounter.time_zone,
        event_id=encounter.event_id,
        place=encounter.place,
        detail=encounter.detail,
        talk=encounter.talk,
        promise=encounter.promise,
        promise_by=encounter.promise_by,
        clicked=encounter.clicked,
    )
