"""Calendars as other programs read them."""

import json
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

import hatch_build
from webapp.formats.calendar import CalendarDay, write_calendar

READ = Path(__file__).parent / "read_calendar.mjs"
CHANGED = datetime(2026, 10, 14, 12, 0, tzinfo=UTC)
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200)
DAYS = st.builds(
    CalendarDay,
    uid=st.uuids().map(str),
    on=st.dates(date(1971, 1, 1), date(2199, 1, 1)),
    title=TEXT,
    note=TEXT,
    url=st.just("https://hallway.example.org/follow-ups/1"),
    number=st.integers(0, 2**31 - 1),
    changed_at=st.just(CHANGED),
)


def a_day(**changes: Any) -> CalendarDay:
    values = {
        "uid": "1@follow-ups.hallway",
        "on": date(2026, 10, 17),
        "title": "Write to Dr. Ngozi Adébáyò",
        "note": "twin daughters; ran Boston, in the rain\nPoster 214",
        "url": "https://hallway.example.org/follow-ups/1",
        "number": 7,
        "changed_at": CHANGED,
    }
    return CalendarDay(**{**values, **changes})


def read_by_ical_js(text: bytes) -> list[dict[str, Any]]:
    """What npm's ical.js, which Thunderbird uses, makes of it."""
    command = [str(hatch_build.find_node()), str(READ)]
    done = subprocess.run(command, input=text, capture_output=True, check=True)
    return list(json.loads(done.stdout))


def test_an_entry_is_a_whole_day_that_leaves_the_day_free() -> None:
    (event,) = icalendar.Calendar.from_ical(write_calendar("Mine", [a_day()])).walk("VEVENT")
    assert event.decoded("dtstart") == date(2026, 10, 17)
    assert event.decoded("dtend") == date(2026, 10, 18)
    assert event["dtstart"].params["VALUE"] == "DATE"
    assert event["transp"] == "TRANSPARENT"
    assert event["sequence"] == 7
    assert event.decoded("dtstamp") == CHANGED


def test_programs_are_told_its_name_and_when_to_look_again() -> None:
    text = write_calendar("Hallway follow-ups", []).decode()
    for line in (
        "X-WR-CALNAME:Hallway follow-ups",
        "REFRESH-INTERVAL;VALUE=DURATION:PT4H",
        "X-PUBLISHED-TTL:PT4H",
        "VERSION:2.0",
    ):
        assert f"{line}\r\n" in text


def test_the_same_days_give_the_same_bytes() -> None:
    assert write_calendar("Mine", [a_day()]) == write_calendar("Mine", [a_day()])


@pytest.mark.parametrize("days", [[], [a_day()], [a_day(uid="2"), a_day(title="a,b;c\\d")]])
def test_two_other_programs_read_the_same(days: list[CalendarDay]) -> None:
    text = write_calendar("Mine", days)
    events = icalendar.Calendar.from_ical(text).walk("VEVENT")
    theirs = read_by_ical_js(text)
    assert [event["summary"] for event in events] == [day.title for day in days]
    assert [event["summary"] for event in theirs] == [day.title for day in days]
    assert [event["description"] for event in theirs] == [day.note for day in days]
    assert [event["start"] for event in theirs] == [day.on.isoformat() for day in days]


@given(days=st.lists(DAYS, max_size=3))
def test_whatever_is_written_comes_back_and_no_line_is_too_long(days: list[CalendarDay]) -> None:
    text = write_calendar("Mine", days)
    assert all(len(line) <= 75 for line in text.split(b"\r\n"))
    events = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert [(event["uid"], event["summary"], event["description"]) for event in events] == [
        (day.uid, day.title, day.note) for day in days
    ]
