"""Templates as the API gives them."""

from pydantic import BaseModel

from webapp.wordings.own import Wording


class WordingOut(BaseModel):
    """A template as it stands; `own` says that it is in one's own words."""

    name: str
    title: str
    subject: str
    body: str
    own: bool


class WordingsOut(BaseModel):
    """All templates."""

    items: list[WordingOut]
    cursor: str | None = None


def wording_out(wording: Wording) -> WordingOut:
    """A template as JSON."""
    return WordingOut(**wording._asdict())
