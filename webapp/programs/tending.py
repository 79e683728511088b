"""What is due, waited for or owed at a program, before anything new is asked."""

from datetime import date, timedelta

from webapp.programs.case import Action, Case
from webapp.programs.leverage import rotations_at
from webapp.programs.model import Ask
from webapp.programs.wording import did

REMIND_AFTER = timedelta(days=10)
REPORT_AFTER = timedelta(days=7)


def answer_what_is_due(case: Case) -> Action | None:
    """A letter that is due to somebody there."""
    due = [case.survey.owed[one.id] for one in case.people if one.id in case.survey.owed]
    if not due:
        return None
    first = min(due, key=lambda owed: owed.due_on)
    person = next(one for one in case.people if case.survey.owed.get(one.id) == first)
    what = "Keep your promise to" if first.kind == "promise" else "Write to"
    is_today = first.due_on == case.survey.today
    why = "it is due today" if is_today else f"it was due {case.day(first.due_on)}"
    return Action(f"{what} {person.name}", why, "now", person.id, follow_up_id=first.follow_up_id)


def write_after_introduction(case: Case) -> Action | None:
    """Somebody to whom I was introduced, and whom I have not met or asked."""
    for ask in case.asks:
        sought = case.survey.people.get(ask.for_id) if ask.for_id else None
        if ask.answer == "yes" and sought and not sought.met and not case.has_been_asked(sought):
            why = f"{case.name(ask.contact_id)} introduced you"
            why += f" {case.day(ask.answered_on)}" if ask.answered_on else ""
            return Action(f"Write to {sought.name}", why, "now", sought.id, "talk")
    return None


def settle_the_talk(case: Case) -> Action | None:
    """Fifteen minutes that were granted and have not taken place."""
    for ask in case.asks:
        granted = ask.answered_on if (ask.kind, ask.answer) == ("talk", "yes") else None
        person = case.survey.people[ask.contact_id]
        if granted and all(met.on < granted for met in person.meetings):
            why = f"said yes {case.day(granted)}; note it as a meeting once you spoke"
            return Action(f"Settle the call with {person.name}", why, "now", person.id)
    return None


def stay_on_the_list(case: Case) -> Action | None:
    """Once ranked, nothing is asked any more."""
    if case.program.state != "ranked":
        return None
    met = [voice.person for voice in case.voices] + [one for one in case.people if one.met]
    if not met:
        why = "it is on your list, and nobody there knows you"
        return Action("Nothing more to do", why, "rest")
    why = "it is on your list; a short word that you still want it is enough"
    return Action(f"Tell {met[0].name} where you stand", why, "rest", met[0].id)


def wait_or_remind(case: Case) -> Action | None:
    """An answer that is waited for, until it is time for one reminder."""
    waiting = [ask for ask in case.asks if not ask.answer]
    if not waiting:
        return None
    first = waiting[0]
    name, asked = case.name(first.contact_id), f"you asked {case.day(first.asked_on)}"
    what = _asked_for(case, first)
    if case.survey.today - first.asked_on >= REMIND_AFTER:
        why = f"{asked} for {what}, and there is no answer yet"
        return Action(f"Remind {name} once, kindly", why, "now", first.contact_id)
    return Action(f"Wait for {name}", f"{asked} for {what}", "waiting", first.contact_id)


def ask_for_feedback(case: Case) -> Action | None:
    """A rotation that is on there."""
    today = case.survey.today
    for event in rotations_at(case.survey, case.program):
        if event.starts_on <= today <= event.ends_on:
            why = f"{event.name} ends {case.day(event.ends_on)}"
            return Action("Ask for a feedback talk", why, "now", event_id=event.id)
    return None


def report_back(case: Case) -> Action | None:
    """Advice of which nobody heard what came of it."""
    for person in case.people:
        for act in case.survey.acts.get(person.id, ()):
            old = case.survey.today - act.on >= REPORT_AFTER
            if act.kind == "advice" and old and act.reported_back_on is None:
                why = f"{did(act)} {case.day(act.on)}, and has not heard what came of it"
                return Action(f"Report back to {person.name}", why, "now", person.id)
    return None


def keep_in_touch(case: Case) -> Action | None:
    """The one met there who has not heard for the longest time."""
    met = [one for one in case.people if one.met]
    if not met:
        return None
    heard = {one.id: case.survey.last_heard(one) or date.min for one in met}
    person = min(met, key=lambda one: heard[one.id])
    why = f"last heard from you {case.day(heard[person.id])}"
    return Action(f"Keep in touch with {person.name}", why, "rest", person.id)


def _asked_for(case: Case, ask: Ask) -> str:
    if ask.kind == "introduction":
        return f"an introduction to {case.name(ask.for_id)}"
    return "fifteen minutes" if ask.kind == "talk" else "a call to the program"
