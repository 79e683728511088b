"""What a person says on a card, checked: the same for the form and for the API."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from webapp.accounts.details import Email
from webapp.formats.links import normalise_link
from webapp.validation import LongText, NeededName, ShortText, Values

EMAIL_TYPES = {"work": "Work", "home": "Home", "other": "Other"}
PHONE_TYPES = {"mobile": "Mobile", "work": "Work", "home": "Home", "other": "Other"}


def _callable(number: str) -> str:
    if sum(char.isdigit() for char in number) < 3:
        raise ValueError("is not a phone number, as in +1 473 555 0100.")
    return number


def _link(text: str) -> str:
    link = normalise_link(text)
    if link is None:
        raise ValueError("is not a web address, as in linkedin.com/in/asharao.")
    return link


class TypedEmail(Values):
    """An e-mail address and what it is for."""

    value: Email
    type: Literal["work", "home", "other"] = "work"


class TypedPhone(Values):
    """A phone number, as typed, and what it is for."""

    value: Annotated[ShortText, AfterValidator(_callable)]
    type: Literal["mobile", "work", "home", "other"] = "mobile"


Emails = Annotated[list[TypedEmail], Field(max_length=10)]
Phones = Annotated[list[TypedPhone], Field(max_length=10)]
Links = Annotated[list[Annotated[LongText, AfterValidator(_link)]], Field(max_length=20)]


class CardDetails(Values):
    """A card; pitch and project are for the owner's eyes unless `shows_...` says otherwise."""

    label: ShortText = ""
    place: ShortText = ""
    name: NeededName
    headline: ShortText = ""
    organisation: ShortText = ""
    title: ShortText = ""
    positioning: LongText = ""
    pitch: LongText = ""
    project: LongText = ""
    shows_pitch: bool = False
    shows_project: bool = False
    emails: Emails = Field(default_factory=list)
    phones: Phones = Field(default_factory=list)
    links: Links = Field(default_factory=list)


class CardChanges(Values):
    """Changes to a card; what is not given stays."""

    label: ShortText | None = None
    place: ShortText | None = None
    name: NeededName | None = None
    headline: ShortText | None = None
    organisation: ShortText | None = None
    title: ShortText | None = None
    positioning: LongText | None = None
    pitch: LongText | None = None
    project: LongText | None = None
    shows_pitch: bool | None = None
    shows_project: bool | None = None
    emails: Emails | None = None
    phones: Phones | None = None
    links: Links | None = None


class SheetQuery(Values):
    """What a poster's sheet says, and on which paper; what is not given comes from the card."""

    paper: Literal["a4", "letter"] = "a4"
    title: ShortText | None = None
    line: ShortText | None = None
