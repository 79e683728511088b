"""The digest in words: a letter for the mail, and a few for a notification."""

from collections.abc import Sequence
from datetime import date

from webapp.digest.shapes import DayOut
from webapp.events.tasks import Task
from webapp.followups.queue import QueueItem
from webapp.followups.words import detail_of, meeting_words, window_words

MOST = 20
MOST_NAMES = 3


def subject(items: Sequence[QueueItem], tasks: Sequence[Task]) -> str:
    """How many people the day asks to write to, or else what an event asks."""
    count = len(items)
    if not items:
        return tasks[0].rule.words if len(tasks) == 1 else f"Your events ask {len(tasks)} things"
    return "One person to write to today" if count == 1 else f"{count} people to write to today"


def letter(items: Sequence[QueueItem], tasks: Sequence[Task], base_url: str, off: str) -> str:
    """The people, each with the detail, what is owed, the last day and the address of the letter.

    Then what the events ask. `off` is the address that turns these letters off.
    """
    parts = [_person(item, base_url) for item in items[:MOST]]
    if len(items) > MOST:
        parts.append(f"And {len(items) - MOST} more: {base_url}/follow-ups")
    parts += [_task(task, base_url) for task in tasks]
    parts.append(
        f"--\nNo more of these letters: {off}\nAnother hour: {base_url}/settings/reminders"
    )
    return "\n\n".join(parts) + "\n"


def notification(items: Sequence[QueueItem], tasks: Sequence[Task], on: date) -> dict[str, str]:
    """What a device shows, and where a tap leads; a later one of the day takes its place."""
    names = [item.follow_up.contact.name[:60] for item in items[:MOST_NAMES]]
    more = len(items) - len(names)
    alone = f"/{items[0].follow_up.id}" if len(items) == 1 else ""
    people = ", ".join(names) + (f" and {more} more" if more else "")
    asked = [f"{task.event.name[:60]}: {task.rule.words}" for task in tasks[:MOST_NAMES]]
    return {
        "title": subject(items, tasks),
        "body": "\n".join([people, *asked]).strip(),
        "url": f"/follow-ups{alone}",
        "tag": f"digest-{on}",
    }


def outcome_words(day: DayOut) -> str:
    """What became of the last digest: "Tue 24: 3 people, by mail"."""
    ways = {"mail": day.mail, "notification": day.push}
    said = [f"{way} {_OUTCOMES[outcome]}" for way, outcome in ways.items() if outcome]
    who = "one person" if day.people == 1 else f"{day.people} people"
    when = f"{day.on:%a} {day.on.day} {day.on:%b}"
    return f"The last one, of {when}, named {who}: {', '.join(said) or 'no way to send it'}."


_OUTCOMES = {
    "sent": "sent",
    "failed": "refused by the other side",
    "claimed": "cut off half-way, and may have arrived",
}


def _task(task: Task, base_url: str) -> str:
    last = f"{task.due_on:%A} {task.due_on.day}"
    said = [task.event.name, f"By {last}.", f"{base_url}/plan/events/{task.event.id}"]
    return "\n".join([task.rule.words, *(f"  {line}" for line in said)])


def _person(item: QueueItem, base_url: str) -> str:
    row = item.follow_up
    said = [
        " ".join(detail_of(row).split()),
        meeting_words(row),
        f"{window_words(row, item.group, item.on)}.",
        f"{base_url}/follow-ups/{row.id}",
    ]
    return "\n".join([row.contact.name, *(f"  {line}" for line in said if line)])
