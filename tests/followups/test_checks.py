"""What makes a letter one that could only be for this person."""

from dataclasses import replace
from datetime import date

import pytest

from webapp.followups.checks import Check, Proof, SentBefore, check
from webapp.followups.drafts import Addressee, Draft, Meeting

BOSTON = Meeting(
    day=date(2026, 10, 14),
    detail="twin daughters; ran Boston in the rain",
    event="ACP Internal Medicine Meeting 2026",
    place="Poster 214",
    talk="the second lactate",
)


NGOZI = Addressee("Dr. Ngozi Adébáyò", "Program director", organisation="Mercy Newark")
GOOD = """Dear Dr. Adébáyò,

It was good to meet you at ACP, at poster 214.

Your point about the second lactate has stayed with me.

With best wishes,
Asha Rao

P.S. I have not forgotten your twin daughters."""


def found(body: str, name: str, kind: str = "nice_to_meet_you", **more: object) -> Check:
    """What one check says of a letter to Dr. Adébáyò."""
    proof = Proof(Draft("", body), kind, NGOZI, BOSTON)._replace(**more)
    return next(one for one in check(proof) if one.name == name)


def passed(body: str, meeting: Meeting = BOSTON, subject: str = "") -> dict[str, bool]:
    proof = Proof(Draft(subject, body), "nice_to_meet_you", NGOZI, meeting)
    return {found.name: found.ok for found in check(proof)}


def test_a_good_letter_passes_every_check() -> None:
    assert set(passed(GOOD).values()) == {True}


@pytest.mark.parametrize(
    "body",
    [
        "I hope the twins let you rest after Boston in that rain.",
        "How are the DAUGHTERS? It rained in Bóston again.",
        "Your point about the second lactate has stayed with me.",
    ],
)
def test_own_words_for_the_detail_or_the_talk_count(body: str) -> None:
    assert passed(body)["recalls"]


@pytest.mark.parametrize(
    "body",
    [
        "It was a pleasure to meet you. I would love to stay in touch.",
        "I am from Boston and would like to apply.",
        "",
    ],
)
def test_a_letter_for_anybody_does_not_pass(body: str) -> None:
    assert not passed(body)["recalls"]


def test_a_short_detail_is_found_whole() -> None:
    assert passed("How is the cat?", replace(BOSTON, detail="cat", talk=""))["recalls"]
    assert not passed("How are you?", replace(BOSTON, detail="cat", talk=""))["recalls"]
    assert passed("Still 🎉?", replace(BOSTON, detail="🎉", talk=""))["recalls"]
    assert not passed("Still?", replace(BOSTON, detail="🎉", talk=""))["recalls"]


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("We met at ACP.", True),
        ("We met at poster 214.", True),
        ("We met at the meeting in 2026.", False),
        ("We met.", False),
    ],
)
def test_where_we_met_is_the_event_or_the_place(body: str, says: bool) -> None:
    assert passed(body)["where"] is says


def test_the_subject_counts_too() -> None:
    by_name = passed("Dear you", subject="The second lactate, from poster 214")
    assert by_name["recalls"]
    assert by_name["where"]


def test_without_event_and_place_the_day_says_it() -> None:
    nowhere = replace(BOSTON, event="", place="")
    assert passed("It was on Wednesday.", nowhere)["where"]
    assert not passed("It was the other day.", nowhere)["where"]


def test_a_detail_that_may_hurt_need_not_be_named() -> None:
    assert passed("Dear you", replace(BOSTON, detail="her mother died", talk=""))["recalls"]


def test_from_150_words_on_a_letter_is_too_long() -> None:
    assert found("word " * 149, "short") == Check("short", True, "149 words")
    assert found("word " * 150, "short") == Check("short", False, "150 words. Keep it under 150")


@pytest.mark.parametrize(
    ("greeting", "ok"),
    [
        ("Dear Dr. Adébáyò,", True),
        ("Dear Dr Adebayo,", True),
        ("Dear Ngozi,", False),
        ("Dear Prof. Adébáyò,", False),
        ("Dear Dr. Vogt,", False),
        ("Dear all,", False),
        ("I was there.", False),
    ],
)
def test_the_greeting_has_the_right_name_and_title(greeting: str, ok: bool) -> None:
    one = found(f"{greeting}\n\nIt was good.", "name")
    assert one.ok is ok
    assert ok or "Dear Dr. Adébáyò," in one.why or "Dr." in one.why


def test_a_peer_may_be_greeted_by_the_first_name() -> None:
    assert found("Dear Ngozi,\n\nHello.", "name", to=NGOZI.__class__("Ngozi Adébáyò")).ok


def test_one_ask_is_enough() -> None:
    one = "Would you have fifteen minutes for a call? I would like to hear of your way."
    assert found(one, "one_ask").ok
    two = found(f"{one} Could you also read my statement?", "one_ask")
    assert not two.ok
    assert "Could you also read my statement?" in two.why


@pytest.mark.parametrize(
    ("ask", "what"),
    [
        ("Do you have an open position in your program?", "a position"),
        ("Please consider my application.", "a position"),
        ("I hope you can make an exception for my year of graduation.", "an exception"),
        ("Would you look at me despite my low scores?", "an exception"),
    ],
)
def test_a_first_letter_asks_for_no_position_and_no_exception(ask: str, what: str) -> None:
    one = found(ask, "one_ask")
    assert not one.ok
    assert what in one.why
    assert found(ask, "one_ask", kind="letter_request").ok


@pytest.mark.parametrize("body", ["Here is my poster position in the hall.", "I kept my position."])
def test_a_word_alone_is_no_ask(body: str) -> None:
    assert found(body, "one_ask").ok


@pytest.mark.parametrize("gap", ["[the news]", "{met}", "___", "<name>", "XXX", "TODO"])
def test_a_gap_left_to_fill_is_found_with_its_place(gap: str) -> None:
    one = found(f"Dear Dr. Adébáyò,\n\nFirst.\n\nThen {gap} came.", "filled")
    assert not one.ok
    assert gap in one.why
    assert "third paragraph" in one.why
    assert found("Dear Dr. Adébáyò, the letter is full.", "filled").ok


def another(body: str) -> SentBefore:
    return SentBefore("Prof. Lena Vogt", "Queens General", "12 October", body)


def test_a_letter_that_somebody_else_got_already_is_found() -> None:
    theirs = another(GOOD.replace("Dr. Adébáyò", "Prof. Vogt"))
    one = found(GOOD, "own", others=(theirs,))
    assert not one.ok
    assert "Prof. Lena Vogt of 12 October" in one.why


def test_letters_with_something_of_their_own_are_not_alike() -> None:
    theirs = another(
        "Dear Prof. Vogt,\n\nIt was good to meet you at ACP, after your talk.\n\nI keep coming back"
        " to what you said about the left atrium.\n\nWith best wishes,\nAsha Rao\n\nP.S. I will"
        " remember that you grow dahlias on a roof."
    )
    assert found(GOOD, "own", others=(theirs,)).ok


def test_what_is_overruled_still_says_what_it_found() -> None:
    proof = Proof(Draft("", "Hello"), "nice_to_meet_you", NGOZI, BOSTON)
    by_name = {one.name: one for one in check(proof, ["recalls", "short"])}
    assert not by_name["recalls"].ok
    assert by_name["recalls"].overruled
    assert not by_name["where"].overruled
    assert not by_name["short"].overruled, "there was nothing to overrule"
