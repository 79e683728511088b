"""What a person says of a prompt, checked."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from webapp.validation import Values

Kind = Literal["poster", "talk", "program", "alum", "virtual", "anyone"]


def _one_line(text: object) -> object:
    return " ".join(text.split()) if isinstance(text, str) else text


def _said(text: str) -> str:
    if not text:
        raise ValueError("is needed.")
    return text


def _storable(text: object) -> object:
    if isinstance(text, str) and ("\0" in text or any("\ud800" <= c <= "\udfff" for c in text)):
        raise ValueError("has a character that cannot be kept. Take it out.")
    return text


Question = Annotated[
    str,
    Field(max_length=300),
    BeforeValidator(_storable),
    BeforeValidator(_one_line),
    AfterValidator(_said),
]
Topic = Annotated[
    str, Field(max_length=100), BeforeValidator(_storable), BeforeValidator(_one_line)
]


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
