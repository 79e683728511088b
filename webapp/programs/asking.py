"""Whom to ask for something at a program: alumni first, then those met, then those within reach."""

from collections.abc import Iterable

from webapp.programs.case import Action, Case
from webapp.programs.leverage import can_introduce, is_faculty
from webapp.programs.survey import Person
from webapp.programs.voices import has_called
from webapp.programs.warm_path import chain
from webapp.programs.wording import did, tie_words, where


def ask_for_a_call(case: Case) -> Action | None:
    """Once applied, a call from somebody who knows my work."""
    if case.program.state not in ("applied", "interview") or has_called(case.voices, case.program):
        return None
    for voice in case.voices:
        if not case.was_asked_for(voice.person, "call"):
            why = f"{did(voice.saw[0])} {case.day(voice.saw[0].on)}, and you have applied"
            do = f"Ask {voice.person.name} to call the program"
            return Action(do, why, "open", voice.person.id, "call")
    return None


def talk_to_an_alumnus(case: Case) -> Action | None:
    """Somebody from my school whom I met."""
    for person in case.unasked(met=True):
        if case.survey.is_alumnus(person):
            why = f"went to your school, and you met {where(case.survey, person.meetings[0])}"
            return Action(f"Ask {person.name} for 15 minutes", why, "open", person.id, "talk")
    return None


def reach_an_alumnus(case: Case) -> Action | None:
    """Somebody from my school whom I have not met: over somebody inside, else straight."""
    for person in case.unasked(met=False):
        if case.survey.is_alumnus(person):
            inside = next(iter(_unasked_inside(case)), None)
            if inside:
                why = f"{person.name} went to your school; both work there"
                do = f"Ask {inside.name} to introduce you to {person.name}"
                return Action(do, why, "open", inside.id, "introduction", person.id)
            why = "went to your school; you have not met"
            return Action(f"Write to {person.name}", why, "open", person.id, "talk")
    return None


def talk_to_somebody_met(case: Case) -> Action | None:
    """Anybody met there, residents before their teachers."""
    unasked = sorted(case.unasked(met=True), key=lambda one: is_faculty(one.title))
    if not unasked:
        return None
    person = unasked[0]
    why = f"you met {where(case.survey, person.meetings[0])}"
    if case.program.history == "once_burned":
        why += "; an IMG disappointed them once, so somebody inside has to know you"
        return Action(f"Ask {person.name} what they look for", why, "open", person.id, "talk")
    return Action(f"Ask {person.name} for 15 minutes", why, "open", person.id, "talk")


def ask_for_introduction(case: Case) -> Action | None:
    """Somebody met who leads to one there."""
    for person in case.unasked(met=False):
        first = can_introduce(case.survey, case.reached, person)
        if first and not case.was_asked_for(case.survey.people[first.person_id], "introduction"):
            second = chain(case.reached, person.id)[1]
            name, to = case.name(first.person_id), case.survey.people[second.person_id]
            why = f"{to.name} {tie_words(case.survey, second)}"
            do = f"Ask {name} to introduce you to {to.name}"
            return Action(do, why, "open", first.person_id, "introduction", to.id)
    return None


def write_to_a_stranger(case: Case) -> Action | None:
    """One there to whom nobody leads."""
    for person in case.unasked(met=False):
        why = "nobody you know leads there; be short, with one question"
        return Action(f"Write to {person.name}", why, "open", person.id, "talk")
    return None


def _unasked_inside(case: Case) -> Iterable[Person]:
    return (one for one in case.people if one.met and not case.was_asked_for(one, "introduction"))
