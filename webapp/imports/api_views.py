"""The imports room as an API."""

from uuid import UUID

from flask import Response, request

from webapp.accounts.current import me, my_id
from webapp.api import Api
from webapp.contacts.phone_numbers import region_of
from webapp.db import db
from webapp.errors import Invalid, problem
from webapp.imports import receive, run
from webapp.imports.account import restore, restores
from webapp.imports.details import ImportQuery, Upload
from webapp.imports.entries import entries_in_chunks
from webapp.imports.model import Import, count_fates, get_import
from webapp.imports.read import read_on
from webapp.imports.shapes import ImportOut, import_json
from webapp.imports.undo import undo as take_back
from webapp.pages import now

api = Api("imports")

KINDS = {
    "text/vcard": "vcard",
    "text/x-vcard": "vcard",
    "text/directory": "vcard",
    "text/csv": "csv",
    "application/zip": "account",
    "application/x-zip-compressed": "account",
}


@api.call(
    "POST",
    "/imports",
    query=ImportQuery,
    answers={200: ImportOut, 409: None},
    takes=(*KINDS, "multipart/form-data"),
)
def post_import(query: ImportQuery) -> Response:
    """Take everybody in a .vcf or .csv file, or with `dry_run` only say what would become of them.

    The file is the body (text/vcard, text/csv, application/zip), or the field `file` of
    multipart/form-data. Who is not certainly known is added, never merged. A zip of a whole
    account is restored, with everything in it, into an account that holds nothing; into any
    other one its people are taken.
    """
    sent = _body()
    if sent is None:
        return problem(415, "Send it as text/vcard, text/csv, application/zip or a form.")
    made = _read(sent, compare=query.dry_run)
    if not query.dry_run:
        _take(made)
    return _answer(made.id)


@api.call("GET", "/imports/<uuid:import_id>", answers={200: ImportOut})
def get_one_import(import_id: UUID) -> Response:
    """One import with the fate of each entry."""
    return _answer(import_id)


@api.call("POST", "/imports/<uuid:import_id>/undo", answers={200: ImportOut, 409: None, 422: None})
def undo_import(import_id: UUID) -> Response:
    """Take a whole import back within a day; the same again changes nothing."""
    take_back(db.session, my_id(), import_id, now())
    db.session.commit()
    return _answer(import_id)


def _body() -> Upload | None:
    """The file of an API call; None for a content type that is not read."""
    kind = request.mimetype
    if kind == "multipart/form-data":
        file = request.files.get("file")
        if file is None:
            raise receive.refused("is needed.")
        return Upload(file.filename or "", file.read())
    return Upload("", request.get_data(), KINDS[kind]) if kind in KINDS else None


def _read(sent: Upload, *, compare: bool) -> Import:
    """Read all of it, some entries a transaction; of a file that is refused nothing stays."""
    made = receive.receive(db.session, me(), sent, now())
    db.session.commit()
    try:
        for _ in read_on(db.session, made, region_of(me().time_zone), compare=compare):
            db.session.commit()
    except Invalid:
        db.session.rollback()
        receive.discard(db.session, my_id(), made.id)
        db.session.commit()
        raise
    return made


def _take(made: Import) -> None:
    """Restore the account, or take entry after entry, some a transaction."""
    if restores(db.session, me(), made):
        restore(db.session, me(), made, now())
    else:
        run.start(db.session, made)
        db.session.commit()
        for _ in run.run_on(db.session, me(), made, now):
            db.session.commit()
    db.session.commit()


def _answer(import_id: UUID) -> Response:
    found = get_import(db.session, my_id(), import_id)
    counts = count_fates(db.session, found)
    whole = restores(db.session, me(), found)
    text = "".join(import_json(found, counts, entries_in_chunks(db.session, found), restores=whole))
    return Response(text, content_type="application/json")
