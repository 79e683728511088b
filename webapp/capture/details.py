"""What a capture says, checked: the same for the form and for the API."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field

from webapp.validation import (
    LongText,
    NeededDetail,
    NeededName,
    NoteText,
    ShortText,
    Values,
)

PromiseDay = Annotated[date, Field(ge=date(1970, 1, 1), le=date(2200, 1, 1))]


class CaptureDetails(Values):
    """A capture as the phone or the form sends it. Text is kept exactly as typed."""

    name: NeededName
    detail: NeededDetail
    captured_at: AwareDatetime | None = None
    """By the phone's clock, which is never refused for being wrong (capture/clocks.py)."""
    event_id: UUID | None = None
    """Where it is not given, the capture falls to the event that was on then; null is none."""
    place: ShortText = ""
    organisation: ShortText = ""
    title: ShortText = ""
    school: ShortText = ""
    email: ShortText = ""
    phone: ShortText = ""
    links: Annotated[list[LongText], Field(max_length=20)] = Field(default_factory=list)
    talk: LongText = ""
    promise: LongText = ""
    promise_by: PromiseDay | None = None
    clicked: bool = False
    contact_id: UUID | None = None
    introduced_by: ShortText = ""
    program_id: UUID | None = None
    raw: NoteText = ""
