"""What is asked of the list of people, and what may be changed of a person, checked."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BeforeValidator, Field, model_validator

from webapp.validation import LongText, NeededDetail, NeededName, ShortText, Values, storable

# What came in on a card or by a merge must be saved by whoever changes another field, so that
# these are the limits of a card (formats/vcard_reader.py) and not those of typing.
CardText = Annotated[str, Field(max_length=8 * 1024), BeforeValidator(storable)]
KeptNote = Annotated[str, Field(max_length=1_000_000), BeforeValidator(storable)]
MOST_LINES = Field(max_length=1_000)

Stage = Literal["contact", "mentor", "sponsor", "alum", "peer"]


class ContactFilters(Values):
    """Which contacts are meant; a filter left blank counts as not given."""

    q: ShortText = ""
    event: UUID | None = None
    stage: Stage | None = None

    @model_validator(mode="before")
    @classmethod
    def _without_blanks(cls, values: Any) -> Any:
        if isinstance(values, dict):
            return {name: given for name, given in values.items() if str(given).strip()}
        return values


class ContactQuery(ContactFilters):
    """One page of the contacts that are meant."""

    cursor: ShortText = ""
    limit: Annotated[int, Field(ge=1, le=200)] = 50


class Reach(Values):
    """An e-mail address or phone number, kept as typed, and what it is for."""

    value: CardText
    type: CardText = ""


Day = Annotated[date, Field(ge=date(1970, 1, 1), le=date(2200, 1, 1))]


class EncounterChanges(Values):
    """What was typed anew about one meeting; what is not given stays."""

    id: UUID
    detail: NeededDetail = ""
    place: ShortText = ""
    event_id: UUID | None = None
    talk: LongText = ""
    promise: LongText = ""
    promise_by: Day | None = None
    clicked: bool = False
    met_on: Day | None = None
    """Another day for the meeting, as the calendar stood there; the hour stays."""


class ContactChanges(Values):
    """What was typed anew about a person; what is not given stays."""

    name: NeededName = ""
    first: ShortText = ""
    last: ShortText = ""
    organisation: ShortText = ""
    title: ShortText = ""
    school: ShortText = ""
    emails: Annotated[list[Reach], MOST_LINES] = Field(default_factory=list)
    phones: Annotated[list[Reach], MOST_LINES] = Field(default_factory=list)
    links: Annotated[list[CardText], MOST_LINES] = Field(default_factory=list)
    stage: Stage = "contact"
    program_id: UUID | None = None
    note: KeptNote = ""
    encounters: list[EncounterChanges] = Field(default_factory=list)
