"""A meeting's programme as read from any file: its sessions, and what days and times mean in it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

MAX_BYTES = 1024 * 1024
MAX_SESSIONS = 600

_LONGEST = {"name": 200, "who": 200, "place": 200}
_LONGEST_NOTE = 600
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_TIME = re.compile(r"(\d{1,2})(?:[:.h](\d\d))?(?::\d\d)?\s*([ap])?\.?(?:m\b\.?)?", re.IGNORECASE)
_NUMBERS = re.compile(r"(\d{1,4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,4})")
_SPEAKER = re.compile(
    r"^\s*(?:speakers?|presenters?|presented by|with|faculty|chairs?)\s*:\s*(.+)$",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class ProgrammeSession:
    """One session as a target can be made of it, or why it cannot; times are as 14:05."""

    line: int
    name: str = ""
    kind: str = "talk"
    who: str = ""
    on: date | None = None
    time: str = ""
    until: str = ""
    place: str = ""
    note: str = ""
    remarks: tuple[str, ...] = ()
    error: str = ""


@dataclass(frozen=True, slots=True)
class Programme:
    """The sessions in the file's order; `error` says why none of it can be read."""

    sessions: tuple[ProgrammeSession, ...] = ()
    error: str = ""


class Days(NamedTuple):
    """The days of the event, by which a programme's days are understood."""

    first: date
    last: date

    def all(self) -> Iterable[date]:
        """Each of them."""
        return (self.first + timedelta(n) for n in range((self.last - self.first).days + 1))


def read_day(text: str, days: Days) -> date | None:
    """The day that a text means: 2026-10-14, 10/14/26, 14 October, Wednesday or Day 2.

    Where it can be read in two ways, it is the one that is a day of the event. None where it
    cannot be read.
    """
    folded = text.casefold()
    if named := re.search(r"day\s*(\d{1,2})", folded):
        nth = days.first + timedelta(int(named[1]) - 1)
        return nth if days.first <= nth <= days.last else None
    found = [*_by_numbers(folded), *_by_month(folded, days)]
    within = [day for day in found if days.first <= day <= days.last]
    if within or found:
        return (within or found)[0]
    weekday = next((n for n, name in enumerate(_WEEKDAYS) if re.search(rf"\b{name}", folded)), None)
    matching = [day for day in days.all() if day.weekday() == weekday]
    return matching[0] if len(matching) == 1 else None


def read_times(text: str) -> tuple[str, str]:
    """From when until when, as 14:05; "2-3:30 pm" is both in the afternoon. Blank if unreadable."""
    parts = re.split(r"\s*(?:-|–|—|\bto\b|\buntil\b)\s*", text.strip(), maxsplit=1)
    last = _TIME.fullmatch(parts[-1].strip())
    half = last[3] if last else None
    times = [_clock(part, half) for part in parts]
    return times[0], (times[1] if len(times) > 1 and times[0] else "")


def kind_of(*texts: str) -> str:
    """Whether a session is a poster, a booth or a talk, by the words about it."""
    folded = " ".join(texts).casefold()
    if "poster" in folded and "session" not in folded:
        return "poster"
    return "booth" if re.search(r"\b(?:booth|exhibit|stand)\b", folded) else "talk"


def speaker_in(text: str) -> str:
    """Who speaks, where a description has a line for it: "Speakers: Lena Vogt, Omar Haddad"."""
    found = _SPEAKER.search(text)
    return found[1].strip()[: _LONGEST["who"]] if found else ""


def checked(session: ProgrammeSession, days: Days) -> ProgrammeSession:
    """The session, or the reason why no target can be made of it."""
    why = ""
    if not session.name:
        why = "There is no title here."
    elif session.on is not None and not days.first <= session.on <= days.last:
        why = f"{session.on.day} {session.on:%B %Y} is none of the event’s days."
    for field, most in _LONGEST.items():
        if len(getattr(session, field)) > most:
            why = why or f"The {field} is longer than {most} characters."
    values = {name: getattr(session, name) for name in ProgrammeSession.__slots__}
    return ProgrammeSession(**{**values, "note": session.note[:_LONGEST_NOTE], "error": why})


def _by_numbers(text: str) -> list[date]:
    found = _NUMBERS.search(text)
    if not found:
        return []
    one, two, three = (int(part) for part in found.groups())
    if one > 31:
        return _dates((one, two, three))
    year = three if three > 99 else 2000 + three
    return _dates((year, one, two), (year, two, one))


def _by_month(text: str, days: Days) -> list[date]:
    month = re.search(rf"\b({'|'.join(_MONTHS)})[a-z]*", text)
    number = re.search(r"\b(\d{1,2})(?:st|nd|rd|th)?\b", text)
    if not month or not number:
        return []
    named = re.search(r"\b(20\d\d)\b", text)
    years = {int(named[1])} if named else {days.first.year, days.last.year}
    return _dates(*((year, _MONTHS.index(month[1]) + 1, int(number[1])) for year in sorted(years)))


def _dates(*parts: tuple[int, int, int]) -> list[date]:
    found = []
    for year, month, day in parts:
        if 1970 <= year <= 2200 and 1 <= month <= 12 and 1 <= day <= 31:
            try:
                found.append(date(year, month, day))
            except ValueError:
                continue
    return found


def _clock(text: str, half: str | None) -> str:
    found = _TIME.fullmatch(text.strip())
    if not found or not (found[2] or found[3] or half):
        return ""
    hour, minute = int(found[1]), int(found[2] or 0)
    letter = (found[3] or (half if hour <= 12 else "") or "").casefold()
    if letter and 1 <= hour <= 12:
        hour = hour % 12 + (12 if letter == "p" else 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else ""
