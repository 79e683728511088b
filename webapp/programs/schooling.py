"""Asking the owner about schools that are written much like the owner's own."""

from collections import Counter

from webapp.accounts.model import User
from webapp.programs.details import SchoolAnswer
from webapp.programs.survey import Survey


def to_ask_about(survey: Survey) -> list[tuple[str, int]]:
    """Schools that may be the owner's, as they are written, with how many people have each."""
    written = Counter(" ".join(person.school.split()) for person in survey.people.values())
    unsure = ((school, count) for school, count in written.items() if school)
    return sorted(
        ((school, count) for school, count in unsure if survey.schools.may_be_mine(school)),
        key=lambda one: (-one[1], one[0]),
    )


def answer(owner: User, said: SchoolAnswer) -> None:
    """Remember whether a school is the owner's; the later answer stands."""
    same, others = list(owner.school_spellings or ()), list(owner.other_schools or ())
    for known in (same, others):
        if said.school in known:
            known.remove(said.school)
    (same if said.same else others).append(said.school)
    owner.school_spellings, owner.other_schools = same, others
