"""Letters that could only be for one person."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.followups.checks import MOST_WORDS, check, count_words
from webapp.followups.drafts import (
    LONGEST_SUBJECT,
    Addressee,
    Draft,
    Meeting,
    Sender,
    Writer,
    write_nice_to_meet_you,
    write_promise,
)

WRITERS = [write_nice_to_meet_you, write_promise]
NGOZI = Addressee("Dr. Ngozi Adébáyò", title="Program director")
ASHA = Sender(
    "Asha Rao",
    "Final-year student, internal medicine",
    "St. George’s University",
    "https://hallway.example.org/c/ABCDEFGHIJKLMNOPQRSTUVWXYZ",
)
POSTER = Meeting(
    day=date(2026, 10, 14),
    detail="twin daughters; ran Boston in the rain",
    event="ACP",
    event_kind="conference",
    place="Poster 214",
    talk="the second lactate as a stopping point",
    promise="the sepsis paper",
)


def test_a_first_letter_reads_from_end_to_end() -> None:
    meeting = replace(POSTER, promise="", introducer="Marcus Oyelaran")
    letter = write_nice_to_meet_you(NGOZI, meeting, ASHA)
    assert letter.subject == "The second lactate as a stopping point, and our conversation at ACP"
    assert (
        letter.body
        == """\
Dear Dr. Adébáyò,

It was good to meet you at ACP, Poster 214, on Wednesday 14 October. \
I am grateful to Marcus Oyelaran for introducing us.

One thing from our conversation has stayed with me: the second lactate as a stopping point.

I did not want to forget this, so I wrote it down beside your name: \
“twin daughters; ran Boston in the rain.”

With best wishes,
Asha Rao
Final-year student, internal medicine, St. George’s University
https://hallway.example.org/c/ABCDEFGHIJKLMNOPQRSTUVWXYZ"""
    )


def test_a_kept_promise_stands_first_and_in_the_subject() -> None:
    letter = write_promise(NGOZI, POSTER, ASHA)
    assert letter.subject == "As promised at ACP: the sepsis paper"
    assert letter.body.split("\n\n")[1] == (
        "Here is what I promised you when we met at ACP, Poster 214, on Wednesday 14 October:"
        " the sepsis paper."
    )


def test_a_promise_that_speaks_of_them_is_quoted() -> None:
    letter = write_promise(NGOZI, replace(POSTER, promise="introduce her to Dr. Kim"), ASHA)
    assert letter.subject == "My promise at ACP: introduce her to Dr. Kim"
    assert "with this message I keep it: “introduce her to Dr. Kim.”" in letter.body


def test_a_promise_taken_out_of_the_notes_leaves_the_first_letter() -> None:
    meeting = replace(POSTER, promise=" \n")
    assert write_promise(NGOZI, meeting, ASHA) == write_nice_to_meet_you(NGOZI, meeting, ASHA)


def test_an_open_promise_stands_first_in_the_first_letter_too() -> None:
    letter = write_nice_to_meet_you(NGOZI, POSTER, ASHA)
    assert letter.body.split("\n\n")[1].startswith("I have not forgotten what I promised you")
    assert "the sepsis paper." in letter.body


def test_notes_that_speak_of_them_are_quoted() -> None:
    letter = write_nice_to_meet_you(NGOZI, replace(POSTER, talk="She trained in Enugu"), ASHA)
    assert "My note on our conversation reads: “She trained in Enugu.”" in letter.body
    assert "Enugu" not in letter.subject


def test_with_nothing_but_a_name_and_a_detail_the_letter_is_whole() -> None:
    meeting = Meeting(day=date(2026, 10, 14), detail="Her son starts college in Ohio", seed=1)
    letter = write_nice_to_meet_you(Addressee("Samira"), meeting, Sender("Asha"))
    assert letter == Draft(
        "Our conversation on Wednesday 14 October",
        "Dear Samira,\n\n"
        "Thank you for the time you gave me on Wednesday 14 October.\n\n"
        "I did not want to forget this, so I wrote it down beside your name:"
        " “Her son starts college in Ohio.”\n\n"
        "With best wishes,\nAsha",
    )


def test_letters_to_several_people_do_not_all_sound_alike() -> None:
    meeting = replace(POSTER, promise="")
    letters = [
        write_nice_to_meet_you(NGOZI, replace(meeting, seed=seed), ASHA) for seed in range(27)
    ]
    assert len({letter.body for letter in letters}) == 27


LINE = st.text(
    st.characters(categories=["L", "N", "P", "Zs"], exclude_characters="!"), min_size=1, max_size=80
).filter(lambda text: re.search(r"\w", text) is not None)
FRAGMENT = LINE | st.sampled_from(
    [
        "twin daughters; ran Boston in the rain",
        "Her son starts college in Ohio",
        "is afraid of geese.",
        "{name} [place] %s",
        "wants what?",
    ]
)


@given(
    name=FRAGMENT,
    meeting=st.builds(
        Meeting,
        day=st.dates(date(1970, 1, 1), date(2200, 1, 1)),
        detail=FRAGMENT,
        event=FRAGMENT | st.just(""),
        event_kind=st.sampled_from(["conference", "rotation", "call"]),
        place=FRAGMENT | st.just(""),
        talk=FRAGMENT | st.just(""),
        promise=FRAGMENT,
        introducer=FRAGMENT | st.just(""),
        seed=st.integers(0),
    ),
    writer=st.sampled_from(WRITERS),
)
def test_every_letter_holds_the_detail_the_event_and_the_day(
    name: str, meeting: Meeting, writer: Writer
) -> None:
    letter = writer(Addressee(name), meeting, ASHA)
    assert " ".join(meeting.detail.split()).rstrip(" ,;:") in letter.body
    assert " ".join(meeting.event.split()) in letter.body
    assert f"{meeting.day:%A} {meeting.day.day} {meeting.day:%B}" in letter.body
    assert 0 < len(letter.subject) <= LONGEST_SUBJECT
    assert len(letter.subject.splitlines()) == 1
    assert "\n\n\n" not in letter.body


@pytest.mark.parametrize("writer", WRITERS)
@given(words=st.lists(st.text("abcdefgh", min_size=1, max_size=9), min_size=1, max_size=12))
def test_from_notes_of_a_normal_length_the_letter_is_short(
    writer: Writer, words: list[str]
) -> None:
    note = " ".join(words)
    meeting = Meeting(date(2026, 10, 14), note, note, "", note[:40], note, note, note[:40])
    letter = writer(NGOZI, meeting, ASHA)
    assert count_words(letter.body) < MOST_WORDS
    assert all(found.ok for found in check(letter, meeting))


def test_no_letter_holds_a_placeholder_or_an_exclamation_mark() -> None:
    for writer in WRITERS:
        letter = writer(NGOZI, POSTER, ASHA)
        assert not re.search(r"[\[\]{}<>!_]|None", letter.subject + letter.body)
