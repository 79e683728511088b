"""What a person says of a prompt, checked."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from webapp.validation import LongText, NeededDetail, Values

Kind = Literal["poster", "talk", "program", "alum", "virtual", "anyone"]


def _one_line(text: object) -> object:
    return " ".join(text.split()) if isinstance(text, str) else text


Question = Annotated[NeededDetail, Field(max_length=300), BeforeValidator(_one_line)]
Topic = Annotated[LongText, Field(max_length=100), BeforeValidator(_one_line)]


class PromptDetails(Values):
    """A question of one's own; `topic` is how a note of the answer begins."""

    kind: Kind = "anyone"
    question: Question
    topic: Topic = ""


class PromptChanges(Values):
    """Changes to a prompt; what is not given stays. `position` counts from 0 within its kind."""

    question: Question | None = None
    topic: Topic | None = None
    hidden: bool | None = None
    position: Annotated[int, Field(ge=0, le=10_000)] | None = None


class PromptQuery(Values):
    """Which prompts; hidden ones come only when asked for."""

    kind: Kind | None = None
    hidden: bool = False
