"""What a person says of a target, checked."""

import re
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import BeforeValidator, Field, model_validator

from webapp.events.details import Day
from webapp.validation import LongText, NeededName, ShortText, Values

Kind = Literal["program", "person", "talk", "poster", "booth"]

_TIME = re.compile(r"(\d{1,2})[:.](\d\d)(?::\d\d)?", re.ASCII)


def _clock_time(text: object) -> object:
    """A time of day as 14:05; an empty one stays empty."""
    if not isinstance(text, str) or not text.strip():
        return text.strip() if isinstance(text, str) else text
    found = _TIME.fullmatch(text.strip())
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        raise ValueError("is not a time, as in 14:05.")
    return f"{int(found[1]):02}:{found[2]}"


def _after(time: str, until: str) -> str:
    if until and not time:
        raise ValueError("There is an end but no beginning. Add it, or take the end out.")
    if until and until < time:
        raise ValueError("The end is before the beginning. Change one of them.")
    return until


ClockTime = Annotated[str, Field(max_length=8), BeforeValidator(_clock_time)]


class TargetDetails(Values):
    """A target as the form or the API sends it; day and times are the event's own."""

    event_id: UUID
    kind: Kind = "person"
    name: NeededName
    who: ShortText = ""
    on: Day | None = None
    time: ClockTime = ""
    until: ClockTime = ""
    place: ShortText = ""
    why: LongText = ""
    question: LongText = ""
    introduction: LongText = ""
    contact_id: UUID | None = None
    program_id: UUID | None = None

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        _after(self.time, self.until)
        return self


class TargetChanges(Values):
    """Changes to a target; what is not given stays, and null takes a day or a tie away."""

    kind: Kind | None = None
    name: NeededName | None = None
    who: ShortText | None = None
    on: Day | None = None
    time: ClockTime | None = None
    until: ClockTime | None = None
    place: ShortText | None = None
    why: LongText | None = None
    question: LongText | None = None
    introduction: LongText | None = None
    contact_id: UUID | None = None
    program_id: UUID | None = None
    done: bool | None = None


class TargetQuery(Values):
    """Which event's targets."""

    event: UUID | None = None


class ProgrammeText(Values):
    """The text of a programme: an iCalendar file or a CSV table, 1 MB at most."""

    text: Annotated[str, Field(max_length=1024 * 1024)]
