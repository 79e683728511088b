"""A letter that nobody answers is followed by one gentle reminder, and then by nothing."""

from collections.abc import Sequence

from webapp.contacts.model import Encounter
from webapp.days import day_at
from webapp.followups.model import FollowUp
from webapp.followups.windows import Days, Window, best_day, window

PATIENCE = Days(due=7, closes=10)


def unanswered(
    rows: Sequence[FollowUp], met: Sequence[Encounter]
) -> tuple[FollowUp, Window] | None:
    """The first letter that waits for an answer, and the days in which to remind of it.

    The days count from the last letter that went out, and pass over weekends. Nobody is reminded
    who has answered anything since, or whom the owner has met again.
    """
    waiting = [row for row in rows if row.kind == "nice_to_meet_you" and row.state == "sent"]
    if not waiting:
        return None
    letter = max(waiting, key=lambda row: row.state_at)
    since = [row for row in rows if row.state_at >= letter.state_at]
    if any(row.state == "replied" for row in since) or any(one.at > letter.state_at for one in met):
        return None
    sent = [row for row in since if row.state == "sent" and row.kind != "reminder"]
    last = max(sent, key=lambda row: row.state_at)
    sent_on = day_at(last.state_at, last.time_zone)
    days = window(PATIENCE, sent_on)
    weekday = best_day(days)
    due_on = weekday.on if weekday else days.due_on
    return letter, Window(due_on, due_on, days.closes_on)
