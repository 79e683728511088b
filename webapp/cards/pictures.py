"""Pictures of a card's codes over HTTP, with an ETag so that a phone fetches each once."""

from typing import Annotated

from flask import Response, request
from pydantic import Field

from webapp.cards.codes import Kind, card_matrix
from webapp.cards.shown import ShownCard
from webapp.errors import FieldError, Invalid
from webapp.formats.lock_screen import lock_screen as lock_screen_png
from webapp.formats.qr import to_png, to_svg
from webapp.pages import base_url
from webapp.validation import Values


class CodeQuery(Values):
    """Which code of the card."""

    kind: Kind = "address"


class PngQuery(CodeQuery):
    """Which code of the card, and how many pixels wide."""

    size: Annotated[int, Field(ge=64, le=2048)] = 1024


class LockScreenQuery(Values):
    """The size of the phone's screen in pixels."""

    width: Annotated[int, Field(ge=640, le=2160)] = 1170
    height: Annotated[int, Field(ge=960, le=4096)] = 2532


def code_title(name: str) -> str:
    """What a picture of a code is called for those who hear it."""
    return f"QR code of the card of {name}"


def code_svg(shown: ShownCard, kind: Kind) -> str:
    """A code as SVG text, to stand in a page or alone."""
    return to_svg(card_matrix(shown, kind, base_url()), code_title(shown.card.name))


def code_png(shown: ShownCard, query: PngQuery) -> bytes:
    """A code as PNG; Invalid names `size` where it gives less than a pixel a module."""
    matrix = card_matrix(shown, query.kind, base_url())
    try:
        return to_png(matrix, query.size)
    except ValueError as error:
        raise Invalid(FieldError("size", str(error))) from error


def lock_screen(shown: ShownCard, query: LockScreenQuery) -> bytes:
    """The card's code with name, title and organisation, for the lock screen of a phone."""
    matrix = card_matrix(shown, "address", base_url())
    name, *lines = written_on(shown)
    return lock_screen_png(matrix, name, lines, query.width, query.height).png


def written_on(shown: ShownCard) -> list[str]:
    """What a lock screen says beside the code: the name, then what and where the owner is."""
    card = shown.card
    return [card.name, *(line for line in (card.title or card.headline, card.organisation) if line)]


def picture(data: bytes | str, mimetype: str, cache: str = "private, no-cache") -> Response:
    """An answer with this picture, or 304 where the caller has it already.

    It is asked for anew each time, because the address may have been revoked meanwhile.
    """
    answer = Response(data, mimetype=mimetype)
    answer.headers["Cache-Control"] = cache
    answer.add_etag()
    return answer.make_conditional(request)  # type: ignore[return-value]  # it is the same one
