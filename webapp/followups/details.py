"""What a person says of a follow-up, checked."""

import re
from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BeforeValidator, Field

from webapp.validation import LongText, NoteText, ShortText, Values

CheckName = Literal["recalls", "where", "name", "one_ask", "filled", "own", "short"]
State = Literal["queued", "sent", "skipped", "replied"]


def _plain_date(value: object) -> object:
    # Left alone, a number would count as seconds since 1970.
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d\d-\d\d", value.strip(), re.ASCII):
        raise ValueError("is not a date, as in 2026-03-01.")
    return value.strip() if isinstance(value, str) else value


Day = Annotated[date, BeforeValidator(_plain_date)]


class QueueQuery(Values):
    """Which day's queue, and which state alone."""

    on: Day | None = None
    state: State | None = None


class QueuePageQuery(QueueQuery):
    """Which part of the queue's page: one group alone, after the first so many of it."""

    group: Literal["tonight", "due", "late", "coming", "waiting", "done"] | None = None
    skip: Annotated[int, Field(ge=0, le=1_000_000)] = 0


class Snooze(Values):
    """Until when to put a follow-up off; tomorrow unless given."""

    until: Day | None = None


class ByHand(Values):
    """A follow-up that is opened by hand."""

    contact_id: UUID
    kind: Literal["thank_you", "news", "stay_in_touch"]
    about: LongText = ""


class FollowUpChanges(Values):
    """Changes to a letter; blank wording goes back to the draft."""

    subject: ShortText | None = None
    body: NoteText | None = None
    about: LongText | None = None
    overruled: list[CheckName] | None = None


class Overruling(Values):
    """A check that the person lets stand or, with `off`, takes seriously again."""

    check: CheckName
    off: bool = False


class Wording(Values):
    """The person's own wording of a letter; blank goes back to the draft."""

    subject: ShortText = ""
    body: NoteText = ""
