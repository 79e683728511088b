"""The CV as the API tells of it."""

from pydantic import BaseModel

from webapp.validation import ShortText, Values


class CvOut(BaseModel):
    """The name of the CV's file without its ending, and its size in bytes."""

    name: str
    bytes: int


class CvName(Values):
    """Under which name the CV goes with a letter."""

    name: ShortText = "CV"
