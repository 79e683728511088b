"""Notes about a person, said to that person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.followups.second_person import AS_IS, CLAUSE, QUOTE, THING, tell


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("grows dahlias on a roof in Queens", "you grow dahlias on a roof in Queens"),
        ("ran Boston in the rain", "you ran Boston in the rain"),
        ("is afraid of geese.", "you are afraid of geese"),
        ("was a chess champion at nine", "you were a chess champion at nine"),
        ("has a twin who is a judge", "you have a twin who is a judge"),
        ("born on a ferry to Tromsø", "you were born on a ferry to Tromsø"),
        ("learning Spanish from telenovelas", "you are learning Spanish from telenovelas"),
        ("collects pens, hates his handwriting", "you collect pens and hate your handwriting"),
        ("ran forty marathons, never first", "you ran forty marathons and never first"),
        ("She trained in Enugu", "you trained in Enugu"),
        ("He’s afraid of geese", "you are afraid of geese"),
        ("Her son starts college in Ohio", "your son starts college in Ohio"),
        ("son starts college on Monday", "your son starts college on Monday"),
        ("his grandmother was a healer", "your grandmother was a healer"),
        ("teaches her parrot medical terms", "you teach your parrot medical terms"),
        ("Her sister is a pilot; she flies Sundays", "your sister is a pilot"),
    ],
)
def test_what_is_surely_understood_is_turned_round(note: str, told: str) -> None:
    assert tell(note) == [(CLAUSE, told)]


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("twin daughters", "your twin daughters"),
        ("three cats named after Bond villains", "your three cats named after Bond villains"),
        ("a dog called Biscuit", "your dog called Biscuit"),
    ],
)
def test_whoever_is_close_to_them_is_a_thing_to_speak_of(note: str, told: str) -> None:
    assert tell(note) == [(THING, told)]


def test_several_things_are_told_each_in_its_way() -> None:
    assert tell("twin daughters; ran Boston") == [
        (THING, "your twin daughters"),
        (CLAUSE, "you ran Boston"),
    ]


@pytest.mark.parametrize(
    "note", ["forty years of Sunday chess", "Mario Kart champion", "glasses", "Red hair, funny"]
)
def test_other_notes_stay_as_they_are(note: str) -> None:
    assert tell(note) == [(AS_IS, note)]


@pytest.mark.parametrize(
    "note", ["told him a story", "wants what?", "she", "her dog, which he walks"]
)
def test_what_is_not_understood_of_a_third_person_is_quoted(note: str) -> None:
    assert tell(note)[0].form in (QUOTE, CLAUSE)
    assert "you told him" not in tell(note)[0].text


@given(st.text())
def test_any_note_can_be_told(note: str) -> None:
    for one in tell(" ".join(note.split())):
        assert one.form in (CLAUSE, THING, AS_IS, QUOTE)
