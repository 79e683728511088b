"""Sending over HTTP: a letter as a file, and the CV that goes with it."""

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for

from webapp.accounts.current import me, my_id, require_sign_in
from webapp.api import Api
from webapp.contacts.model import Contact
from webapp.db import db
from webapp.errors import Invalid, problem
from webapp.followups.letters import letter_for
from webapp.followups.queue import get_item
from webapp.followups.signature import signature_of
from webapp.formats.downloads import content_disposition
from webapp.formats.links import safe_link
from webapp.pages import base_url, now, today
from webapp.sending.cv import cv_facts, get_cv, keep_cv, remove_cv
from webapp.sending.letter_file import draft_of
from webapp.sending.shapes import CvName, CvOut

pages = Blueprint("sending", __name__)
pages.before_request(require_sign_in)
api = Api("sending")


@pages.app_template_global()
def my_cv() -> tuple[str, int] | None:
    """The name and size of the CV, for the pages that offer to send it."""
    return cv_facts(db.session, my_id())


@pages.app_template_global()
def linkedin_of(contact: Contact) -> str:
    """The address of somebody's LinkedIn profile, if it is known and safe to open."""
    links = [link for link in map(safe_link, contact.links) if link]
    return next((link for link in links if _is_linkedin(link)), "")


@pages.get("/follow-ups/<uuid:follow_up_id>.eml")
def letter_file(follow_up_id: UUID) -> Response:
    """The letter as a draft for mail programs, with the CV unless `?cv=no`."""
    item = get_item(db.session, my_id(), follow_up_id, today())
    letter = letter_for(item, signature_of(db.session, me(), base_url()))
    with_cv = request.args.get("cv") != "no"
    data = draft_of(db.session, me(), item, letter, now(), with_cv=with_cv)
    answer = Response(data, content_type="message/rfc822")
    name = f"To {item.follow_up.contact.name}"
    answer.headers["Content-Disposition"] = content_disposition(name, "eml")
    return answer


@pages.get("/settings/sending")
def settings() -> str:
    """What goes with my letters, and how they leave."""
    return _settings({})


@pages.post("/settings/sending/cv")
def upload() -> Any:
    """Keep the CV in place of the one before."""
    file = request.files.get("cv")
    try:
        name, data = (file.filename or "", file.read()) if file else ("", b"")
        keep_cv(db.session, my_id(), name, data, now())
    except Invalid as error:
        return _settings(error.by_field()), 422
    db.session.commit()
    flash("Your CV is kept. It goes with a letter that you open as a file.")
    return redirect(url_for("sending.settings"), 303)


@pages.post("/settings/sending/cv/remove")
def remove() -> Any:
    """Take the CV back."""
    remove_cv(db.session, my_id())
    db.session.commit()
    flash("Your CV is gone from Hallway.")
    return redirect(url_for("sending.settings"), 303)


@pages.get("/settings/sending/cv.pdf")
def download() -> Response:
    """The CV, to look at."""
    return _pdf()


@api.call("GET", "/cv", answers={200: None, 404: None}, gives="application/pdf")
def get_cv_file() -> Response:
    """The CV as a PDF; 404 where there is none."""
    return _pdf()


@api.call("PUT", "/cv", query=CvName, answers={200: CvOut}, takes=("application/pdf",))
def put_cv(query: CvName) -> Any:
    """Keep the body, a PDF of at most 3 MB, as the CV."""
    if request.mimetype != "application/pdf":
        return problem(415, "Send it as application/pdf.")
    cv = keep_cv(db.session, my_id(), query.name, request.get_data(), now())
    db.session.commit()
    return CvOut(name=cv.name, bytes=len(cv.pdf))


@api.call("DELETE", "/cv", answers={204: None})
def delete_cv() -> None:
    """Take the CV back; without one nothing happens."""
    remove_cv(db.session, my_id())
    db.session.commit()


def _pdf() -> Response:
    cv = get_cv(db.session, my_id())
    answer = Response(cv.pdf, content_type="application/pdf")
    answer.headers["Content-Disposition"] = content_disposition(cv.name, "pdf")
    return answer


def _settings(errors: dict[str, str]) -> str:
    return render_template("sending/settings.html", errors=errors, values={})


def _is_linkedin(link: str) -> bool:
    host = urlsplit(link).hostname or ""
    return host == "linkedin.com" or host.endswith(".linkedin.com")
