"""The capture room over HTTP: one capture at a time, by form or by API, and the scan page."""

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for

from webapp.accounts.current import me, my_id, require_sign_in
from webapp.api import Api
from webapp.capture.clocks import Arrival
from webapp.capture.details import CaptureDetails
from webapp.capture.prefill import offered_values
from webapp.capture.receive import receive
from webapp.capture.shapes import CaptureOut, KnownOut, capture_out
from webapp.capture.turns import turn_of
from webapp.capture.undo import undo
from webapp.contacts.kept_out import erased_since
from webapp.contacts.model import Contact
from webapp.contacts.pairs import met_before, met_before_each
from webapp.days import day_at
from webapp.db import db, new_id
from webapp.errors import Conflict, Invalid, problem
from webapp.events.model import list_events
from webapp.events.shapes import event_out
from webapp.formats.scanned import read_scanned
from webapp.pages import base_url, day, now, tell
from webapp.validation import read_form, read_values

pages = Blueprint("capture", __name__)
pages.before_request(require_sign_in)
api = Api("capture")

KEPT = ("event_id", "place")


@pages.get("/capture")
def capture() -> str:
    """The form, ready for the next person."""
    values = offered_values(db.session, my_id(), request.args, now())
    return _form(values, {}, new_id())


@pages.post("/capture")
def take_down() -> Any:
    """Take the form down; the id in it makes a double submit count once."""
    form = request.form.copy()
    given_id = form.pop("op_id", "")
    try:
        op_id = _read_id(given_id)
        details = read_form(CaptureDetails, form)
        if "event_id" in form:
            # Whoever had the choice and left it blank was at no event.
            details = details.model_copy(update={"event_id": details.event_id})
        taken = receive(db.session, me(), op_id, details, Arrival(now()))
    except Invalid as error:
        return _form(form, error.by_field(), given_id), 422
    except Conflict:
        # The page came back from the browser's history with an id that is used up.
        again = {"body": "Something else was saved from this page before. Save once more."}
        return _form(form, again, new_id()), 409
    db.session.commit()
    first_time = taken.new and details.contact_id is None
    new_one = taken.contact_id if first_time else None
    known = met_before(db.session, my_id(), new_one) if new_one else None
    tell(
        f"Saved {details.name}.{_word_on_erased(details) if first_time else ''}",
        undo=url_for("capture.take_back", op_id=op_id),
        link=_met_already(new_one, known) if new_one and known else None,
    )
    kept: dict[str, Any] = {name: form[name] for name in KEPT if form.get(name)}
    return redirect(url_for("capture.capture", **kept), 303)


@pages.post("/capture/<uuid:op_id>/undo")
def take_back(op_id: UUID) -> Any:
    """Take the capture just made back."""
    contact = undo(db.session, my_id(), op_id, now())
    db.session.commit()
    if contact is not None:
        flash(f"Took {contact.name} back. Nothing of it is kept in your lists.")
    return redirect(url_for("capture.capture"), 303)


@pages.get("/scan")
def scan() -> str:
    """The camera, or a picture, or the text of a code."""
    return render_template("capture/scan.html", text="")


@pages.post("/scan")
def read_text() -> Any:
    """What the text of a code says, as a capture to complete. It is never followed."""
    text = request.form.get("text", "")
    try:
        read_values(CaptureDetails, {"name": "-", "detail": "-", "raw": text})
    except Invalid as error:
        return render_template("capture/scan.html", text=text, error=error.by_field()["raw"]), 422
    found = read_scanned(text, base_url())
    values = {**found.fields, "raw": text}
    return _form(values, {}, new_id())


@api.call(
    "PUT",
    "/captures/<uuid:op_id>",
    body=CaptureDetails,
    answers={200: CaptureOut, 201: CaptureOut, 409: None},
)
def put_capture(op_id: UUID, body: CaptureDetails) -> Any:
    """Take one capture down, once for each id."""
    if request.headers.get("Hallway-User", str(my_id())) != str(my_id()):
        return problem(401, "These notes belong to another account. They stay on the phone.")
    with turn_of(my_id()):
        erased = body.contact_id is None and _erased_since(body) is not None
        taken = receive(db.session, me(), op_id, body, Arrival(now()))
        looks = body.contact_id is None and taken.may_be_known
        known = _known(taken.contact_id) if looks else None
        db.session.commit()
    return capture_out(op_id, taken, known, erased=erased), 201 if taken.new else 200


@api.call("DELETE", "/captures/<uuid:op_id>", answers={204: None})
def delete_capture(op_id: UUID) -> None:
    """Take a capture back; a repeat changes nothing."""
    undo(db.session, my_id(), op_id, now())
    db.session.commit()


def _known(taken_id: UUID | None) -> KnownOut | None:
    """Whom the one just taken down may be, if it is anybody known."""
    if taken_id is None:
        return None
    found = met_before_each(db.session, my_id(), [taken_id]).get(taken_id)
    return KnownOut(contact_id=found[0], name=found[1], why=found[2]) if found else None


def _erased_since(details: CaptureDetails) -> datetime | None:
    emails, phones = [details.email], [details.phone]
    return erased_since(db.session, my_id(), name=details.name, emails=emails, phones=phones)


def _word_on_erased(details: CaptureDetails) -> str:
    since = _erased_since(details)
    if since is None:
        return ""
    return f" You erased this person {day(day_at(since, me().time_zone))}, not to be added again."


def _met_already(contact_id: UUID, known: Contact) -> tuple[str, str]:
    preview = url_for("merging.preview", contact_id=known.id)
    return f"Met already? {known.name}", f"{preview}?with={contact_id}"


def _read_id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return new_id()


def _form(values: Any, errors: dict[str, str], op_id: Any) -> str:
    events = list_events(db.session, my_id())
    return render_template(
        "capture/capture.html",
        values=values,
        errors=errors,
        op_id=op_id,
        event_choices=[(event.id, event.name) for event in events],
        events_json=[event_out(event).model_dump(mode="json") for event in events],
    )
