"""Whether a school is mine: surely, perhaps, or not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.programs.schools import Schools, folded

SGU = "St. George’s University"


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (SGU, "St. George's University"),
        (SGU, "st georges university"),
        (SGU, "Saint George's Univ."),
        (SGU, "St. George’s University School of Medicine"),
        (SGU, "School of Medicine, St. George’s University"),
        ("University of Ibadan", "College of Medicine, University of Ibadan"),
        ("Universität Zürich", "Universitaet Zuerich"),
        ("Universität Zürich", "UNIVERSITÄT ZÜRICH"),
        ("The University of the West Indies", "University of the West Indies"),
        ("Boston University", "Boston University School of Medicine"),
        ("جامعة القاهرة", "جامعة القاهرة"),
    ],
)
def test_one_school_written_in_two_ways_is_one(mine: str, theirs: str) -> None:
    assert Schools(mine).is_mine(theirs)
    assert Schools(theirs).is_mine(mine)
    assert Schools(mine).key(theirs) == "mine"


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (SGU, "SGU School of Medicine"),
        (SGU, "SGU"),
        (SGU, "St George's, University of London"),
        (SGU, "St. George’s"),
        (SGU, "St. Georges Univeristy"),
        ("Boston University", "Boston College"),
        ("University of Washington", "Washington University"),
        ("University of Chicago", "Chicago Medical School"),
        ("University of Lagos", "University of Lagos, Nigeria"),
    ],
)
def test_what_is_only_like_my_school_is_asked_about_and_never_guessed(
    mine: str, theirs: str
) -> None:
    assert not Schools(mine).is_mine(theirs)
    assert Schools(mine).may_be_mine(theirs)


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (SGU, "Ross University"),
        (SGU, "University of Ibadan"),
        (SGU, ""),
        ("", "St. George’s University"),
        ("", ""),
        ("Dubai Medical College", "University of Sharjah"),
        ("University of Medicine", "School of Medicine"),
    ],
)
def test_another_school_is_not_even_asked_about(mine: str, theirs: str) -> None:
    assert not Schools(mine).is_mine(theirs)
    assert not Schools(mine).may_be_mine(theirs)


def test_a_spelling_that_the_owner_gave_counts_and_so_does_its_medical_part() -> None:
    schools = Schools(SGU, spellings=["SGU"])
    assert schools.is_mine("SGU")
    assert schools.is_mine("SGU School of Medicine")
    assert not schools.is_mine("SGU Hospital")


def test_what_the_owner_said_is_another_school_is_not_asked_about_again() -> None:
    schools = Schools(SGU, others=["St George's, University of London"])
    assert not schools.is_mine("St. George’s, University of London")
    assert not schools.may_be_mine("St. George’s, University of London")


def test_other_schools_are_told_apart_as_carefully() -> None:
    key = Schools(SGU).key
    assert key("University of Ibadan College of Medicine") == key("University of Ibadan")
    assert key("Washington University") != key("University of Washington")
    assert key(" ") == ""


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_school_is_never_both_sure_and_asked_about(mine: str, theirs: str) -> None:
    schools = Schools(mine)
    assert not (schools.is_mine(theirs) and schools.may_be_mine(theirs))
    assert schools.is_mine(mine) == bool(folded(mine))
