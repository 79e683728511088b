"""Letters of recommendation over HTTP: the plan's third part, and its JSON."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from webapp.accounts.current import me, my_id, require_sign_in
from webapp.api import Api
from webapp.contacts.model import Contact
from webapp.db import db
from webapp.errors import Invalid
from webapp.followups.plan import replan
from webapp.followups.queue import follow_ups_of
from webapp.pages import now, today
from webapp.recommendations import asking
from webapp.recommendations.details import LetterChanges, LetterDetails
from webapp.recommendations.model import PACKET, STATES, Recommendation
from webapp.recommendations.season import ask_window
from webapp.recommendations.shapes import LetterOut, LettersOut, letter_out
from webapp.relations.acts import acts_of
from webapp.validation import read_form

pages = Blueprint("recommendations", __name__)
pages.before_request(require_sign_in)
api = Api("recommendations")

MOST_CHOICES = 300
_BOXES = {"packet", "ticks"}


@pages.get("/plan/letters")
def letters() -> str:
    """All letters, and the days within which to ask."""
    opens_on = me().applications_open_on
    return render_template(
        "recommendations/letters.html",
        letters=[_out(letter) for letter in asking.list_letters(db.session, my_id())],
        states=STATES,
        packet=PACKET,
        opens_on=opens_on,
        asks=ask_window(opens_on) if opens_on else None,
        on=today(),
    )


@pages.get("/plan/letters/new")
def new_letter() -> str:
    """Whom to ask."""
    return _new_form({"contact_id": request.args.get("contact_id", "")}, {})


@pages.post("/plan/letters/new")
def want_letter() -> Any:
    """Plan a letter."""
    try:
        details = read_form(LetterDetails, request.form)
        letter = asking.want_letter(db.session, me(), details, now(), today())
    except Invalid as error:
        return _new_form(request.form, error.by_field()), 422
    _keep(letter)
    return redirect(url_for("recommendations.letter", letter_id=letter.id), 303)


@pages.get("/plan/letters/<uuid:letter_id>")
def letter(letter_id: UUID) -> str:
    """One letter: how far it is, and what its writer needs."""
    return _page(letter_id, {}, {})


@pages.post("/plan/letters/<uuid:letter_id>")
def change_letter(letter_id: UUID) -> Any:
    """Change a letter, or say how far it has come."""
    try:
        changes = _typed(request.form)
        found = asking.change_letter(db.session, me(), letter_id, changes, now(), today())
    except Invalid as error:
        return _page(letter_id, request.form, error.by_field()), 422
    _keep(found)
    return redirect(url_for("recommendations.letter", letter_id=letter_id), 303)


@pages.post("/plan/letters/<uuid:letter_id>/delete")
def remove_letter(letter_id: UUID) -> Any:
    """Take a letter off the plan."""
    gone = asking.get_letter(db.session, my_id(), letter_id)
    asking.remove_letter(db.session, my_id(), letter_id)
    _keep(gone)
    flash(f"The letter of {gone.contact.name} is off the plan.")
    return redirect(url_for("recommendations.letters"), 303)


@api.call("GET", "/letters", answers={200: LettersOut})
def get_letters() -> LettersOut:
    """All letters of recommendation."""
    return LettersOut(items=[_out(one) for one in asking.list_letters(db.session, my_id())])


@api.call("POST", "/letters", body=LetterDetails, answers={201: LetterOut})
def post_letter(body: LetterDetails) -> tuple[LetterOut, int]:
    """Plan a letter of a contact."""
    made = asking.want_letter(db.session, me(), body, now(), today())
    _keep(made)
    return _out(asking.get_letter(db.session, my_id(), made.id)), 201


@api.call("GET", "/letters/<uuid:letter_id>", answers={200: LetterOut})
def get_letter(letter_id: UUID) -> LetterOut:
    """One letter."""
    return _out(asking.get_letter(db.session, my_id(), letter_id))


@api.call("PATCH", "/letters/<uuid:letter_id>", body=LetterChanges, answers={200: LetterOut})
def patch_letter(letter_id: UUID, body: LetterChanges) -> LetterOut:
    """Change a letter; what is not given stays."""
    changed = asking.change_letter(db.session, me(), letter_id, body, now(), today())
    _keep(changed)
    return _out(changed)


@api.call("DELETE", "/letters/<uuid:letter_id>", answers={204: None})
def delete_letter(letter_id: UUID) -> None:
    """Take a letter off the plan."""
    _keep(asking.remove_letter(db.session, my_id(), letter_id))


def _keep(letter: Recommendation) -> None:
    replan(db.session, me(), letter.contact_id, now())
    db.session.commit()


def _out(letter: Recommendation) -> LetterOut:
    acts = acts_of(db.session, my_id(), letter.contact_id)
    return letter_out(letter, me().applications_open_on, acts)


def _typed(form: MultiDict[str, str]) -> LetterChanges:
    """The changes of the page's form; boxes that are all unticked, and days left blank, count."""
    fields = MultiDict(
        (name, value) for name, value in form.items(multi=True) if name not in _BOXES
    )
    changes = read_form(LetterChanges, fields)
    emptied: dict[str, Any] = {
        name: None if name.endswith(("_on", "_by")) else ""
        for name in LetterChanges.model_fields
        if form.get(name) == "" and name != "state"
    }
    if "ticks" in form:
        emptied["packet"] = form.getlist("packet")
    return LetterChanges.model_validate({**changes.model_dump(exclude_unset=True), **emptied})


def _new_form(values: Any, errors: dict[str, str]) -> str:
    known = select(Contact.id, Contact.name, Contact.organisation).where(
        Contact.owner_id == my_id(), Contact.deleted_at.is_(None)
    )
    people = db.session.execute(known.order_by(Contact.name).limit(MOST_CHOICES))
    choices = [(row.id, ", ".join(filter(None, [row.name, row.organisation]))) for row in people]
    return render_template(
        "recommendations/new.html", values=values, errors=errors, choices=choices
    )


def _page(letter_id: UUID, values: Any, errors: dict[str, str]) -> str:
    found = asking.get_letter(db.session, my_id(), letter_id)
    owed = follow_ups_of(db.session, my_id(), [found.contact_id], today())[found.contact_id]
    return render_template(
        "recommendations/letter.html",
        letter=_out(found),
        own_needed_by=found.needed_by,
        owed=[item for item in owed if item.follow_up.recommendation_id == letter_id],
        values=values,
        errors=errors,
        states=STATES,
        packet=PACKET,
        on=today(),
    )
