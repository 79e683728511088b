"""The templates of letters over HTTP."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for

from webapp.accounts.current import me, my_id, require_sign_in
from webapp.api import Api
from webapp.db import db
from webapp.errors import Invalid
from webapp.followups.drafts import Draft
from webapp.followups.signature import signature_of
from webapp.followups.templates import PLACEHOLDERS
from webapp.pages import base_url, now, today
from webapp.validation import read_form
from webapp.wordings import own
from webapp.wordings.details import TemplateWording
from webapp.wordings.shapes import WordingOut, WordingsOut, wording_out

pages = Blueprint("wordings", __name__)
pages.before_request(require_sign_in)
api = Api("wordings")


@pages.get("/follow-ups/letters")
def wordings() -> str:
    """All templates."""
    return render_template(
        "wordings/wordings.html", wordings=own.list_wordings(db.session, my_id())
    )


@pages.get("/follow-ups/letters/<name>")
def wording(name: str) -> str:
    """One template, and what it makes of real people."""
    return _page(own.get_wording(db.session, my_id(), name), {}, {})


@pages.post("/follow-ups/letters/<name>")
def keep_wording(name: str) -> Any:
    """Keep a template in one's own words, or look at what it would make."""
    stands = own.get_wording(db.session, my_id(), name)
    try:
        given = read_form(TemplateWording, request.form)
    except Invalid as error:
        return _page(stands, request.form, error.by_field()), 422
    if "look" in request.form:
        return _page(stands, request.form, {})
    own.keep_wording(db.session, my_id(), name, given, now())
    db.session.commit()
    flash("Kept. Letters that you have not worded yourself follow it from now on.")
    return redirect(url_for("wordings.wording", name=name), 303)


@pages.post("/follow-ups/letters/<name>/restore")
def restore(name: str) -> Any:
    """Go back to Hallway's words."""
    own.restore(db.session, my_id(), name)
    db.session.commit()
    flash("Back to the first wording.")
    return redirect(url_for("wordings.wording", name=name), 303)


@api.call("GET", "/letter-templates", answers={200: WordingsOut})
def get_letter_templates() -> WordingsOut:
    """All templates of letters as they stand."""
    found = own.list_wordings(db.session, my_id())
    return WordingsOut(items=[wording_out(one) for one in found])


@api.call("GET", "/letter-templates/<name>", answers={200: WordingOut})
def get_letter_template(name: str) -> WordingOut:
    """One template."""
    return wording_out(own.get_wording(db.session, my_id(), name))


@api.call("PUT", "/letter-templates/<name>", body=TemplateWording, answers={200: WordingOut})
def put_letter_template(name: str, body: TemplateWording) -> WordingOut:
    """Word a template oneself; an unknown placeholder is refused by its name."""
    kept = own.keep_wording(db.session, my_id(), name, body, now())
    db.session.commit()
    return wording_out(kept)


@api.call("DELETE", "/letter-templates/<name>", answers={200: WordingOut})
def delete_letter_template(name: str) -> WordingOut:
    """Go back to Hallway's words."""
    restored = own.restore(db.session, my_id(), name)
    db.session.commit()
    return wording_out(restored)


def _page(stands: own.Wording, values: Any, errors: dict[str, str]) -> str:
    me_now = signature_of(db.session, me(), base_url())
    looked_at = Draft(
        values.get("subject", stands.subject),
        values.get("body", stands.body).replace("\r\n", "\n"),
    )
    shown = [] if errors else own.previews(
        db.session, my_id(), stands.name, looked_at, me_now, today()
    )  # fmt: skip
    return render_template(
        "wordings/wording.html",
        wording=stands,
        values=values,
        errors=errors,
        previews=shown,
        placeholders=PLACEHOLDERS,
    )
