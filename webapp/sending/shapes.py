"""Sending as the API takes and gives it."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, Field

from webapp.formats.eml import plain_address
from webapp.validation import NeededName, ShortText, Values


class CvOut(BaseModel):
    """The name of the CV's file without its ending, and its size in bytes."""

    name: str
    bytes: int


class CvName(Values):
    """Under which name the CV goes with a letter."""

    name: ShortText = "CV"


def _address(text: str) -> str:
    address = plain_address(text)
    if not address:
        raise ValueError("is not an e-mail address.")
    return address


class MailServerIn(Values):
    """The owner's own mail server; a blank password stays as it is."""

    host: Annotated[NeededName, Field(pattern=r"^[A-Za-z0-9.-]+$")]
    port: Annotated[int, Field(ge=1, le=65535)] = 465
    username: NeededName
    address: Annotated[NeededName, AfterValidator(_address)]
    password: ShortText = ""


class MailServerOut(BaseModel):
    """The owner's own mail server, without its password."""

    host: str
    port: int
    username: str
    address: str


class SendingIn(Values):
    """Whether the CV goes with a letter."""

    cv: bool = False


class SendingOut(BaseModel):
    """What became of a letter: `sent`, or `claimed` where it may have been sent or not."""

    state: Literal["sent", "claimed"]
