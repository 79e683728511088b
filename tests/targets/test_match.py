"""Which meetings tick which targets."""

import json
from pathlib import Path
from typing import Any

import pytest

from webapp.db import new_id
from webapp.targets.match import Met, matches, same_stand
from webapp.targets.model import Target


def target(kind: str, **values: object) -> Target:
    given = {"name": "", "who": "", "place": "", "contact_id": None, "program_id": None, **values}
    return Target(kind=kind, **given)


def met(name: str = "Somebody Else", place: str = "", organisation: str = "") -> Met:
    return Met(new_id(), None, name, organisation, place)


@pytest.mark.parametrize(
    ("kind", "planned", "stood"),
    [
        ("poster", "Poster 214", "Poster 214"),
        ("poster", "Poster 214, hall B", "#214"),
        ("poster", "214", "poster no. 214"),
        ("poster", "P-214", "Poster 214"),
        ("poster", "Board 7", "poster 007"),
        ("booth", "Booth 40", "stand 40, near the coffee"),
        ("booth", "40", "Hall 2, booth 40"),
    ],
)
def test_the_same_stand_may_be_written_in_many_ways(kind: str, planned: str, stood: str) -> None:
    assert same_stand(kind, planned, stood)
    assert same_stand(kind, stood, planned)


@pytest.mark.parametrize(
    ("kind", "planned", "stood"),
    [
        ("poster", "Poster 214", "Booth 214"),
        ("booth", "Booth 4", "Booth 40"),
        ("poster", "Poster 214", ""),
        ("poster", "", ""),
        ("poster", "Hall B", "Hall B"),
        ("booth", "Hall 2, booth 40", "Hall 2"),
    ],
)
def test_other_places_are_other_stands(kind: str, planned: str, stood: str) -> None:
    assert not same_stand(kind, planned, stood)


def test_a_person_is_met_under_a_like_name() -> None:
    assert matches(target("person", name="Prof. Lena Vogt"), met("Lena Vogt"))
    assert matches(target("person", name="Ngozi Adebayo"), met("Dr. Ngozi Adébáyò"))
    assert not matches(target("person", name="Lena Vogt"), met("Lena Weber"))


def test_a_talk_is_met_in_any_of_its_speakers() -> None:
    talk = target("talk", name="Discharge", who="Hannah Levi, Omar Haddad and Grace Kim")
    assert matches(talk, met("Grace Kim"))
    assert matches(talk, met("Dr. Omar Haddad"))
    assert not matches(talk, met("Discharge"))


def test_a_program_is_met_in_whoever_works_there() -> None:
    program = target("program", name="Mercy Newark Internal Medicine")
    assert matches(program, met(organisation="Mercy Newark"))
    assert not matches(program, met(organisation="Bronx Lakeside"))
    assert not matches(program, met(organisation=""))


def test_a_contact_or_program_that_is_tied_to_it_matches_whatever_the_names() -> None:
    known, program = new_id(), new_id()
    tied = target("talk", name="Discharge", contact_id=known, program_id=program)
    assert matches(tied, Met(known, None, "A", "", ""))
    assert matches(tied, Met(new_id(), program, "A", "", ""))
    assert not matches(tied, Met(new_id(), None, "A", "", ""))


CASES = json.loads((Path(__file__).parent / "visit_cases.json").read_text())


@pytest.mark.parametrize("case", CASES)
def test_the_phone_ticks_nothing_that_the_server_would_not(case: dict[str, Any]) -> None:
    """`tests/js/target_visits.test.mjs` holds the phone to the same cases."""
    given = {**case["target"]}
    assert matches(target(given.pop("kind"), **given), met(**case["met"])) is case["server"]
    assert case["server"] or not case["phone"]
