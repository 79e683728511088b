"""What makes a letter one that could only be for this person."""

from dataclasses import replace
from datetime import date

import pytest

from webapp.followups.checks import Check, check
from webapp.followups.drafts import Draft, Meeting

BOSTON = Meeting(
    day=date(2026, 10, 14),
    detail="twin daughters; ran Boston in the rain",
    event="ACP Internal Medicine Meeting 2026",
    place="Poster 214",
    talk="the second lactate",
)


def passed(body: str, meeting: Meeting = BOSTON, subject: str = "") -> dict[str, bool]:
    return {found.name: found.ok for found in check(Draft(subject, body), meeting)}


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
    assert passed("Dear you", subject="The second lactate, from poster 214") == {
        "recalls": True,
        "where": True,
        "short": True,
    }


def test_without_event_and_place_the_day_says_it() -> None:
    nowhere = replace(BOSTON, event="", place="")
    assert passed("It was on Wednesday.", nowhere)["where"]
    assert not passed("It was the other day.", nowhere)["where"]


def test_from_150_words_on_a_letter_is_too_long() -> None:
    short, long = check(Draft("", "word " * 149), BOSTON), check(Draft("", "word " * 150), BOSTON)
    assert short[-1] == Check("short", True, "149 words")
    assert long[-1] == Check("short", False, "150 words. Keep it under 150")
