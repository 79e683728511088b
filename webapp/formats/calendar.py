"""Calendars: all-day entries out (RFC 5545, RFC 7986). The one place that knows `icalendar`.

VEVENT and not VTODO, which Google's and Apple's calendar apps do not show.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

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


def _event(day: CalendarDay) -> Event:
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
