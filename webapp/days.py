"""Which day it was, somewhere."""

from datetime import date, datetime
from zoneinfo import ZoneInfo


def day_at(moment: datetime, time_zone: str) -> date:
    """The day that it was at a moment, in a time zone."""
    return moment.astimezone(ZoneInfo(time_zone)).date()
