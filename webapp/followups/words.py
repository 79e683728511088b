"""Where a follow-up stands, in words, as seen from a day. Values in, text out."""

from datetime import date

from webapp.contacts.introductions import introducer
from webapp.contacts.model import Encounter
from webapp.days import day_at
from webapp.followups.kinds import KINDS
from webapp.followups.model import FollowUp
from webapp.followups.windows import Advice

NEAR = 7
"""Within so many days a weekday is enough to say which day is meant."""

_NEIGHBOURS = {-1: "yesterday", 0: "today", 1: "tomorrow"}


def short_day(value: date, on: date) -> str:
    """A day for the edge of a row: "today", "Fri 19", "9 Mar", "9 Mar 2025"."""
    away = (value - on).days
    if away in _NEIGHBOURS:
        return _NEIGHBOURS[away]
    if abs(away) < 2 * NEAR:
        return f"{value:%a} {value.day}"
    return f"{value.day} {value:%b}{_year(value, on)}"


def spoken_day(value: date, on: date) -> str:
    """A day within a sentence: "today", "on Friday 19", "on 9 March 2025"."""
    away = (value - on).days
    if away in _NEIGHBOURS:
        return _NEIGHBOURS[away]
    if abs(away) < NEAR:
        return f"on {value:%A} {value.day}"
    return f"on {value.day} {value:%B}{_year(value, on)}"


def window_words(follow_up: FollowUp, group: str, on: date) -> str:
    """Where it stands, in a sentence or two: "Window closes on Friday 19"."""
    closing = _closing(follow_up.closes_on, on)
    changed = spoken_day(changed_on(follow_up), on)
    words = {
        "tonight": f"{_tonight(follow_up)}. {closing}",
        "due": closing,
        "late": f"{closing}. It is still worth writing",
        "coming": f"{_coming(follow_up, on)}. {closing}",
        "waiting": f"Sent {changed}. Waiting for an answer",
        "done": f"They replied, noted {changed}"
        if follow_up.state == "replied"
        else f"Skipped {changed}",
    }
    return words[group]


def _tonight(follow_up: FollowUp) -> str:
    # The first letter is for the same evening only where it clicked.
    return "It clicked: write tonight" if follow_up.kind == "nice_to_meet_you" else "For today"


def best_day_words(best: Advice) -> str:
    """Which day is best for writing, and why not the one it is due: "Best written on Monday 19:
    letters lie unread over the weekend". True on whatever day it is read.
    """
    ways = {
        f"you are there until {_weekday(best.there_until)}": best.there_until,
        f"{_weekday(best.trip)} is for the trip home": best.trip,
        "letters lie unread over the weekend": best.weekend,
    }
    why = [words for words, day in ways.items() if day is not None]
    return f"Best written on {_weekday(best.on)}: {_and(why)}"


def _weekday(day: date | None) -> str:
    return f"{day:%A} {day.day}" if day else ""


def _and(parts: list[str]) -> str:
    return f"{', '.join(parts[:-1])}, and {parts[-1]}" if len(parts) > 1 else "".join(parts)


def put_off_words(follow_up: FollowUp, on: date) -> str:
    """What to say after putting it off; `{name}` stands for the contact."""
    until = follow_up.snoozed_until
    if follow_up.state != "queued" or until is None:
        return "The follow-up to {name} is no longer open, so it was not put off."
    return f"Put off {{name}} until {spoken_day(until, on).removeprefix('on ')}."


def row_day(follow_up: FollowUp, group: str, on: date) -> str:
    """The day that counts most for a row of this group, in short."""
    days = {
        "tonight": on,
        "coming": due_again(follow_up),
        "waiting": changed_on(follow_up),
        "done": changed_on(follow_up),
    }
    return short_day(days.get(group, follow_up.closes_on), on)


def urgency(follow_up: FollowUp, group: str, on: date) -> str:
    """How a row stands out: "due" from the day before the last one, "late" after it."""
    last_days = group == "due" and (follow_up.closes_on - on).days <= 1
    return "due" if last_days or group == "tonight" else group if group == "late" else ""


def meeting_words(follow_up: FollowUp, day: str = "") -> str:
    """Where it was, and what else a row says: "Poster 214, ACP. Marcus introduced you"."""
    encounter = follow_up.encounter
    theirs = encounter is not None and encounter.contact_id == follow_up.contact_id
    by = introducer_name(encounter) if encounter and theirs else ""
    place = encounter.place.strip() if encounter else ""
    parts = [
        ", ".join(filter(None, [place, event_name(encounter), day])),
        KINDS[follow_up.kind].says(follow_up),
        f"{by} introduced you" if by else "",
    ]
    return ". ".join(part.strip().rstrip(".") for part in parts if part.strip())


def met_words(follow_up: FollowUp, on: date) -> str:
    """The meeting with its day, for the page of one letter."""
    if follow_up.encounter is None:
        return meeting_words(follow_up)
    met = day_at(follow_up.encounter.at, follow_up.encounter.time_zone)
    return meeting_words(follow_up, f"{met:%A} {met.day} {met:%B}{_year(met, on)}")


def detail_of(follow_up: FollowUp) -> str:
    """The detail to remember the person by; nothing where the meeting was with somebody else."""
    encounter = follow_up.encounter
    theirs = encounter is not None and encounter.contact_id == follow_up.contact_id
    return encounter.detail if encounter and theirs else ""


def event_name(encounter: Encounter | None) -> str:
    """The event of a meeting, or nothing."""
    return encounter.event.name if encounter and encounter.event else ""


def introducer_name(encounter: Encounter) -> str:
    """Who introduced us, or nothing."""
    by = introducer(encounter)
    return by.name if by else ""


def changed_on(follow_up: FollowUp) -> date:
    """The day on which it came into its state, where the meeting was."""
    return day_at(follow_up.state_at, follow_up.zone)


def due_again(follow_up: FollowUp) -> date:
    """The day on which it is due, or comes back where it was put off beyond that."""
    return max(follow_up.due_on, follow_up.snoozed_until or follow_up.due_on)


def _closing(closes_on: date, on: date) -> str:
    if closes_on == on:
        return "Today is the last day of the window"
    return f"Window {'closes' if closes_on > on else 'closed'} {spoken_day(closes_on, on)}"


def _coming(follow_up: FollowUp, on: date) -> str:
    again = due_again(follow_up)
    day = spoken_day(again, on)
    return f"Due {day}" if again == follow_up.due_on else f"Put off until {day.removeprefix('on ')}"


def _year(value: date, on: date) -> str:
    return "" if value.year == on.year else f" {value.year}"
