"""News over HTTP: what it is, and to whom it matters; each of them gets a letter of their own."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for

from webapp.accounts.current import me, my_id, require_sign_in
from webapp.api import Api
from webapp.contacts.meet import get_contact
from webapp.db import db
from webapp.errors import Invalid, NotFound
from webapp.followups.opening import open_by_hand
from webapp.news.details import News
from webapp.news.shapes import CaresListOut, cares_out
from webapp.news.whom import who_cares
from webapp.pages import now, today
from webapp.validation import read_form

pages = Blueprint("news", __name__)
pages.before_request(require_sign_in)
api = Api("news")

KINDS = {"interview": "An interview", "match": "The match", "other": "Something else"}


@pages.get("/follow-ups/news")
def news() -> str:
    """What is new, and to whom it matters."""
    return _page({}, {})


@pages.post("/follow-ups/news")
def share_news() -> Any:
    """Put one letter for each into the queue; none of them is sent."""
    try:
        told = read_form(News, request.form)
        for contact_id in told.contact_ids:
            contact = get_contact(db.session, my_id(), contact_id)
            open_by_hand(db.session, me(), contact, "news", now(), told.about)
    except NotFound:
        db.session.rollback()
        return _page(request.form, {"contact_ids": "names nobody whom you know."}), 422
    except Invalid as error:
        return _page(request.form, error.by_field()), 422
    db.session.commit()
    letters = "A letter of its own" if len(told.contact_ids) == 1 else "Letters, one for each,"
    flash(f"{letters} waits below. Read each before you send it.")
    return redirect(url_for("followups.queue"), 303)


@api.call("GET", "/news/people", answers={200: CaresListOut})
def get_news_people() -> CaresListOut:
    """To whom news matters, and why; open a letter for one by POST /follow-ups."""
    return cares_out(who_cares(db.session, my_id(), today()))


def _page(values: Any, errors: dict[str, str]) -> str:
    chosen = values.getlist("contact_ids") if values else []
    return render_template(
        "news/news.html",
        people=who_cares(db.session, my_id(), today()),
        kinds=KINDS,
        values=values,
        chosen=chosen,
        errors=errors,
    )
