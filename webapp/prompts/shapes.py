"""Prompts as the API gives them."""

from uuid import UUID

from pydantic import BaseModel

from webapp.prompts.prompts import Asked


class PromptOut(BaseModel):
    """One question; `topic` is how a note of the answer begins, `mine` if I wrote it."""

    id: UUID
    kind: str
    question: str
    topic: str
    position: int
    hidden: bool
    mine: bool


class PromptsOut(BaseModel):
    """Questions by kind and in my order; there is always the one page."""

    items: list[PromptOut]
    cursor: str | None = None


def prompt_out(prompt: Asked) -> PromptOut:
    """A prompt as JSON."""
    return PromptOut.model_validate(prompt, from_attributes=True)
