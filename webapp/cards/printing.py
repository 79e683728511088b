"""What is printed of a card, or laid on a lock screen, over HTTP."""

from uuid import UUID

from flask import Blueprint, Response, render_template, request

from webapp.accounts.current import my_id, require_sign_in
from webapp.cards.cards import get_card
from webapp.cards.codes import card_matrix
from webapp.cards.details import SheetQuery
from webapp.cards.pictures import LockScreenQuery, lock_screen, picture, written_on
from webapp.cards.sheet import sheet_words
from webapp.db import db
from webapp.errors import Invalid
from webapp.formats.fonts import missing_letters
from webapp.formats.poster_sheet import sheet_pdf, sheet_png
from webapp.pages import base_url
from webapp.validation import read_form, read_values

pages = Blueprint("printing", __name__)
pages.before_request(require_sign_in)


@pages.get("/cards/<uuid:card_id>/print")
def choose(card_id: UUID) -> str:
    """What can be printed of a card, and which of its letters no font here has."""
    shown = get_card(db.session, my_id(), card_id)
    query, errors = SheetQuery(), {}
    try:
        query = read_form(SheetQuery, request.args)
    except Invalid as error:
        errors = error.by_field()
    words = sheet_words(shown, query)
    return render_template(
        "cards/print.html",
        shown=shown,
        card=shown.card,
        query=query,
        words=words,
        errors=errors,
        missing=missing_letters("".join([*words, *written_on(shown)])),
        given=query.model_dump(exclude_none=True),
    )


@pages.get("/cards/<uuid:card_id>/sheet.<any(pdf, png):kind>")
def sheet(card_id: UUID, kind: str) -> Response:
    """The sheet to hang beside my poster."""
    shown = get_card(db.session, my_id(), card_id)
    query = read_values(SheetQuery, request.args.to_dict())
    matrix = card_matrix(shown, "print", base_url())
    pdf = sheet_pdf(matrix, sheet_words(shown, query), query.paper).pdf
    if kind == "pdf":
        return picture(pdf, "application/pdf", cache="no-store")
    return picture(sheet_png(pdf, query.paper), "image/png", cache="no-store")


@pages.get("/cards/<uuid:card_id>/lock-screen.png")
def lock_screen_picture(card_id: UUID) -> Response:
    """The card's code as a picture for the lock screen."""
    shown = get_card(db.session, my_id(), card_id)
    query = read_values(LockScreenQuery, request.args.to_dict())
    return picture(lock_screen(shown, query), "image/png", cache="no-store")
