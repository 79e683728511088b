"""The memory drill over HTTP: one person at a time, five a round."""

from typing import Annotated, Any
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from pydantic import Field

from webapp.accounts.current import is_signed_in, my_id, require_sign_in
from webapp.api import Api
from webapp.db import db
from webapp.drill import drill as domain
from webapp.drill.drill import ROUND
from webapp.drill.shapes import Answer, QuestionsOut, RecallOut, question_out, recall_out
from webapp.pages import now, today
from webapp.validation import Values, read_form

pages = Blueprint("drill", __name__)
pages.before_request(require_sign_in)
api = Api("drill")


class RoundQuery(Values):
    """How far the round is: people asked for, and names known."""

    asked: Annotated[int, Field(ge=0, le=ROUND)] = 0
    known: Annotated[int, Field(ge=0, le=ROUND)] = 0


@pages.app_template_global()
def people_to_recall() -> bool:
    """Whether there are people to be asked for today."""
    return is_signed_in() and domain.is_any_due(db.session, my_id(), today())


@pages.get("/drill")
def drill() -> str:
    """The next person of the round, or how the round went."""
    at = read_form(RoundQuery, request.args)
    due = domain.questions(db.session, my_id(), today(), most=1) if at.asked < ROUND else []
    left = domain.count_due(db.session, my_id(), today())
    size = min(ROUND, at.asked + left)
    return render_template(
        "drill/drill.html", at=at, size=size, left=left, question=due[0] if due else None
    )


@pages.post("/drill/<uuid:contact_id>/<any(knew, missed):how>")
def answer(contact_id: UUID, how: str) -> Any:
    """Note whether the name was known, and go on to the next person."""
    at = read_form(RoundQuery, request.form)
    knew = how == "knew"
    domain.answer(db.session, my_id(), contact_id, knew=knew, now=now(), today=today())
    db.session.commit()
    asked = min(ROUND, at.asked + 1)
    return redirect(url_for("drill.drill", asked=asked, known=min(asked, at.known + knew)), 303)


@api.call("GET", "/drill", answers={200: QuestionsOut})
def get_drill() -> QuestionsOut:
    """A round: details, and whose they are."""
    found = domain.questions(db.session, my_id(), today())
    return QuestionsOut(items=[question_out(question) for question in found])


@api.call("POST", "/drill/<uuid:contact_id>", body=Answer, answers={200: RecallOut})
def post_answer(contact_id: UUID, body: Answer) -> RecallOut:
    """Note whether the name was known."""
    recall = domain.answer(
        db.session, my_id(), contact_id, knew=body.knew, now=now(), today=today()
    )
    db.session.commit()
    return recall_out(recall)
