"""What days and times mean in a meeting's programme."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.formats.programme import Days, kind_of, read_day, read_times, speaker_in

DAYS = Days(date(2026, 10, 13), date(2026, 10, 16))
WEDNESDAY = date(2026, 10, 14)


@pytest.mark.parametrize(
    "text",
    ["2026-10-14", "10/14/2026", "14.10.2026", "14/10/26", "14 October", "Oct 14th, 2026", "Wed",
     "Wednesday", "Day 2", "Wednesday, October 14"],
)  # fmt: skip
def test_a_day_may_be_written_in_many_ways(text: str) -> None:
    assert read_day(text, DAYS) == WEDNESDAY


def test_of_two_readings_the_one_within_the_event_is_meant() -> None:
    june = Days(date(2026, 6, 5), date(2026, 6, 8))
    assert read_day("06/05/2026", june) == read_day("05/06/2026", june) == date(2026, 6, 5)


def test_a_day_outside_the_event_is_still_that_day() -> None:
    assert read_day("3 May 2026", DAYS) == date(2026, 5, 3)


@pytest.mark.parametrize("text", ["", "someday", "Day 9", "Sunday", "31/31/2026", "2026-02-30"])
def test_what_is_no_day_is_none(text: str) -> None:
    assert read_day(text, DAYS) is None


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("14:05", ("14:05", "")),
        ("2:05 PM", ("14:05", "")),
        ("12 am", ("00:00", "")),
        ("12:30 p.m.", ("12:30", "")),
        ("9.30", ("09:30", "")),
        ("14:00-15:30", ("14:00", "15:30")),
        ("2-3:30 pm", ("14:00", "15:30")),
        ("10:00 am – 1:00 pm", ("10:00", "13:00")),
        ("08:00:00", ("08:00", "")),
        ("noonish", ("", "")),
        ("25:00", ("", "")),
        ("7", ("", "")),
        ("", ("", "")),
    ],
)
def test_a_time_may_be_written_in_many_ways(text: str, times: tuple[str, str]) -> None:
    assert read_times(text) == times


@given(st.text(max_size=60))
def test_any_text_is_a_day_and_a_time_or_neither(text: str) -> None:
    assert read_day(text, DAYS) is None or read_day(text, DAYS) is not None
    for time in read_times(text):
        assert time == "" or (len(time) == 5 and time[:2] < "24" and time[3:] < "60")


def test_a_speaker_and_a_kind_are_found_in_the_words() -> None:
    assert speaker_in("About sepsis.\nSpeakers: Lena Vogt, Omar Haddad") == "Lena Vogt, Omar Haddad"
    assert speaker_in("No one is named") == ""
    assert kind_of("Poster 214") == "poster"
    assert kind_of("Poster session") == "talk"
    assert kind_of("Booth 40") == "booth"
