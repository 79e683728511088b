"""Whom a letter speaks to, from what is known."""

import pytest

from webapp.contacts.model import Contact
from webapp.relations.whom import is_same_school, relation_of

MINE = "St. George’s University"


@pytest.mark.parametrize(
    ("title", "school", "relation"),
    [
        ("Program director", "", "program_director"),
        ("Associate Program Director", "", "program_director"),
        ("Resident, PGY-3", "", "resident"),
        ("Chief resident", "", "resident"),
        ("Fellow, cardiology", "", "resident"),
        ("Medical student", "", "peer"),
        ("Chief of cardiology", "", "attending"),
        ("Nephrologist", "", "attending"),
        ("Hospitalist", "St. George's", "alum"),
        ("Medical student", "St. George’s", "peer"),
        ("Charge nurse", "", ""),
        ("", "", ""),
    ],
)
def test_title_and_school_tell(title: str, school: str, relation: str) -> None:
    contact = Contact(name="x", title=title, school=school, stage="contact", relation="")
    assert relation_of(contact, MINE) == relation


def test_what_the_owner_corrected_stands() -> None:
    contact = Contact(name="x", title="Program director", school="", stage="alum", relation="peer")
    assert relation_of(contact, MINE) == "peer"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("St. George’s", "St. George's University School of Medicine", True),
        ("ROSS", "Ross University", True),
        ("Ross University", "St. George’s University", False),
        ("University of Medicine", "Medical University", False),
        ("", "", False),
    ],
)
def test_a_school_is_known_by_its_own_words(one: str, other: str, same: bool) -> None:
    assert is_same_school(one, other) is same
