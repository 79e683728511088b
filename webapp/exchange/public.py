"""The visitor's side: leaving details on a card, the notice beside it, and taking them back."""

from base64 import b64encode
from datetime import timedelta
from hashlib import sha256
from typing import Any

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for

from webapp.cards.addresses import find_public
from webapp.cards.shown import ShownCard
from webapp.db import db
from webapp.errors import FieldError, Invalid, NotFound
from webapp.exchange.details import LeftDetails
from webapp.exchange.leave import erase, find_left, leave
from webapp.limits import nonces, rules
from webapp.limits.buckets import network_of, take
from webapp.limits.guessing import too_many_guesses
from webapp.pages import inline_asset, now
from webapp.security import allow_inline_style
from webapp.validation import read_form

pages = Blueprint("public_exchange", __name__)

FASTEST = timedelta(seconds=1)
SLOWEST = timedelta(days=1)
# People never see it, robots fill it in.
TRAP = "website"

AGAIN = {
    "unknown": "This page was not quite ready. Look it over and send it once more.",
    "early": "That was quick. Look it over and send it once more.",
    "late": "This page was open for long. Send it once more.",
    "again": "This was sent before. Change it, and it goes as another one.",
}


@pages.get("/c/<token>/exchange")
def form(token: str) -> Response:
    """The form to send mine back."""
    return _form(find_public(db.session, token), {}, {})


@pages.post("/c/<token>/exchange")
def send(token: str) -> Any:
    """Keep what was typed for the owner's inbox; it is never mailed to anybody."""
    shown = find_public(db.session, token)
    try:
        details = read_form(LeftDetails, request.form)
        _count(shown)
        _use_nonce(shown.token)
        mine = leave(db.session, shown, details, now())
    except Invalid as error:
        db.session.rollback()
        return _form(shown, request.form, error.by_field()), 422
    # Whoever fills in what nobody sees gets the same answer, and nothing is kept.
    if request.form.get(TRAP):
        db.session.rollback()
    db.session.commit()
    return _done(mine)


@pages.get("/exchange/<token>")
def left(token: str) -> Any:
    """What a visitor left, with the card to keep and the way to take it back."""
    found = find_left(db.session, token)
    return _page("left", 200, left=found.exchange, shown=_card(found.card_token), token=token)


@pages.post("/exchange/<token>/erase")
def take_back(token: str) -> Any:
    """Erase what a visitor left."""
    found = find_left(db.session, token)
    erase(db.session, found.exchange, now())
    db.session.commit()
    return _page("erased", 200)


@pages.get("/privacy")
def privacy() -> Response:
    """Who gets what is left on a card, why, for how long, and how it is erased."""
    return _page("privacy", 200)


@pages.errorhandler(NotFound)
def gone(_error: NotFound) -> Any:
    """One answer for what never was and what is gone."""
    if (limited := too_many_guesses()) is not None:
        return limited
    if request.endpoint in {"public_exchange.left", "public_exchange.take_back"}:
        return _page("erased", 404)
    return _page("gone", 404)


@pages.after_request
def keep_out_of_searches(answer: Response) -> Response:
    """Nobody shall find a card who was not given its address."""
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer


def _count(shown: ShownCard) -> None:
    address, moment = network_of(request.remote_addr), now()
    take(db.session, rules.EXCHANGE_ADDRESS, address, now=moment)
    take(db.session, rules.EXCHANGE, shown.token, address, now=moment)
    take(db.session, rules.EXCHANGE_CARD, shown.token, now=moment)
    db.session.commit()


def _use_nonce(card_token: str) -> None:
    spent = nonces.spend(
        db.session,
        current_app.config["SECRET_KEY"],
        f"exchange {card_token}",
        request.form.get("nonce", ""),
        now(),
        not_before=FASTEST,
        not_after=SLOWEST,
    )
    if spent != "fresh":
        raise Invalid(FieldError("body", AGAIN[spent]))


def _done(mine: str) -> Any:
    return redirect(url_for("public_exchange.left", token=mine), 303)


def _card(card_token: str) -> ShownCard | None:
    try:
        return find_public(db.session, card_token)
    except NotFound:
        return None


def _form(shown: ShownCard, values: Any, errors: dict[str, str]) -> Response:
    nonce = nonces.issue(current_app.config["SECRET_KEY"], f"exchange {shown.token}", now())
    return _page(
        "form",
        200,
        shown=shown,
        values=values,
        errors=errors,
        nonce=nonce,
        trap=TRAP,
    )


def _page(name: str, status: int, **values: Any) -> Response:
    """A page that needs nothing but itself: no script, and its style within."""
    style = inline_asset("exchange.css")
    allow_inline_style(b64encode(sha256(style.encode()).digest()).decode())
    page = render_template(f"exchange/{name}.html", style=style, **values)
    answer = Response(page, status)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
