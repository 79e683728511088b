"""The public side of a card: what anybody with its address sees, and nothing else."""

import json
from base64 import b64encode
from functools import lru_cache
from hashlib import sha256
from typing import Any

from flask import Blueprint, Response, render_template, request

from webapp.cards.addresses import find_public
from webapp.cards.codes import card_person
from webapp.cards.door import FACE
from webapp.cards.face import Face, find_face
from webapp.cards.photos import get_photo, vcard_photo
from webapp.cards.pictures import CodeQuery, PngQuery, code_png, code_svg, picture
from webapp.cards.reach import reaches
from webapp.cards.shown import ShownCard
from webapp.db import db
from webapp.errors import Invalid, NotFound, problem
from webapp.formats.downloads import content_disposition
from webapp.formats.vcard_writer import write_vcard
from webapp.limits.guessing import too_many_guesses
from webapp.pages import inline_asset
from webapp.security import allow_inline_style
from webapp.validation import read_values

pages = Blueprint("public_cards", __name__, url_prefix="/c")


@pages.get("/<token>")
def card(token: str) -> Any:
    """The page behind the code: who this is, and one button to keep them."""
    face = request.environ.get(FACE) or _find_face(token)
    several = (json.loads(text) for text in (face.emails, face.phones, face.links))
    return _self_contained(Response(_page("card", card=face, reaches=list(reaches(*several)))))


@pages.get("/<token>.vcf")
def vcard(token: str) -> Response:
    """The card for an address book."""
    shown = find_public(db.session, token)
    text = write_vcard(card_person(shown.card, _small_photo(shown)))
    answer = Response(text, content_type="text/vcard; charset=utf-8")
    answer.headers["Content-Disposition"] = content_disposition(shown.card.name, "vcf")
    return answer


@pages.get("/<token>.svg")
def svg(token: str) -> Response:
    """A code of the card as SVG."""
    shown = find_public(db.session, token)
    query = read_values(CodeQuery, request.args.to_dict())
    return picture(code_svg(shown, query.kind), "image/svg+xml")


@pages.get("/<token>.png")
def png(token: str) -> Response:
    """A code of the card as PNG."""
    shown = find_public(db.session, token)
    query = read_values(PngQuery, request.args.to_dict())
    return picture(code_png(shown, query), "image/png")


@pages.get("/<token>/photo.jpg")
def photo(token: str) -> Response:
    """The photo of the card."""
    shown = find_public(db.session, token)
    return picture(get_photo(db.session, shown.card.owner_id, shown.card.id).jpeg, "image/jpeg")


@pages.errorhandler(NotFound)
def gone(_error: NotFound) -> Any:
    """One answer for what never was and what is revoked."""
    return too_many_guesses() or _self_contained(Response(_page("gone"), 404))


@pages.errorhandler(Invalid)
def refused(error: Invalid) -> Response:
    """Which part of the query cannot be taken."""
    return problem(422, "There is no such picture.", error.errors)


@pages.after_request
def keep_out_of_searches(answer: Response) -> Response:
    """Nobody shall find a card who was not given its address."""
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer


def _find_face(token: str) -> Face:
    with db.engine.connect() as connection:
        return find_face(connection, token)


def _page(name: str, **values: Any) -> str:
    return render_template(f"cards/public/{name}.html", style=inline_asset("public.css"), **values)


def _self_contained(answer: Response) -> Response:
    """A page that needs nothing but itself: no script, and its style within."""
    allow_inline_style(_digest(inline_asset("public.css")))
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@lru_cache(maxsize=1)
def _digest(style: str) -> str:
    return b64encode(sha256(style.encode()).digest()).decode()


def _small_photo(shown: ShownCard) -> bytes | None:
    if shown.photo_at is None:
        return None
    return vcard_photo(get_photo(db.session, shown.card.owner_id, shown.card.id).jpeg)
