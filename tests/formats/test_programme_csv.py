"""A programme as a table: each line is a session, or says why not."""

from hypothesis import given
from hypothesis import strategies as st

from tests.formats.test_programme import DAYS, WEDNESDAY
from webapp.formats.programme import ProgrammeSession
from webapp.formats.programme_csv import read_programme

HEAD = "Session Title;Speaker;Date;Start Time;End Time;Room;Notes\n"


def read(text: str, charset: str = "utf-8") -> list[ProgrammeSession]:
    programme = read_programme(text.encode(charset), DAYS)
    assert programme.error == ""
    return list(programme.sessions)


def test_a_session_is_read_with_umlauts_and_american_times() -> None:
    [one] = read(
        HEAD + "Sepsis für alle;Jürgen Müller;10/14/2026;2:05 PM;3 PM;Room 8;Why\n", "cp1252"
    )
    assert (one.name, one.who, one.on) == ("Sepsis für alle", "Jürgen Müller", WEDNESDAY)
    assert (one.time, one.until, one.place, one.note) == ("14:05", "15:00", "Room 8", "Why")
    assert (one.line, one.error, one.remarks) == (2, "", ())


def test_a_day_and_a_time_may_share_a_column() -> None:
    [one] = read("Title,Start,End\nLetters,2026-10-14 14:05,2026-10-14 15:00\n")
    assert (one.on, one.time, one.until) == (WEDNESDAY, "14:05", "15:00")


def test_the_number_of_a_booth_is_a_booths() -> None:
    one, other = read("Title,Booth\nMercy Newark,40\nBronx,Hall B\n")
    assert (one.place, one.kind) == ("Booth 40", "booth")
    assert other.place == "Hall B"


def test_a_line_that_cannot_be_taken_says_why_and_costs_no_other() -> None:
    rows = ";Nobody;14 October;;;;\nMay;;3 May 2026;;;;\nGood;;someday;noonish;;;\n"
    nameless, other_month, good = read(HEAD + rows)
    assert nameless.error == "There is no title here."
    assert "none of the event’s days" in other_month.error
    assert good.error == ""
    assert [remark[:9] for remark in good.remarks] == ["“someday”", "“noonish”"]


def test_a_table_without_titles_is_refused_whole_and_says_what_it_has() -> None:
    programme = read_programme(b"Room,Day\n8,Monday\n", DAYS)
    assert "Room, Day" in programme.error
    assert programme.sessions == ()


def test_too_much_is_refused_with_the_limit_named() -> None:
    assert "600" in read_programme(b"Title\n" + b"x\n" * 601, DAYS).error
    assert "1 MB" in read_programme(b"x" * (1024 * 1024 + 1), DAYS).error


@given(st.binary(max_size=400) | st.text(max_size=300).map(lambda text: f"Title\n{text}".encode()))
def test_any_bytes_give_a_report(data: bytes) -> None:
    programme = read_programme(data, DAYS)
    for session in programme.sessions:
        assert session.error or session.name
