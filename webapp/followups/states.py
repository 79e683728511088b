"""What becomes of a follow-up: sent, skipped, answered, put off, and back again.

A state only ever rises, from queued over skipped and sent to replied, so that an order which
comes twice, or late from a phone, changes nothing; `reopen` is the one way back.
"""

from datetime import date, datetime, timedelta

from webapp.errors import FieldError, Invalid
from webapp.followups.model import FollowUp
from webapp.followups.windows import LONGEST_SNOOZE

_ORDER = ("queued", "skipped", "sent", "replied")


def mark_sent(follow_up: FollowUp, now: datetime) -> None:
    """It was written and sent; a repeat keeps the first time."""
    _rise(follow_up, "sent", now)


def skip(follow_up: FollowUp, now: datetime) -> None:
    """It will not be written; one that was sent stays sent."""
    _rise(follow_up, "skipped", now)


def mark_replied(follow_up: FollowUp, now: datetime) -> None:
    """The contact has answered; a repeat keeps the first time."""
    _rise(follow_up, "replied", now)


def snooze(follow_up: FollowUp, until: date | None, today: date) -> None:
    """Put an open one off until a day, which is tomorrow unless given; what is over stays over.

    Invalid, naming `until`, for a day that is not after today or more than a year ahead.
    """
    until = until or today + timedelta(days=1)
    if until <= today:
        raise Invalid(FieldError("until", "must be a day after today."))
    if until - today > LONGEST_SNOOZE:
        raise Invalid(FieldError("until", "is more than a year ahead. Choose an earlier day."))
    if follow_up.state == "queued":
        follow_up.snoozed_until = until


def reopen(follow_up: FollowUp, now: datetime) -> None:
    """Take back whatever was said of it: it is open again, and no longer put off."""
    follow_up.snoozed_until = None
    if follow_up.state != "queued":
        follow_up.state, follow_up.state_at = "queued", now


def _rise(follow_up: FollowUp, state: str, now: datetime) -> None:
    if _ORDER.index(state) > _ORDER.index(follow_up.state):
        follow_up.state, follow_up.state_at = state, now
