"""Who knows whom: the ties between people, and between them and the owner.

People of one school, employer or meeting are tied through that group, not each to each: the ties
grow with the people, not with their pairs.
"""

from collections import defaultdict
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple
from uuid import UUID

from webapp.contacts.search import fold
from webapp.programs.survey import Meeting, Person, Survey


class Tie(IntEnum):
    """How two people are tied, the strongest first; the first three are the owner's own."""

    HELPED = 1
    MET_WELL = 2
    MET = 3
    INTRODUCED = 4
    EMPLOYER = 5
    SCHOOL = 6
    TOGETHER = 7


OWN = (Tie.HELPED, Tie.MET_WELL, Tie.MET, Tie.SCHOOL)
OTHERS = (Tie.INTRODUCED, Tie.EMPLOYER, Tie.SCHOOL, Tie.TOGETHER)
_SMALL = {"rotation", "observership", "call"}
"""Kinds of events where whoever came on one day met."""


class Group(NamedTuple):
    """People with something in common; `key` tells it from others of its kind."""

    tie: Tie
    key: object


@dataclass(frozen=True, slots=True)
class Ties:
    """Everybody's ties; each list is in the order of the names."""

    mine: dict[Tie, list[UUID]]
    introductions: dict[UUID, list[UUID]]
    groups: dict[UUID, list[Group]]
    members: dict[Group, list[UUID]]


def ties_of(survey: Survey) -> Ties:
    """All ties of a survey; work grows with the people and their meetings."""
    ties = Ties(defaultdict(list), defaultdict(list), defaultdict(list), defaultdict(list))
    for person in survey.people.values():
        own = _own_tie(survey, person)
        if own:
            ties.mine[own].append(person.id)
        for introducer_id in _introducers(survey, person):
            ties.introductions[introducer_id].append(person.id)
            ties.introductions[person.id].append(introducer_id)
        for group in _groups(survey, person):
            ties.groups[person.id].append(group)
            ties.members[group].append(person.id)
    return ties


def _own_tie(survey: Survey, person: Person) -> Tie | None:
    if survey.acts.get(person.id):
        return Tie.HELPED
    if any(met.clicked for met in person.meetings) or len(person.meetings) > 1:
        return Tie.MET_WELL
    if person.met:
        return Tie.MET
    return Tie.SCHOOL if survey.is_alumnus(person) else None


def _introducers(survey: Survey, person: Person) -> list[UUID]:
    said = dict.fromkeys(met.introducer_id for met in person.meetings)
    return [one for one in said if one in survey.people and one != person.id]


def _groups(survey: Survey, person: Person) -> list[Group]:
    found: dict[Group, None] = {}
    if person.program_id:
        found[Group(Tie.EMPLOYER, person.program_id)] = None
    if employer := _words(person.organisation):
        found[Group(Tie.EMPLOYER, employer)] = None
    if school := _school(survey, person):
        found[Group(Tie.SCHOOL, school)] = None
    for met in person.meetings:
        if where := _where(survey, met):
            found[Group(Tie.TOGETHER, where)] = None
    return list(found)


def _school(survey: Survey, person: Person) -> str:
    return "mine" if survey.is_alumnus(person) else survey.schools.key(person.school)


def _where(survey: Survey, met: Meeting) -> tuple[object, ...] | None:
    """One place on one day of an event; on a ward or in a call, the day is enough."""
    event = survey.events.get(met.event_id) if met.event_id else None
    place = _words(met.place)
    if event is None or not (place or event.kind in _SMALL):
        return None
    return (event.id, met.on, place)


def _words(text: str) -> str:
    return " ".join(fold(text).split())
