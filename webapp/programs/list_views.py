"""Taking in a list of programs, on the screen and over JSON."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for

from webapp.accounts.current import my_id, require_sign_in
from webapp.api import Api
from webapp.db import db
from webapp.errors import FieldError, Invalid
from webapp.formats.csv_program_words import FIELDS
from webapp.formats.csv_programs import MAX_BYTES, ProgramList, read_programs
from webapp.pages import now
from webapp.programs.details import ListDetails, ListQuery
from webapp.programs.intake import FATES, Fate, take_in
from webapp.programs.shapes import IntakeOut, intake_out

pages = Blueprint("program_lists", __name__)
pages.before_request(require_sign_in)
api = Api("program_lists")


@pages.get("/plan/programs/import")
def choose_list() -> str:
    """The form that takes a list of programs."""
    return _choose("", "")


@pages.post("/plan/programs/import")
def read_list() -> Any:
    """What would become of each line; with `take`, what has become of it."""
    text, data = _sent()
    if not data.strip():
        return _choose(text, "Choose a file or paste a list first."), 422
    read = read_programs(data)
    if read.error:
        return _choose(text, read.error), 422
    fates = take_in(db.session, my_id(), read, now())
    if "take" in request.form:
        db.session.commit()
        flash(_taken(fates))
        return redirect(url_for("programs.programs"), 303)
    # Nothing of it is kept: the same is done again once it is confirmed.
    db.session.rollback()
    return render_template(
        "programs/list.html",
        read=read,
        fates=fates,
        words=FATES,
        missing=", ".join(_lower(FIELDS[of]) for of in read.missing),
        text=_text(read, data),
    )


@api.call("POST", "/programs/imports", body=ListDetails, query=ListQuery, answers={200: IntakeOut})
def post_list(body: ListDetails, query: ListQuery) -> IntakeOut:
    """Take in a list of programs; with `dry_run` only say what would become of each line."""
    read = read_programs(body.csv.encode())
    if read.error:
        raise Invalid(FieldError("csv", read.error))
    fates = take_in(db.session, my_id(), read, now())
    if query.dry_run:
        db.session.rollback()
    else:
        db.session.commit()
    return intake_out(read, fates)


def _sent() -> tuple[str, bytes]:
    file = request.files.get("file")
    data = file.read(MAX_BYTES + 1) if file else b""
    text = request.form.get("text", "")
    return ("", data) if data else (text, text.encode("utf-8", "replace"))


def _text(read: ProgramList, data: bytes) -> str:
    return data.decode(read.charset, "replace").replace("\0", "")


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _taken(fates: list[Fate]) -> str:
    counts = {fate: sum(one.fate == fate for one in fates) for fate in FATES}
    said = [f"{count} {FATES[fate].lower()}" for fate, count in counts.items() if count]
    return "The list is in: " + ", ".join(said) + "."


def _choose(text: str, error: str) -> str:
    return render_template("programs/choose_list.html", text=text, error=error)
