"""The imports room's pages."""

from time import monotonic
from typing import Any
from uuid import UUID

from flask import (
    Blueprint,
    Response,
    flash,
    redirect,
    render_template,
    request,
    stream_with_context,
    url_for,
)

from webapp.accounts.current import me, my_id, require_sign_in
from webapp.contacts.phone_numbers import region_of
from webapp.db import db
from webapp.errors import Invalid
from webapp.formats.csv_fields import FIELDS
from webapp.formats.downloads import content_disposition
from webapp.imports import receive, run
from webapp.imports.account import restore, restores
from webapp.imports.details import EntriesQuery, Upload, read_choices, read_columns
from webapp.imports.entries import entries_in_chunks
from webapp.imports.model import (
    Import,
    count_fates,
    get_import,
    list_entries,
    list_imports,
    names_of_matches,
)
from webapp.imports.preview import can_be_taken
from webapp.imports.read import read_on
from webapp.imports.report import FATES, write_report
from webapp.imports.undo import can_undo
from webapp.imports.undo import undo as take_back
from webapp.pages import now
from webapp.validation import read_form

pages = Blueprint("imports", __name__)
pages.before_request(require_sign_in)

A_PAGE = 50
SLICE = 0.6
"""Seconds; the bar has to move each second."""
UNDER_WAY = {
    "reading": "imports.read",
    "running": "imports.go_on",
}
"""Where what is under way goes on."""


@pages.get("/contacts/import")
def upload() -> Any:
    """The form that takes a file or pasted text."""
    return _upload_form("", {})


@pages.post("/contacts/import")
def receive_upload() -> Any:
    """Read what was sent and show what is in it; nothing is taken yet."""
    try:
        made = receive.receive(db.session, me(), _sent(), now())
        db.session.commit()
        return _read(made)
    except Invalid as error:
        return _upload_form(request.form.get("text", ""), error.by_field()), 422


@pages.get("/contacts/import/<uuid:import_id>/read")
def read(import_id: UUID) -> Any:
    """Go on reading a file; the page that says how far asks again for it."""
    found = get_import(db.session, my_id(), import_id)
    try:
        return _read(found)
    except Invalid as error:
        return _upload_form("", error.by_field()), 422


@pages.get("/contacts/import/<uuid:import_id>")
def show(import_id: UUID) -> Any:
    """What is in a file and what would become of it, or what became of it."""
    found = get_import(db.session, my_id(), import_id)
    if found.state in UNDER_WAY:
        return redirect(url_for(UNDER_WAY[found.state], import_id=import_id), 303)
    query = read_form(EntriesQuery, request.args)
    start = (query.page - 1) * A_PAGE
    entries = list_entries(db.session, found, query.fate, start, A_PAGE + 1)
    return render_template(
        "imports/preview.html" if found.state == "ready" else "imports/report.html",
        found=found,
        query=query,
        counts=count_fates(db.session, found),
        entries=entries[:A_PAGE],
        more=len(entries) > A_PAGE,
        names=names_of_matches(db.session, my_id(), entries),
        fates=FATES,
        can_be_taken=can_be_taken,
        fields=[("", "Leave out"), *FIELDS.items()],
        can_undo=can_undo(found, now()),
        restores=restores(db.session, me(), found),
    )


@pages.post("/contacts/import/<uuid:import_id>/columns")
def correct_columns(import_id: UUID) -> Any:
    """Read a list again with its columns filling other fields."""
    found = get_import(db.session, my_id(), import_id)
    receive.correct_columns(db.session, found, read_columns(request.form))
    db.session.commit()
    return _read(found)


@pages.post("/contacts/import/<uuid:import_id>/choices")
def choose(import_id: UUID) -> Any:
    """Keep what was chosen on this page and go to another."""
    query = read_form(EntriesQuery, request.args)
    found = get_import(db.session, my_id(), import_id)
    run.choose(db.session, found, read_choices(request.form))
    db.session.commit()
    place = query.model_dump(exclude_defaults=True)
    return redirect(url_for("imports.show", import_id=import_id, **place), 303)


