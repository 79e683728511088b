"""The next action at a program: one thing to do, and why that one.

The rules stand in the order in which they are tried. Each looks at what has happened and says
what follows from it, or nothing; the first that speaks is the action.
"""

from datetime import timedelta

from webapp.programs import asking, tending
from webapp.programs.case import Action, Case, Rule

EVENT_SOON = timedelta(days=60)

RULES: tuple[Rule, ...] = (
    tending.answer_what_is_due,
    tending.write_after_introduction,
    tending.settle_the_talk,
    tending.stay_on_the_list,
    tending.wait_or_remind,
    tending.ask_for_feedback,
    asking.ask_for_a_call,
    tending.report_back,
    asking.talk_to_an_alumnus,
    asking.reach_an_alumnus,
    asking.talk_to_somebody_met,
    asking.ask_for_introduction,
    tending.keep_in_touch,
    asking.write_to_a_stranger,
)


def next_action(case: Case) -> Action:
    """The one thing to do next."""
    for rule in RULES:
        action = rule(case)
        if action is not None:
            return action
    return _find_somebody(case)


def _find_somebody(case: Case) -> Action:
    today = case.survey.today
    coming = [
        event
        for event in case.survey.events.values()
        if today <= event.ends_on and event.starts_on <= today + EVENT_SOON
    ]
    if not coming:
        why = "you know nobody there; begin with residents from your school on its page"
        return Action("Find one person there", why, "begin")
    event = min(coming, key=lambda event: (event.starts_on, event.name))
    begins = "is on now" if event.starts_on <= today else f"begins {case.day(event.starts_on)}"
    do, why = f"Look for them at {event.name}", f"you know nobody there, and it {begins}"
    return Action(do, why, "begin", event_id=event.id)
