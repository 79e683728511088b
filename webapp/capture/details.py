"""What a capture says, checked: the same for the form and for the API."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, Field

from webapp.validation import (
    LongText,
    NeededDetail,
    NeededName,
    NoteText,
    ShortText,
    Values,
)

EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = datetime(2200, 1, 1, tzinfo=UTC)


def _countable(moment: datetime) -> datetime:
    # A phone's clock is never refused for being wrong, only for leaving the calendar.
    if not EARLIEST <= moment <= LATEST:
        raise ValueError("is a time before 1970 or after 2200.")
    return moment


class CaptureDetails(Values):
    """A capture as the phone or the form sends it. Text is kept exactly as typed."""

    name: NeededName
    detail: NeededDetail
    captured_at: Annotated[AwareDatetime, AfterValidator(_countable)] | None = None
    event_id: UUID | None = None
    place: ShortText = ""
    organisation: ShortText = ""
    title: ShortText = ""
    school: ShortText = ""
    email: ShortText = ""
    phone: ShortText = ""
    links: Annotated[list[LongText], Field(max_length=20)] = Field(default_factory=list)
    talk: LongText = ""
    promise: LongText = ""
    clicked: bool = False
    contact_id: UUID | None = None
    introduced_by: ShortText = ""
    program_id: UUID | None = None
    raw: NoteText = ""
