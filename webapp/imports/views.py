"""The imports room over HTTP."""

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
from webapp.api import Api
from webapp.contacts.phone_numbers import region_of
from webapp.db import db
from webapp.errors import Invalid, problem
from webapp.formats.csv_fields import FIELDS
from webapp.formats.downloads import content_disposition
from webapp.imports import receive, run
from webapp.imports.details import (
    EntriesQuery,
    ImportQuery,
    Upload,
    read_choices,
    read_columns,
)
from webapp.imports.model import (
    Import,
    count_fates,
    entries_in_chunks,
    get_import,
    list_entries,
    list_imports,
    names_of_matches,
)
from webapp.imports.preview import compare_entries
from webapp.imports.report import FATES, write_report
from webapp.imports.shapes import ImportOut, import_json
from webapp.imports.undo import can_undo
from webapp.imports.undo import undo as take_back
from webapp.pages import now
from webapp.validation import read_form

pages = Blueprint("imports", __name__)
pages.before_request(require_sign_in)
api = Api("imports")

A_PAGE = 50
SLICE = 2.0
KINDS = {
    "text/vcard": "vcard",
    "text/x-vcard": "vcard",
    "text/directory": "vcard",
    "text/csv": "csv",
}


@pages.get("/contacts/import")
def upload() -> Any:
    """The form that takes a file or pasted text."""
    return _upload_form("", {})


@pages.post("/contacts/import")
def receive_upload() -> Any:
    """Read what was sent and show what is in it; nothing is taken yet."""
    try:
        made = _read(_sent())
    except Invalid as error:
        return _upload_form(request.form.get("text", ""), error.by_field()), 422
    return redirect(url_for("imports.show", import_id=made.id), 303)


@pages.get("/contacts/import/<uuid:import_id>")
def show(import_id: UUID) -> Any:
    """What is in a file and what would become of it, or what became of it."""
    found = get_import(db.session, my_id(), import_id)
    if found.state == "running":
        return redirect(url_for("imports.go_on", import_id=import_id), 303)
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
        fields=[("", "Leave out"), *FIELDS.items()],
        can_undo=can_undo(found, now()),
    )


@pages.post("/contacts/import/<uuid:import_id>/columns")
def correct_columns(import_id: UUID) -> Any:
    """Read a list again with its columns filling other fields."""
    found = get_import(db.session, my_id(), import_id)
    data = receive.correct_columns(db.session, found, read_columns(request.form))
    db.session.commit()
    _read_into(found, data, compare=True)
    return redirect(url_for("imports.show", import_id=import_id), 303)


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
    return _slice(import_id)


@pages.get("/contacts/import/<uuid:import_id>/run")
def go_on(import_id: UUID) -> Any:
    """Go on with an import that its owner began; the page that says how far asks again for it.

    It works without scripts and without a background worker, and goes on after a restart.
    """
    get_import(db.session, my_id(), import_id)
    return _slice(import_id)


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


@api.call("POST", "/imports", query=ImportQuery, answers={200: ImportOut})
def post_import(query: ImportQuery) -> Response:
    """Take everybody in a .vcf or .csv file, or with `dry_run` only say what would become of them.

    The file is the body (text/vcard, text/csv), or the field `file` of multipart/form-data. Who is
    not certainly known is added, never merged.
    """
    sent = _body()
    if sent is None:
        return problem(415, "Send the file as text/vcard, text/csv, or multipart/form-data.")
    made = _read(sent, compare=query.dry_run)
    if not query.dry_run:
        run.start(db.session, made)
        db.session.commit()
        while run.run_next(db.session, me(), made.id, now()):
            db.session.commit()
        db.session.commit()
    return _answer(made.id)


@api.call("GET", "/imports/<uuid:import_id>", answers={200: ImportOut})
def get_one_import(import_id: UUID) -> Response:
    """One import with the fate of each entry."""
    return _answer(import_id)


@api.call("POST", "/imports/<uuid:import_id>/undo", answers={200: ImportOut})
def undo_import(import_id: UUID) -> Response:
    """Take a whole import back within a day; the same again changes nothing."""
    take_back(db.session, my_id(), import_id, now())
    db.session.commit()
    return _answer(import_id)


def _slice(import_id: UUID) -> Any:
    """Take entries for two seconds, one transaction each, and say how far it is."""
    deadline = monotonic() + SLICE
    # What this request has read so far would make the first claim fail while others write.
    db.session.commit()
    while run.run_next(db.session, me(), import_id, now()):
        db.session.commit()
        if monotonic() > deadline:
            found = get_import(db.session, my_id(), import_id)
            answer = Response(render_template("imports/progress.html", found=found))
            answer.headers["Refresh"] = f"1; url={url_for('imports.go_on', import_id=import_id)}"
            return answer
    db.session.commit()
    return redirect(url_for("imports.show", import_id=import_id), 303)


def _sent() -> Upload:
    """The file, or else the text, of the form; Invalid when both are missing."""
    file = request.files.get("file")
    if file is not None and file.filename:
        return Upload(file.filename, file.read())
    data = request.form.get("text", "").encode("utf-8", "replace")
    if not data.strip():
        raise receive.refused("is needed: choose a file, or paste a card or a signature below.")
    return Upload("", data, "vcard" if receive.kind_of(data) == "vcard" else "text")


def _body() -> Upload | None:
    """The file of an API call; None for a content type that is not read."""
    kind = request.mimetype
    if kind == "multipart/form-data":
        file = request.files.get("file")
        if file is None:
            raise receive.refused("is needed.")
        return Upload(file.filename or "", file.read())
    return Upload("", request.get_data(), KINDS[kind]) if kind in KINDS else None


def _read(sent: Upload, *, compare: bool = True) -> Import:
    made = receive.receive(db.session, me(), sent, now())
    db.session.commit()
    _read_into(made, sent.data, compare=compare)
    return made


def _read_into(made: Import, data: bytes, *, compare: bool) -> None:
    """Read the entries, some a transaction; of a file that is refused nothing stays.

    A run finds out for itself whom it meets, so that comparing is only for those who look.
    """
    try:
        for _ in receive.read_entries(db.session, made, data):
            db.session.commit()
    except Invalid:
        db.session.rollback()
        receive.discard(db.session, my_id(), made.id)
        db.session.commit()
        raise
    if compare:
        for _ in compare_entries(db.session, made, region_of(me().time_zone)):
            db.session.commit()
    receive.close(db.session, made)
    db.session.commit()


def _answer(import_id: UUID) -> Response:
    found = get_import(db.session, my_id(), import_id)
    counts = count_fates(db.session, found)
    text = "".join(import_json(found, counts, entries_in_chunks(db.session, found)))
    return Response(text, content_type="application/json")


def _upload_form(text: str, errors: dict[str, str]) -> str:
    return render_template(
        "imports/upload.html",
        text=text,
        errors=errors,
        imports=list_imports(db.session, my_id()),
        limits=(receive.MOST_BYTES, receive.MOST_ENTRIES),
    )
