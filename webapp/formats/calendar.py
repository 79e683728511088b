"""Calendars (RFC 5545, RFC 7986): all-day entries out, programmes in. The one owner of `icalendar`.

VEVENT and not VTODO, which Google's and Apple's calendar apps do not show.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from webapp.formats.programme import (
    MAX_BYTES,
    MAX_SESSIONS,
    Days,
    Programme,
    ProgrammeSession,
    checked,
    kind_of,
    speaker_in,
)

if TYPE_CHECKING:
    from icalendar import Component, Event

PRODUCT = "-//Hallway//Follow-ups//EN"
REFRESH = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One all-day entry. `number` never falls when the entry changes; `changed_at` is in UTC."""

    uid: str
    on: date
    title: str
    note: str
    url: str
    number: int
    changed_at: datetime


def write_calendar(name: str, days: Iterable[CalendarDay]) -> bytes:
    """A calendar to subscribe to, with CRLF line ends; the same days give the same bytes."""
    # Every worker would wait for icalendar when it starts (130 ms), and feeds are asked seldom.
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT4H")
    for day in days:
        calendar.add_component(_event(day))
    return bytes(calendar.to_ical())


def _event(day: CalendarDay) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", day.uid)
    event.add("dtstamp", day.changed_at)
    event.add("last-modified", day.changed_at)
    event.add("sequence", day.number)
    event.add("dtstart", day.on)
    event.add("dtend", day.on + timedelta(days=1))
    event.add("summary", day.title)
    event.add("description", day.note)
    event.add("url", day.url)
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    return event


def read_calendar(data: bytes, days: Days, zone: tzinfo) -> Programme:
    """The sessions of a calendar file, one for each VEVENT, in the time zone of the event.

    Takes any bytes. Each VEVENT is read by itself, so that a bad one costs no other. Of one that
    repeats only the first time is taken. A file over 1 MB or over 600 sessions is refused whole.
    """
    if len(data) > MAX_BYTES:
        return Programme(error="The file is larger than 1 MB. Split it and import the parts.")
    blocks = _blocks(data.decode("utf-8-sig", "replace").replace("\0", ""))
    if not blocks:
        return Programme(error="There is no session in this calendar file.")
    if len(blocks) > MAX_SESSIONS:
        return Programme(
            error=f"There are {len(blocks):,} sessions; {MAX_SESSIONS} at once are the most."
        )
    return Programme(tuple(_read(line, text, days, zone) for line, text in blocks))


def _blocks(text: str) -> list[tuple[int, str]]:
    """Each VEVENT with the line it begins on; what never ends is read up to the next."""
    lines = text.splitlines()
    starts = [at for at, line in enumerate(lines) if line.strip().upper() == "BEGIN:VEVENT"]
    ends = [*starts[1:], len(lines)]
    found = []
    for start, following in zip(starts, ends, strict=False):
        inner: list[str] = []
        for line in lines[start + 1 : following]:
            if line.strip().upper().startswith(("END:VEVENT", "BEGIN:", "END:VCALENDAR")):
                break
            inner.append(line)
        block = "\r\n".join(["BEGIN:VEVENT", *inner, "END:VEVENT", ""])
        found.append((start + 1, block))
    return found


def _read(line: int, text: str, days: Days, zone: tzinfo) -> ProgrammeSession:
    from icalendar import Event

    try:
        event = Event.from_ical(text)
        said = {name: _text(event, name) for name in ("SUMMARY", "LOCATION", "DESCRIPTION")}
    except Exception:  # noqa: BLE001  # what it raises over the bytes of strangers is not documented
        return ProgrammeSession(line, error="It cannot be read.")
    try:
        start, end = _moment(event, "DTSTART", zone), _moment(event, "DTEND", zone)
    except Exception:  # noqa: BLE001  # likewise
        return ProgrammeSession(line, said["SUMMARY"], error="Its day or time cannot be read.")
    time, until = _times(start, end)
    session = ProgrammeSession(
        line=line,
        name=said["SUMMARY"],
        kind=kind_of(said["SUMMARY"], said["LOCATION"]),
        who=speaker_in(said["DESCRIPTION"].replace(" / ", "\n")),
        on=start.date() if isinstance(start, datetime) else start,
        time=time,
        until=until,
        place=said["LOCATION"],
        note=said["DESCRIPTION"],
    )
    remarks = ("It repeats; only the first time is taken.",) if "RRULE" in event else ()
    return replace(checked(session, days), remarks=remarks)


def _times(start: date | None, end: date | None) -> tuple[str, str]:
    if not isinstance(start, datetime):
        return "", ""
    same_day = isinstance(end, datetime) and end.date() == start.date() and end >= start
    return f"{start:%H:%M}", f"{end:%H:%M}" if same_day else ""


def _moment(event: "Component", name: str, zone: tzinfo) -> date | None:
    """A day, or a time by the event's clock; one without a time zone is by that clock already."""
    given = event.get(name)
    moment = given.dt if given is not None else None
    if isinstance(moment, datetime):
        return moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)
    return moment if isinstance(moment, date) else None


def _text(event: "Component", name: str) -> str:
    given = event.get(name)
    given = given[0] if isinstance(given, list) and given else given
    return " / ".join(filter(None, map(str.strip, str(given or "").splitlines())))
