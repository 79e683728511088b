"""What a person says of an event, checked."""

from datetime import date
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator

from webapp.accounts.details import TimeZone
from webapp.validation import NeededName, ShortText, Values

Kind = Literal[
    "conference", "rotation", "observership", "virtual_open_house", "society_meeting", "call"
]
Role = Literal["attendee", "presenter", "volunteer"]
Day = Annotated[date, Field(ge=date(1970, 1, 1), le=date(2200, 1, 1))]


class EventDetails(Values):
    """An event as the form or the API sends it; dates are in its own time zone."""

    name: NeededName
    kind: Kind = "conference"
    starts_on: Day
    ends_on: Day | None = None
    time_zone: TimeZone | None = None
    place: ShortText = ""
    role: Role = "attendee"
    program_id: UUID | None = None

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.ends_on is not None and self.ends_on < self.starts_on:
            raise ValueError("The last day is before the first. Change one of them.")
        return self


class EventChanges(Values):
    """Changes to an event; what is not given stays, and null parts it from its program."""

    name: NeededName | None = None
    kind: Kind | None = None
    starts_on: Day | None = None
    ends_on: Day | None = None
    time_zone: TimeZone | None = None
    place: ShortText | None = None
    role: Role | None = None
    program_id: UUID | None = None


class TaskState(Values):
    """What became of the event's task of this kind."""

    kind: ShortText
    state: Literal["open", "done", "skipped"]


class TasksQuery(Values):
    """Which day's tasks."""

    on: Day | None = None
