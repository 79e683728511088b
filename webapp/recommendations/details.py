"""What a person says of a letter of recommendation, checked."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from webapp.validation import LongText, NoteText, Values

State = Literal["to_ask", "asked", "promised", "received", "declined"]
Part = Literal["cv", "statement", "application_id", "bullet_points"]
Day = Annotated[date, Field(ge=date(1970, 1, 1), le=date(2200, 1, 1))]


class LetterChanges(Values):
    """Changes to a letter; what is not given stays, and a day that is null is taken out."""

    state: State | None = None
    needed_by: Day | None = None
    packet: Annotated[list[Part], Field(max_length=4)] | None = None
    bullet_points: NoteText | None = None
    note: NoteText | None = None
    outcome: LongText | None = None
    asked_on: Day | None = None
    answered_on: Day | None = None
    received_on: Day | None = None
    thanked_on: Day | None = None
    told_outcome_on: Day | None = None


class LetterDetails(LetterChanges):
    """A letter that is wanted of a contact."""

    contact_id: UUID
