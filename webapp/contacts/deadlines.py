"""By which day something was promised, where the words of the promise say so beyond doubt."""

import re
from datetime import date, timedelta

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY = re.compile(
    r"\b(?P<near>today|tonight|tomorrow)\b"
    rf"|\b(?:by|until|till|on) (?:this )?(?P<weekday>{'|'.join(_WEEKDAYS)})\b",
    re.IGNORECASE,
)
_NEXT = re.compile(r"\bnext\b", re.IGNORECASE)


def deadline(promise: str, said_on: date) -> date | None:
    """The day that "by Friday" or "tomorrow" means when it was said on a day.

    None where no day is named, or more than one, or one that could mean two: "next Friday", or
    "by Friday" on a Friday.
    """
    found = list(_DAY.finditer(promise))
    if len(found) != 1 or _NEXT.search(promise):
        return None
    if near := found[0]["near"]:
        return said_on + timedelta(days=1 if near.lower() == "tomorrow" else 0)
    ahead = (_WEEKDAYS.index(found[0]["weekday"].lower()) - said_on.weekday()) % 7
    return said_on + timedelta(days=ahead) if ahead else None
