"""Taking targets out of a meeting's programme: read, shown first, and then all that was chosen."""

import json
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from webapp.contacts.search import fold
from webapp.errors import FieldError, Invalid
from webapp.events.model import Event
from webapp.formats.calendar import read_calendar
from webapp.formats.programme import Days, Programme, ProgrammeSession
from webapp.formats.programme_csv import read_programme
from webapp.targets.checklist import list_targets
from webapp.targets.details import TargetDetails
from webapp.targets.model import Target
from webapp.targets.plan import make_target
from webapp.validation import read_values


def read_file(event: Event, data: bytes) -> Programme:
    """The sessions of a file, an iCalendar or a CSV one, as the event's days understand them."""
    days = Days(event.starts_on, event.ends_on)
    if b"BEGIN:VCALENDAR" in data[:2_000].upper():
        return read_calendar(data, days, ZoneInfo(event.time_zone))
    return read_programme(data, days)


def known_names(session: Session, event: Event) -> set[str]:
    """Names of the event's targets as `named_as` gives them: what is on the list already."""
    return {named_as(item.target.name) for item in list_targets(session, event.owner_id, event.id)}


def named_as(name: str) -> str:
    """A name by which two sessions are one: case and accents aside."""
    return fold(name)


def entry(session: ProgrammeSession) -> str:
    """A session as the form sends it back once it is chosen: JSON with a target's fields."""
    on = session.on.isoformat() if session.on else None
    values = {"kind": session.kind, "name": session.name, "who": session.who, "on": on}
    values |= {"time": session.time, "until": session.until, "place": session.place}
    return json.dumps({**values, "why": session.note}, ensure_ascii=False)


def take_chosen(
    session: Session, owner_id: UUID, event: Event, chosen: Sequence[str], now: datetime
) -> list[Target]:
    """Targets of all the chosen entries; what is on the list already is passed over.

    Invalid names the entry, `take.<place>`, and the caller must then keep none of them.
    """
    known = known_names(session, event)
    made = []
    for details in [_read(event, place, text) for place, text in enumerate(chosen)]:
        if named_as(details.name) not in known:
            known.add(named_as(details.name))
            made.append(make_target(session, owner_id, details, now))
    return made


def _read(event: Event, place: int, text: str) -> TargetDetails:
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        raise Invalid(FieldError(f"take.{place}", "is not an entry of a programme.")) from None
    if not isinstance(values, dict):
        raise Invalid(FieldError(f"take.{place}", "is not an entry of a programme."))
    return read_values(TargetDetails, {**values, "event_id": event.id})
