"""Changing what is known of a person and of the encounters."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from webapp.accounts.model import User
from webapp.contacts.deadlines import deadline
from webapp.contacts.details import ContactChanges, EncounterChanges
from webapp.contacts.listing import get_person
from webapp.contacts.meet import settle
from webapp.contacts.model import Contact, Encounter
from webapp.days import day_at
from webapp.errors import FieldError, Invalid
from webapp.events.model import Event, list_events
from webapp.programs.model import Program

_NAME_PARTS = ("first", "last", "middle", "prefix", "suffix")


def change_contact(
    session: Session, owner: User, contact_id: UUID, changes: ContactChanges, now: datetime
) -> Contact:
    """Change what is given and nothing else; `changed_at` moves only when something did.

    Invalid, before anything is touched, for an encounter that is not this contact's or an event
    or a program that is not the owner's.
    """
    contact = get_person(session, owner.id, contact_id)
    events = {event.id: event for event in list_events(session, owner.id)}
    meetings = {encounter.id: encounter for encounter in contact.encounters}
    _check(changes.encounters, meetings, events)
    if changes.program_id and session.get(Program, (owner.id, changes.program_id)) is None:
        raise Invalid(FieldError("program_id", "is none of your programs."))
    for field, value in _new_values(contact, changes).items():
        setattr(contact, field, value)
    for changed in changes.encounters:
        _change_encounter(meetings[changed.id], changed, events, owner)
    if any(map(session.is_modified, (contact, *contact.encounters))):
        contact.changed_at = now
        settle(session, contact)
    session.flush()
    return contact


def _new_values(contact: Contact, changes: ContactChanges) -> dict[str, Any]:
    given = changes.model_dump(exclude_unset=True, exclude={"encounters"})
    whole = changes.model_dump(include=given.keys() & {"emails", "phones"})
    # An address without a type has an empty one; what is left out of it is not left out of the row.
    given |= whole
    changed = {name for name, value in given.items() if value != getattr(contact, name)}
    if "name" in changed and not changed & {"first", "last"}:
        # Phones show the parts of a name, not the whole: those of the old must not outlive it.
        given |= dict.fromkeys(_NAME_PARTS, "")
    return given


def _check(
    changes: list[EncounterChanges], meetings: dict[UUID, Encounter], events: dict[UUID, Event]
) -> None:
    wrong = []
    for index, changed in enumerate(changes):
        if changed.id not in meetings:
            wrong.append(FieldError(f"encounters.{index}.id", "is no meeting with this person."))
        if changed.event_id and changed.event_id not in events:
            wrong.append(FieldError(f"encounters.{index}.event_id", "is none of your events."))
    if wrong:
        raise Invalid(*wrong)


def _change_encounter(
    encounter: Encounter, changed: EncounterChanges, events: dict[UUID, Event], owner: User
) -> None:
    given = changed.model_dump(exclude_unset=True, exclude={"id", "met_on"})
    if "event_id" in given and given["event_id"] != encounter.event_id:
        event = events.get(given["event_id"])
        encounter.time_zone = event.time_zone if event else owner.time_zone
    _change_promise(encounter, given)
    for field, value in given.items():
        setattr(encounter, field, value)
    if changed.met_on is not None:
        _move_to_day(encounter, changed.met_on)


def _change_promise(encounter: Encounter, given: dict[str, Any]) -> None:
    """Let another promise have the day that its words name, unless a day was given with it."""
    promise, by = given.get("promise", encounter.promise), given.get("promise_by")
    if promise != encounter.promise and by in (None, encounter.promise_by):
        given["promise_by"] = deadline(promise, day_at(encounter.at, encounter.time_zone))


def _move_to_day(encounter: Encounter, day: date) -> None:
    there = encounter.at.astimezone(ZoneInfo(encounter.time_zone))
    if there.date() != day:
        encounter.at = datetime.combine(day, there.time(), there.tzinfo).astimezone(UTC)
