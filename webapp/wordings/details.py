"""What a person says of a template of their own, checked."""

from typing import Annotated

from pydantic import AfterValidator

from webapp.followups.templates import unknown_placeholders
from webapp.validation import LongText, NeededDetail, NoteText, ShortText, Values


def _known(text: str) -> str:
    wrong = unknown_placeholders(text)
    if wrong:
        names = ", ".join(wrong)
        raise ValueError(f"has placeholders that Hallway does not know: {names}.")
    return text


Line = Annotated[NeededDetail, AfterValidator(_known)]


class TemplateWording(Values):
    """A template in one's own words; only known placeholders may stand in it."""

    subject: Annotated[Line, AfterValidator(lambda text: " ".join(text.split()))]
    body: Annotated[NoteText, AfterValidator(_known)]


class PreviewQuery(Values):
    """With whom a template is looked at."""

    contact: ShortText = ""
    subject: LongText = ""
    body: NoteText = ""
