"""Putting down, changing and dropping targets."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from webapp.contacts.meet import get_contact
from webapp.db import get_owned
from webapp.errors import FieldError, Invalid, NotFound
from webapp.events.model import Event
from webapp.programs.model import Program
from webapp.targets.details import TargetChanges, TargetDetails
from webapp.targets.model import Target
from webapp.targets.ticks import tick, tick_if_met, untick

MOST_TARGETS = 2_000


def make_target(session: Session, owner_id: UUID, details: TargetDetails, now: datetime) -> Target:
    """A new target; it is ticked at once where it was met before.

    Invalid names `event_id`, `contact_id` or `program_id` where that is not the owner's, and `on`
    where the day is none of the event's.
    """
    event = _event(session, owner_id, details.event_id)
    _check_day(event, details.on)
    values = details.model_dump()
    values["contact_id"] = _contact_id(session, owner_id, details.contact_id)
    _check_program(session, owner_id, details.program_id)
    target = Target(owner_id=owner_id, created_at=now, **values)
    session.add(target)
    session.flush()
    tick_if_met(session, target)
    return target


def change_target(
    session: Session, owner_id: UUID, target_id: UUID, changes: TargetChanges, now: datetime
) -> Target:
    """Set what is given; Invalid as for a new one."""
    target = get_owned(session, Target, owner_id, target_id)
    values = changes.model_dump(exclude_unset=True, exclude={"done"})
    _check_changes(target, values)
    if "on" in values:
        _check_day(get_owned(session, Event, owner_id, target.event_id), values["on"])
    if "contact_id" in values:
        values["contact_id"] = _contact_id(session, owner_id, values["contact_id"])
    _check_program(session, owner_id, values.get("program_id"))
    for field, value in values.items():
        setattr(target, field, value)
    if changes.done is not None:
        settle(session, target, now, done=changes.done)
    session.flush()
    return target


def settle(session: Session, target: Target, now: datetime, *, done: bool) -> None:
    """Tick a target by hand, or take its tick off; a repeat changes nothing."""
    if done:
        tick(target, now)
    else:
        untick(session, target)
    session.flush()


def drop_target(session: Session, owner_id: UUID, target_id: UUID) -> Target:
    """Take a target off the list; whom I met there stays."""
    target = get_owned(session, Target, owner_id, target_id)
    session.delete(target)
    session.flush()
    return target


NULLABLE = {"on", "contact_id", "program_id"}


def _check_changes(target: Target, values: dict[str, Any]) -> None:
    for field, value in values.items():
        if value is None and field not in NULLABLE:
            raise Invalid(FieldError(field, "cannot be null."))
    time = values.get("time", target.time)
    until = values.get("until", target.until)
    if until and (not time or until < time):
        raise Invalid(FieldError("until", "is before the beginning."))


def _event(session: Session, owner_id: UUID, event_id: UUID) -> Event:
    try:
        return get_owned(session, Event, owner_id, event_id)
    except NotFound:
        raise Invalid(FieldError("event_id", "is none of your events.")) from None


def _check_day(event: Event, on: Any) -> None:
    if on is not None and not event.starts_on <= on <= event.ends_on:
        raise Invalid(FieldError("on", "is none of the event’s days."))


def _contact_id(session: Session, owner_id: UUID, contact_id: UUID | None) -> UUID | None:
    if contact_id is None:
        return None
    try:
        return get_contact(session, owner_id, contact_id).id
    except NotFound:
        raise Invalid(FieldError("contact_id", "is none of your contacts.")) from None


def _check_program(session: Session, owner_id: UUID, program_id: UUID | None) -> None:
    if program_id is not None and session.get(Program, (owner_id, program_id)) is None:
        raise Invalid(FieldError("program_id", "is none of your programs."))
