"""A programme as a calendar file: each event is a session, or says why not."""

from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from tests.formats.test_programme import DAYS, WEDNESDAY
from webapp.formats.calendar import read_calendar
from webapp.formats.programme import Programme

NEW_YORK = ZoneInfo("America/New_York")


def read(*events: str) -> Programme:
    inner = "".join(f"BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\n" for event in events)
    text = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{inner}END:VCALENDAR\r\n"
    return read_calendar(text.encode(), DAYS, NEW_YORK)


def test_a_session_is_read_in_the_time_zone_of_the_event() -> None:
    [one] = read(
        "DTSTART:20261014T180000Z\r\nDTEND:20261014T184500Z\r\nSUMMARY:Letters that\r\n"
        "  patients read\\, again\r\nLOCATION:Room 8\r\nDESCRIPTION:Speakers: Lena Vogt\\nMore"
    ).sessions
    assert one.name == "Letters that patients read, again"
    assert (one.on, one.time, one.until) == (WEDNESDAY, "14:00", "14:45")
    assert (one.place, one.who) == ("Room 8", "Lena Vogt")


def test_a_time_of_another_zone_is_turned_and_one_of_none_is_the_events() -> None:
    chicago, floating, whole_day = read(
        "DTSTART;TZID=America/Chicago:20261014T090000\r\nSUMMARY:Chicago",
        "DTSTART:20261014T090000\r\nSUMMARY:Floating",
        "DTSTART;VALUE=DATE:20261014\r\nSUMMARY:All day",
    ).sessions
    assert (chicago.time, floating.time, whole_day.time) == ("10:00", "09:00", "")
    assert whole_day.on == WEDNESDAY


def test_a_bad_session_says_why_and_costs_no_other() -> None:
    bad, good, late, nameless = read(
        "DTSTART:garbage\r\nSUMMARY:Bad",
        "DTSTART:20261014T090000\r\nSUMMARY:Good\r\nRRULE:FREQ=DAILY\r\nBEGIN:VALARM\r\nEND:VALARM",
        "DTSTART:20261101T090000\r\nSUMMARY:Late",
        "DTSTART:20261014T090000",
    ).sessions
    assert (bad.name, bad.error) == ("Bad", "Its day or time cannot be read.")
    assert (good.name, good.error) == ("Good", "")
    assert "repeats" in good.remarks[0]
    assert "none of the event’s days" in late.error
    assert nameless.error == "There is no title here."
    assert bad.line < good.line < late.line


def test_a_file_without_sessions_or_with_too_many_is_refused_whole() -> None:
    assert read().error == "There is no session in this calendar file."
    assert "600" in read(*["SUMMARY:x"] * 601).error


@given(st.binary(max_size=300))
def test_any_bytes_give_a_report(data: bytes) -> None:
    wrapped = b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n" + data + b"\nEND:VEVENT\nEND:VCALENDAR\n"
    for session in read_calendar(wrapped, DAYS, NEW_YORK).sessions:
        assert session.error or session.name
