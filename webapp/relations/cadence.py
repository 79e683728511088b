"""How often is often enough, and when it is too soon. Days in, days out."""

from collections.abc import Iterable
from datetime import date, timedelta

KEPT_STAGES = {"mentor", "sponsor", "alum"}
"""With whom one stays in touch unless a person has a number of their own."""

YEAR = timedelta(days=365)


def limit_of(stage: str, own: int | None, account: int) -> int | None:
    """How many letters of one's own accord a person gets in a year; None for no such number."""
    if own is not None:
        return own
    return account if stage in KEPT_STAGES else None


def too_soon_until(written_on: Iterable[date], limit: int | None, on: date) -> date | None:
    """The first day on which another letter stays within the limit; None where `on` does.

    `written_on` are the days of the letters of one's own accord: no 365 days hold more than
    `limit` of them. Of a limit of 0 that day never comes: it is a year ahead on every day.
    """
    if limit is None:
        return None
    if limit == 0:
        return on + YEAR
    recent = sorted((day for day in written_on if on - YEAR < day <= on), reverse=True)
    return recent[limit - 1] + YEAR if len(recent) >= limit else None


def silent_until(last_on: date, limit: int) -> date:
    """The day on which a silence since `last_on` has lasted long enough: a year's share of it.

    `limit` is one at least.
    """
    return last_on + YEAR / limit
