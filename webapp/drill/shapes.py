"""The memory drill as the API gives it."""

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel

from webapp.drill.drill import Question
from webapp.drill.model import Recall
from webapp.validation import Values


class Answer(Values):
    """Whether the name was known."""

    knew: bool


class QuestionOut(BaseModel):
    """A detail, and whose it is."""

    contact_id: UUID
    name: str
    detail: str
    place: str
    event_id: UUID | None
    at: datetime


class QuestionsOut(BaseModel):
    """A round."""

    items: list[QuestionOut]
    cursor: str | None = None


class RecallOut(BaseModel):
    """When to be asked again."""

    contact_id: UUID
    known: int
    due_on: date


def question_out(question: Question) -> QuestionOut:
    """A question as JSON."""
    met = question.encounter
    return QuestionOut(
        contact_id=question.contact.id,
        name=question.contact.name,
        detail=question.detail,
        place=met.place,
        event_id=met.event_id,
        at=met.at,
    )


def recall_out(recall: Recall) -> RecallOut:
    """What is remembered of one contact, as JSON."""
    return RecallOut.model_validate(recall, from_attributes=True)
