"""Where a follow-up stands, in words."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.conftest import NOON
from webapp.contacts.model import Contact, Encounter
from webapp.events.model import Event
from webapp.followups import words
from webapp.followups.model import FollowUp

WED = NOON.date()


def owed(kind: str = "nice_to_meet_you", **values: object) -> FollowUp:
    """A follow-up of a meeting on Wednesday 14 October 2026, due on Saturday, till Monday."""
    encounter = Encounter(at=NOON, time_zone="America/New_York", detail="x", place="Poster 214")
    encounter.promise, encounter.clicked, encounter.introducer_name = "the paper", False, ""
    given = {
        "state": "queued",
        "state_at": NOON,
        "due_on": WED + timedelta(days=3),
        "closes_on": WED + timedelta(days=5),
        **values,
    }
    row = FollowUp(kind=kind, **given)
    row.__dict__["encounter"] = encounter
    return row


@pytest.mark.parametrize(
    ("day", "short", "spoken"),
    [
        (date(2026, 10, 14), "today", "today"),
        (date(2026, 10, 15), "tomorrow", "tomorrow"),
        (date(2026, 10, 13), "yesterday", "yesterday"),
        (date(2026, 10, 19), "Mon 19", "on Monday 19"),
        (date(2026, 10, 9), "Fri 9", "on Friday 9"),
        (date(2026, 10, 21), "Wed 21", "on 21 October"),
        (date(2026, 11, 14), "14 Nov", "on 14 November"),
        (date(2027, 3, 9), "9 Mar 2027", "on 9 March 2027"),
    ],
)
def test_a_day_is_said_as_a_person_says_it(day: date, short: str, spoken: str) -> None:
    assert words.short_day(day, WED) == short
    assert words.spoken_day(day, WED) == spoken


@pytest.mark.parametrize(
    ("group", "days_on", "said"),
    [
        ("tonight", 0, "It clicked: write tonight. Window closes on Monday 19"),
        ("due", 3, "Window closes on Monday 19"),
        ("due", 4, "Window closes tomorrow"),
        ("due", 5, "Today is the last day of the window"),
        ("late", 6, "Window closed yesterday. It is still worth writing"),
        ("late", 8, "Window closed on Monday 19. It is still worth writing"),
        ("late", 40, "Window closed on 19 October. It is still worth writing"),
        ("coming", 0, "Due on Saturday 17. Window closes on Monday 19"),
    ],
)
def test_the_window_in_words(group: str, days_on: int, said: str) -> None:
    assert words.window_words(owed(), group, WED + timedelta(days=days_on)) == said


def test_one_put_off_says_until_when() -> None:
    row = owed(snoozed_until=date(2026, 10, 20))
    assert words.window_words(row, "coming", date(2026, 10, 18)) == (
        "Put off until Tuesday 20. Window closes tomorrow"
    )
    assert words.row_day(row, "coming", date(2026, 10, 18)) == "Tue 20"
    assert words.row_day(owed(), "coming", WED) == "Sat 17"


@pytest.mark.parametrize(
    ("state", "group", "said"),
    [
        ("sent", "waiting", "Sent today. Waiting for an answer"),
        ("replied", "done", "They replied, noted today"),
        ("skipped", "done", "Skipped today"),
    ],
)
def test_what_became_of_it_in_words(state: str, group: str, said: str) -> None:
    assert words.window_words(owed(state=state), group, WED) == said


def test_the_day_of_a_change_is_that_of_the_hall() -> None:
    row = owed(state="sent", state_at=datetime(2026, 10, 15, 2, 0, tzinfo=UTC))
    assert words.row_day(row, "waiting", date(2026, 10, 20)) == "Wed 14"


@pytest.mark.parametrize(
    ("group", "days_on", "stands_out"),
    [
        ("tonight", 0, "due"),
        ("due", 3, ""),
        ("due", 4, "due"),
        ("late", 6, "late"),
        ("coming", 0, ""),
    ],
)
def test_a_row_stands_out_when_its_last_day_is_near(
    group: str, days_on: int, stands_out: str
) -> None:
    assert words.urgency(owed(), group, WED + timedelta(days=days_on)) == stands_out


def test_the_meeting_in_words() -> None:
    row = owed()
    assert words.meeting_words(row) == "Poster 214"
    assert words.meeting_words(owed("promise")) == "Poster 214. You promised: the paper"
    row.encounter.clicked, row.encounter.introducer_name = True, "Marcus"
    row.encounter.__dict__["event"] = Event(name="ACP")
    assert words.meeting_words(row) == "Poster 214, ACP. It clicked. Marcus introduced you"
    assert words.met_words(row, WED).startswith("Poster 214, ACP, Wednesday 14 October. It clicked")
    assert "October 2026" in words.met_words(row, date(2027, 1, 2))


def test_a_contact_who_introduced_us_is_named() -> None:
    row = owed()
    row.encounter.__dict__["introducer"] = Contact(name="Marcus Oyelaran")
    assert words.meeting_words(row) == "Poster 214. Marcus Oyelaran introduced you"
