"""The cards room over HTTP: the card on the screen, its form, and the API."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge

from webapp.accounts.current import me, my_id, require_sign_in
from webapp.api import Api
from webapp.cards import cards as domain
from webapp.cards import forms
from webapp.cards.addresses import revoke_address
from webapp.cards.codes import Kind, offline_code
from webapp.cards.details import EMAIL_TYPES, PHONE_TYPES, CardChanges, CardDetails
from webapp.cards.model import Card
from webapp.cards.photos import remove_photo, set_photo
from webapp.cards.pictures import code_svg
from webapp.cards.pitch import spoken_seconds
from webapp.cards.shapes import CardOut, CardsOut, card_out
from webapp.cards.shown import ShownCard, chosen
from webapp.db import db, get_owned
from webapp.errors import FieldError, Invalid
from webapp.pages import base_url, now

pages = Blueprint("cards", __name__)
pages.before_request(require_sign_in)
api = Api("cards")

MOST_UPLOAD = 12 * 1024 * 1024


@pages.get("/")
def card() -> str:
    """My card to be scanned, or what will be here."""
    cards = domain.list_cards(db.session, my_id())
    if not cards:
        return render_template("cards/empty.html")
    shown = chosen(cards, request.args.get("card"))
    return render_template(
        "cards/card.html",
        shown=shown,
        card=shown.card,
        cards=cards,
        url=shown.url(base_url()),
        codes={kind: _inline(shown, kind) for kind in ("address", "offline")},
        left_out=offline_code(shown).left_out,
        seconds=spoken_seconds(shown.card.pitch),
    )


@pages.get("/cards/new")
def new_card() -> str:
    """The form for a new card, begun from the general one."""
    held = domain.list_cards(db.session, my_id())
    return _form(forms.first_values(me(), held[0].card if held else None), {}, None)


@pages.post("/cards/new")
def make_card() -> Any:
    """Make the card."""
    values, upload = _sent()
    try:
        details, photo = forms.read_card(values, upload)
        made = domain.make_card(db.session, my_id(), details, now())
    except Invalid as error:
        return _form(values, forms.errors_by_field(error), None), 422
    return _saved(made, photo)


@pages.get("/cards/<uuid:card_id>/edit")
def edit_card(card_id: UUID) -> str:
    """The form to change a card."""
    shown = domain.get_card(db.session, my_id(), card_id)
    return _form(forms.held_values(shown.card), {}, shown)


@pages.post("/cards/<uuid:card_id>/edit")
def change_card(card_id: UUID) -> Any:
    """Change a card; a field left blank is emptied."""
    shown = domain.get_card(db.session, my_id(), card_id)
    values, upload = _sent()
    try:
        details, photo = forms.read_card(values, upload)
    except Invalid as error:
        return _form(values, forms.errors_by_field(error), shown), 422
    return _saved(domain.change_card(db.session, my_id(), card_id, details, now()), photo)


@pages.post("/cards/<uuid:card_id>/address")
def change_address(card_id: UUID) -> Any:
    """Revoke the card's address and give it a new one."""
    revoke_address(db.session, get_owned(db.session, Card, my_id(), card_id), now())
    db.session.commit()
    flash("The card has a new address. Whoever opens the old one finds nothing.")
    return redirect(url_for("cards.card", card=card_id), 303)


@pages.post("/cards/<uuid:card_id>/delete")
def delete_card(card_id: UUID) -> Any:
    """Take a card away."""
    gone = domain.delete_card(db.session, my_id(), card_id)
    db.session.commit()
    flash(f"{gone.label or 'The card'} is gone. Its codes lead nowhere now.")
    return redirect(url_for("cards.card"), 303)


@api.call("GET", "/cards", answers={200: CardsOut})
def get_cards() -> CardsOut:
    """All my cards, the oldest first."""
    cards = domain.list_cards(db.session, my_id())
    return CardsOut(items=[card_out(shown, base_url()) for shown in cards])


@api.call("POST", "/cards", body=CardDetails, answers={201: CardOut})
def post_card(body: CardDetails) -> tuple[CardOut, int]:
    """Make a card; it gets an address of its own."""
    made = domain.make_card(db.session, my_id(), body, now())
    db.session.commit()
    return _out(made.id), 201


@api.call("GET", "/cards/<uuid:card_id>", answers={200: CardOut})
def get_card(card_id: UUID) -> CardOut:
    """One card."""
    return _out(card_id)


@api.call("PATCH", "/cards/<uuid:card_id>", body=CardChanges, answers={200: CardOut})
def patch_card(card_id: UUID, body: CardChanges) -> CardOut:
    """Change a card; what is not given stays."""
    domain.change_card(db.session, my_id(), card_id, body, now())
    db.session.commit()
    return _out(card_id)


@api.call("DELETE", "/cards/<uuid:card_id>", answers={204: None})
def remove_card(card_id: UUID) -> None:
    """Take a card away, with every address it ever had."""
    domain.delete_card(db.session, my_id(), card_id)
    db.session.commit()


def _out(card_id: UUID) -> CardOut:
    return card_out(domain.get_card(db.session, my_id(), card_id), base_url())


def _inline(shown: ShownCard, kind: Kind) -> Markup:
    return Markup(code_svg(shown, kind))  # noqa: S704  # formats/qr.py escapes the one text in it


def _sent() -> tuple[dict[str, Any], FileStorage | None]:
    """What was typed, and the photo; only this form takes bodies of a photo's size."""
    request.max_content_length = MOST_UPLOAD
    try:
        return forms.typed_values(request.form), request.files.get("photo")
    except RequestEntityTooLarge:
        raise Invalid(
            FieldError(
                "photo",
                "The photo is larger than 12 MB. Nothing was saved. Go back: what you typed is "
                "still there. Then choose a smaller photo.",
            )
        ) from None


def _saved(card: Card, photo: bytes | None) -> Any:
    if photo is not None:
        set_photo(db.session, card, photo, now())
    elif "remove_photo" in request.form:
        remove_photo(db.session, card, now())
    db.session.commit()
    return redirect(url_for("cards.card", card=card.id), 303)


def _form(values: dict[str, Any], errors: dict[str, str], shown: ShownCard | None) -> str:
    return render_template(
        "cards/form.html",
        values=values,
        errors=errors,
        shown=shown,
        rows={name: forms.rows(values.get(name, [])) for name in ("emails", "phones")},
        email_types=list(EMAIL_TYPES.items()),
        phone_types=list(PHONE_TYPES.items()),
    )
