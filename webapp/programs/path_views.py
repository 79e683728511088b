"""The warm path on the screen: the way, the letter, and what was asked of whom."""

from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for

from webapp.accounts.current import me, my_id, require_sign_in
from webapp.db import db, get_owned
from webapp.pages import now, tell, today
from webapp.programs import asks, schooling
from webapp.programs.atlas import in_bucket
from webapp.programs.details import Answer, AskDetails, SchoolAnswer
from webapp.programs.leverage import BUCKETS
from webapp.programs.model import Program
from webapp.programs.picture import picture_of
from webapp.programs.views import atlas_now, request_at
from webapp.programs.wording import tie_words
from webapp.validation import read_form

pages = Blueprint("program_paths", __name__)
pages.before_request(require_sign_in)


@pages.get("/plan/programs/map")
def picture() -> str:
    """The map as a picture, with the same in a table."""
    atlas = atlas_now()
    return render_template(
        "programs/picture.html",
        atlas=atlas,
        drawn=picture_of(atlas),
        buckets=[(words, name, in_bucket(atlas.places, name)) for name, words in BUCKETS.items()],
    )


@pages.get("/plan/programs/<uuid:program_id>/path")
def path(program_id: UUID) -> str:
    """The warm path, with the letter that asks for the introduction."""
    get_owned(db.session, Program, my_id(), program_id)
    atlas = atlas_now()
    place = atlas.place(program_id)
    return render_template(
        "programs/path.html",
        place=place,
        program=place.program,
        people=atlas.survey.people,
        tie_words=lambda step: tie_words(atlas.survey, step),
        request_letter=request_at(atlas, place) if place.path else None,
    )


@pages.post("/plan/programs/<uuid:program_id>/asks")
def ask(program_id: UUID) -> Any:
    """Note that something was asked of somebody."""
    details = read_form(AskDetails, request.form)
    noted = asks.note_ask(db.session, my_id(), program_id, details, today(), now())
    db.session.commit()
    tell(
        "Noted. The program waits for the answer.",
        undo=url_for("program_paths.unask", ask_id=noted.id),
    )
    return redirect(url_for("programs.program", program_id=program_id), 303)


@pages.post("/plan/programs/asks/<uuid:ask_id>/answer")
def answer(ask_id: UUID) -> Any:
    """Note what they answered."""
    said = read_form(Answer, request.form)
    answered = asks.answer_ask(db.session, my_id(), ask_id, said.answer, today())
    db.session.commit()
    return redirect(url_for("programs.program", program_id=answered.program_id), 303)


@pages.post("/plan/programs/asks/<uuid:ask_id>/remove")
def unask(ask_id: UUID) -> Any:
    """Take back that something was asked."""
    gone = asks.remove_ask(db.session, my_id(), ask_id)
    db.session.commit()
    return redirect(url_for("programs.program", program_id=gone.program_id), 303)


@pages.post("/plan/programs/school")
def school() -> Any:
    """Say whether a school that is written much like mine is mine."""
    said = read_form(SchoolAnswer, request.form)
    schooling.answer(me(), said)
    db.session.commit()
    return redirect(url_for("programs.programs"), 303)
