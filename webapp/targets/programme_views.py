"""Taking targets out of a meeting's programme, on the screen and over JSON."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for

from webapp.accounts.current import my_id, require_sign_in
from webapp.api import Api
from webapp.db import db, get_owned
from webapp.errors import FieldError, Invalid
from webapp.events.model import Event
from webapp.formats.programme import MAX_BYTES, Programme
from webapp.pages import now
from webapp.targets.details import ProgrammeText
from webapp.targets.model import KINDS
from webapp.targets.programme import entry, known_names, named_as, read_file, take_chosen
from webapp.targets.shapes import ProgrammeOut, programme_out

pages = Blueprint("programmes", __name__)
pages.before_request(require_sign_in)
api = Api("programmes")


@pages.get("/plan/events/<uuid:event_id>/programme")
def choose_file(event_id: UUID) -> str:
    """The form that takes a programme."""
    return _choose(get_owned(db.session, Event, my_id(), event_id), "", "")


@pages.post("/plan/events/<uuid:event_id>/programme")
def read_programme(event_id: UUID) -> Any:
    """What is in the file, to choose from; nothing of it is kept yet."""
    event = get_owned(db.session, Event, my_id(), event_id)
    file = request.files.get("file")
    text = request.form.get("text", "")
    data = (file.read(MAX_BYTES + 1) if file else b"") or text.encode("utf-8", "replace")
    if not data.strip():
        return _choose(event, text, "Choose a file or paste the rows first."), 422
    programme = read_file(event, data)
    if programme.error:
        return _choose(event, text, programme.error), 422
    return _preview(event, programme)


@pages.post("/plan/events/<uuid:event_id>/programme/take")
def take(event_id: UUID) -> Any:
    """Put all that was chosen on the list, or nothing."""
    event = get_owned(db.session, Event, my_id(), event_id)
    try:
        made = take_chosen(db.session, my_id(), event, request.form.getlist("take"), now())
    except Invalid as error:
        db.session.rollback()
        why = f"Nothing was taken. {next(iter(error.by_field().items()))[1]}"
        return _choose(event, "", why), 422
    db.session.commit()
    count = len(made)
    flash(f"{count} {'is' if count == 1 else 'are'} on the list now.")
    return redirect(url_for("events.event", event_id=event_id, _anchor="targets"), 303)


@api.call(
    "POST", "/events/<uuid:event_id>/programme", body=ProgrammeText, answers={200: ProgrammeOut}
)
def post_programme(event_id: UUID, body: ProgrammeText) -> ProgrammeOut:
    """What is in a programme, as targets to post; nothing of it is kept."""
    event = get_owned(db.session, Event, my_id(), event_id)
    programme = read_file(event, body.text.encode("utf-8", "replace"))
    if programme.error:
        raise Invalid(FieldError("text", programme.error))
    return programme_out(programme, event)


def _preview(event: Event, programme: Programme) -> str:
    known = known_names(db.session, event)
    return render_template(
        "targets/programme.html",
        event=event,
        sessions=programme.sessions,
        entry=entry,
        is_known=lambda session: named_as(session.name) in known,
        kinds=KINDS,
    )


def _choose(event: Event, text: str, error: str) -> str:
    return render_template("targets/choose_programme.html", event=event, text=text, error=error)
