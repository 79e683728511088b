"""Letters that could only be for one person."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.followups.encounters import ACP, ASHA, CASES, NGOZI, WED, Case, met, to
from webapp.followups.checks import MOST_WORDS, Proof, check, count_words
from webapp.followups.drafts import LONGEST_SUBJECT, Addressee, Draft, Meeting, Sender, write
from webapp.followups.recalling import is_hard
from webapp.followups.templates import TEMPLATES

READ = Path(__file__).parent / "drafts_read.txt"
"""The letters of encounters.py as a person read them; look at each that a change changes."""


def letter_of(case: Case) -> Draft:
    return write(case.kind, case.to, case.meeting, ASHA, case.occasion)


def proof_of(case: Case) -> Proof:
    return Proof(letter_of(case), case.kind, case.to, case.meeting, (), case.occasion)


def printed() -> str:
    letters = (
        f"===== {place}. {case.kind} to {case.to.name}, {case.to.title or 'of unknown work'}\n"
        f"Subject: {letter_of(case).subject}\n\n{letter_of(case).body}\n"
        for place, case in enumerate(CASES, 1)
    )
    return "\n".join(letters)


def test_the_letters_are_those_that_a_person_read() -> None:
    assert printed() == READ.read_text()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.kind} {case.to.name}")
def test_every_letter_passes_the_checks_but_for_the_gap_that_only_its_writer_can_fill(
    case: Case,
) -> None:
    wrong = {found.name for found in check(proof_of(case)) if not found.ok}
    # What came of the advice or a promise, and what is new, nobody but the writer knows.
    has_gap = case.kind in ("report_back", "stay_in_touch") or "call her" in case.meeting.promise
    assert wrong == ({"filled"} if has_gap else set())


def test_no_two_letters_share_a_sentence_that_says_nothing_of_the_person() -> None:
    bodies = [letter_of(case).body for case in CASES if case.kind == "nice_to_meet_you"]
    assert len(set(bodies)) == len(bodies)
    for body in bodies:
        assert "P.S." in body


def test_every_template_is_used_by_a_letter_that_was_read() -> None:
    from webapp.followups.drafts import template_name

    used = {template_name(c.kind, c.to, c.meeting, ASHA, c.occasion) for c in CASES}
    assert used == set(TEMPLATES)


def test_a_kept_promise_stands_first_and_in_the_subject() -> None:
    letter = write("promise", NGOZI, met(WED, "twins", **ACP, promise="the sepsis paper"), ASHA)
    assert letter.subject == "As promised at the ACP Internal Medicine Meeting: the sepsis paper"
    assert letter.body.split("\n\n")[1].startswith(
        "I am sending you the sepsis paper, as I promised"
    )


def test_what_they_have_read_is_not_said_to_them_again() -> None:
    meeting = met(WED, "grows dahlias", **ACP, talk="night float")
    first = write("nice_to_meet_you", NGOZI, meeting, ASHA)
    again = write("reminder", NGOZI, replace(meeting, told=True), ASHA)
    assert "dahlias" in first.body
    assert "dahlias" not in again.body
    assert "night float" in again.body
    shared = set(first.body.split("\n\n")) & set(again.body.split("\n\n"))
    assert shared == {"Dear Dr. Adébáyò,"} | {part for part in shared if "best wishes" in part}


def test_the_detail_comes_back_where_nothing_else_makes_the_letter_theirs() -> None:
    meeting = replace(met(WED, "grows dahlias", **ACP), told=True)
    assert "dahlias" in write("reminder", NGOZI, meeting, ASHA).body


def test_a_promise_that_is_not_understood_is_quoted() -> None:
    meeting = met(WED, "twins", promise="dinner with her and him some day")
    letter = write("promise", NGOZI, meeting, ASHA)
    assert "a promise, “dinner with her and him some day”: [how I keep it]" in letter.body


def test_an_open_promise_stands_in_the_first_letter_too() -> None:
    letter = write("nice_to_meet_you", to("Ngozi"), met(WED, "twins", promise="the paper"), ASHA)
    assert "I promised to send you the paper, and I will." in letter.body


def test_with_nothing_but_a_name_and_a_detail_the_letter_is_whole() -> None:
    meeting = Meeting(day=date(2026, 10, 14), detail="Her son starts college in Ohio")
    letter = write("nice_to_meet_you", Addressee("Samira"), meeting, Sender("Asha"))
    assert letter == Draft(
        "Our conversation on Wednesday 14 October",
        "Dear Samira,\n\nIt was good to meet you on Wednesday 14 October.\n\n"
        "With best wishes,\nAsha\n\n"
        "P.S. I have not forgotten that your son starts college in Ohio.",
    )


@pytest.mark.parametrize("detail", ["going through a divorce", "his father died", "visa trouble"])
def test_what_may_hurt_is_not_put_on_paper(detail: str) -> None:
    assert is_hard(detail)
    letter = write("nice_to_meet_you", NGOZI, met(WED, detail), ASHA)
    assert detail not in letter.body
    assert "Thank you for what you confided to me" in letter.body


def test_a_template_of_ones_own_stands_before_ours() -> None:
    own = Draft("Hello from {place}", "{greeting}\n\nWe met {met}.\n\n{detail}")
    me = replace(ASHA, templates={"nice_to_meet_you.peer": own})
    letter = write(
        "nice_to_meet_you", to("Jo", relation="peer"), met(WED, "twins", place="Booth 9"), me
    )
    assert letter.subject == "Hello from at booth 9"
    assert letter.body.startswith("Dear Jo,\n\nWe met on Wednesday 14 October, at booth 9.\n\nP.S.")


def test_a_long_talk_gives_the_subject_to_the_event() -> None:
    meeting = met(WED, "twins", **ACP, talk="how they run the " + "very " * 12 + "long clinic")
    letter = write("nice_to_meet_you", to("Jo", relation="peer"), meeting, ASHA)
    assert letter.subject == "Our conversation at the ACP Internal Medicine Meeting"


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
        "he",
        "and; or",
    ]
)


@given(
    name=FRAGMENT,
    meeting=st.builds(
        Meeting,
        day=st.dates(date(1970, 1, 1), date(2200, 1, 1)) | st.none(),
        detail=FRAGMENT,
        event=FRAGMENT | st.just(""),
        event_kind=st.sampled_from(["conference", "rotation", "call"]),
        place=FRAGMENT | st.just(""),
        talk=FRAGMENT | st.just(""),
        promise=FRAGMENT | st.just(""),
        introducer=FRAGMENT | st.just(""),
        again=st.booleans(),
        seed=st.integers(0),
    ),
    kind=st.sampled_from(sorted({case.kind for case in CASES})),
    relation=st.sampled_from(["", "alum", "peer", "program_director"]),
)
def test_any_notes_make_a_letter(name: str, meeting: Meeting, kind: str, relation: str) -> None:
    letter = write(kind, Addressee(name, relation=relation), meeting, ASHA)
    assert letter.body.startswith("Dear ")
    assert ASHA.card_url in letter.body
    assert len(letter.subject) <= LONGEST_SUBJECT
    assert len(letter.subject.splitlines()) == 1
    assert "\n\n\n" not in letter.body


@given(words=st.lists(st.text("abcdefgh", min_size=1, max_size=9), min_size=1, max_size=12))
def test_from_notes_of_a_normal_length_the_letter_is_short(words: list[str]) -> None:
    note = " ".join(words)
    meeting = Meeting(date(2026, 10, 14), note, note, "", "", note[:40], note, note, note[:40])
    letter = write("nice_to_meet_you", NGOZI, meeting, ASHA)
    assert count_words(letter.body) < MOST_WORDS
    assert all(found.ok for found in check(Proof(letter, "nice_to_meet_you", NGOZI, meeting)))