@pages.post("/contacts/import/<uuid:import_id>/run")
def start(import_id: UUID) -> Any:
    """Keep what was chosen and begin; pressing it twice changes nothing."""
    found = get_import(db.session, my_id(), import_id)
    if found.state == "ready":
        run.choose(db.session, found, read_choices(request.form))
    run.start(db.session, found)
    db.session.commit()
    return _slice(found)


@pages.get("/contacts/import/<uuid:import_id>/run")
def go_on(import_id: UUID) -> Any:
    """Go on with an import that its owner began; the page that says how far asks again for it.

    It works without scripts and without a background worker, and goes on after a restart.
    """
    return _slice(get_import(db.session, my_id(), import_id))


@pages.post("/contacts/import/<uuid:import_id>/restore")
def restore_account(import_id: UUID) -> Any:
    """Take everything that an export of an account holds."""
    restore(db.session, me(), get_import(db.session, my_id(), import_id), now())
    db.session.commit()
    flash("Everything is back.")
    return redirect(url_for("imports.show", import_id=import_id), 303)


@pages.get("/contacts/import/<uuid:import_id>/report.csv")
def report(import_id: UUID) -> Response:
    """What became of each entry, to keep."""
    found = get_import(db.session, my_id(), import_id)
    lines = stream_with_context(write_report(entries_in_chunks(db.session, found)))
    answer = Response(lines, content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = content_disposition("Import report", "csv")
    return answer


@pages.post("/contacts/import/<uuid:import_id>/undo")
def undo(import_id: UUID) -> Any:
    """Take the whole import back."""
    take_back(db.session, my_id(), import_id, now())
    db.session.commit()
    flash("The import was undone.")
    return redirect(url_for("imports.show", import_id=import_id), 303)


def _read(found: Import) -> Any:
    """Read on for a while, some entries a transaction; of a file that is refused nothing stays."""
    deadline = monotonic() + SLICE
    try:
        for step, _ in enumerate(read_on(db.session, found, region_of(me().time_zone))):
            db.session.commit()
            if step and monotonic() > deadline:
                break
    except Invalid:
        db.session.rollback()
        receive.discard(db.session, my_id(), found.id)
        db.session.commit()
        raise
    if found.state == "reading":
        return _under_way(found)
    return redirect(url_for("imports.show", import_id=found.id), 303)


def _slice(found: Import) -> Any:
    """Take entries for a while, some a transaction, and say how far it is."""
    deadline = monotonic() + SLICE
    # What this request has read so far would make the first claim fail while others write.
    db.session.commit()
    for _ in run.run_on(db.session, me(), found, now):
        db.session.commit()
        if monotonic() > deadline:
            break
    db.session.refresh(found)
    if found.state == "running":
        return _under_way(found)
    return redirect(url_for("imports.show", import_id=found.id), 303)


def _under_way(found: Import) -> Response:
    """How far it is; the page asks by itself for the next slice, also without scripts."""
    on = url_for(UNDER_WAY[found.state], import_id=found.id)
    answer = Response(render_template("imports/progress.html", found=found, on=on))
    answer.headers["Refresh"] = f"0; url={on}"
    return answer


def _sent() -> Upload:
    """The file, or else the text, of the form; Invalid when both are missing."""
    file = request.files.get("file")
    if file is not None and file.filename:
        return Upload(file.filename, file.read())
    data = request.form.get("text", "").encode("utf-8", "replace")
    if not data.strip():
        raise receive.refused("is needed: choose a file, or paste a card or a signature below.")
    return Upload("", data, "vcard" if receive.kind_of(data) == "vcard" else "text")


def _upload_form(text: str, errors: dict[str, str]) -> str:
    return render_template(
        "imports/upload.html", text=text, errors=errors, imports=list_imports(db.session, my_id())
    )
