"""Stages that rest on what happened: an act proposes, and the person decides."""

from collections.abc import Sequence
from typing import NamedTuple

from webapp.contacts.model import Contact
from webapp.relations.model import Act
from webapp.relations.whom import is_same_school

_RANKS = {"contact": 0, "peer": 1, "alum": 1, "mentor": 2, "sponsor": 3}
_ACTS_OF_SPONSORS = ("letter", "call_to_program")
_ENOUGH_FOR_A_MENTOR = 2


class Proposal(NamedTuple):
    """A stage to which a relation may rise, and what happened that speaks for it."""

    stage: str
    why: str


def proposed_stage(contact: Contact, acts: Sequence[Act], my_school: str) -> Proposal | None:
    """The highest stage above the present one that something speaks for; None without any.

    Mentors advise, sponsors act: one letter or call makes a sponsor, two acts make a mentor.
    """
    found = next(filter(None, (_sponsor(acts), _mentor(acts), _alum(contact, my_school))), None)
    return found if found and _RANKS[found.stage] > _RANKS[contact.stage] else None


def _sponsor(acts: Sequence[Act]) -> Proposal | None:
    for act in acts:
        if act.kind in _ACTS_OF_SPONSORS:
            did = "wrote a letter" if act.kind == "letter" else "called a program"
            return Proposal("sponsor", f"They {did} for you")
    return None


def _mentor(acts: Sequence[Act]) -> Proposal | None:
    if len(acts) < _ENOUGH_FOR_A_MENTOR:
        return None
    return Proposal("mentor", f"They did something for you {_times(len(acts))}")


def _alum(contact: Contact, my_school: str) -> Proposal | None:
    if contact.stage != "contact" or not is_same_school(contact.school, my_school):
        return None
    return Proposal("alum", f"You both went to {contact.school.strip()}")


def _times(number: int) -> str:
    return "twice" if number == _ENOUGH_FOR_A_MENTOR else f"{number} times"
