"""The door before Flask to one page: the public card, which a whole hall may ask for at once.

The answer that Flask gives is kept under what it was made of, the face of the card. Every request
reads the face from the database, so that none gets an old page, and all but the first cost a
quarter of what they would cost in Flask (docs/decisions/0017).
"""

import re
from collections.abc import Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING, NamedTuple

from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from werkzeug.wrappers import Response

from webapp import logs, metrics
from webapp.cards.face import Face, find_face
from webapp.compression import takes_gzip
from webapp.db import db
from webapp.errors import NotFound

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MOST_KEPT = 512
FACE = "hallway.face"
"""Where the environment of a request holds the face of the card that is asked for."""
ROUTE = "/c/<token>"
_PATH = re.compile("/c/([A-Za-z2-7]{26})")


class _Kept(NamedTuple):
    """A whole answer, but for what belongs to one request alone."""

    headers: list[tuple[str, str]]
    body: bytes


class CardDoor:
    """A WSGI application round another: it answers for the cards that it knows as they are."""

    def __init__(self, within: "WSGIApplication", engine: Engine) -> None:
        self._within, self._engine = within, engine
        self._kept: dict[tuple[Face, bool], _Kept] = {}

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer, or let Flask do it."""
        token = _plainly_asked_for(environ)
        if token is None:
            return self._within(environ, start_response)
        request = logs.Begun()
        face = self._face(token)
        if face is None:
            return self._within(environ, start_response)
        key = (face, takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")))
        kept = self._kept.get(key)
        if kept is None:
            environ[FACE] = face
            return self._keep(key, environ, start_response)
        metrics.count("GET", ROUTE, HTTPStatus.OK, request.seconds())
        logs.answered(request, "GET", ROUTE, HTTPStatus.OK)
        start_response("200 OK", [*kept.headers, (logs.HEADER, request.id)])
        return [kept.body]

    def _face(self, token: str) -> Face | None:
        """The face of the card at this address; None where Flask has to find what to say."""
        try:
            with self._engine.connect() as connection:
                return find_face(connection, token)
        except (NotFound, OperationalError):
            return None

    def _keep(
        self,
        key: tuple[Face, bool],
        environ: "WSGIEnvironment",
        start_response: "StartResponse",
    ) -> Iterable[bytes]:
        answer = Response.from_app(self._within, environ, buffered=True)
        if answer.status_code == HTTPStatus.OK and "Set-Cookie" not in answer.headers:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            headers = [one for one in answer.headers if one[0] != logs.HEADER]
            self._kept[key] = _Kept(headers, answer.get_data())
        return answer(environ, start_response)


def _plainly_asked_for(environ: "WSGIEnvironment") -> str | None:
    """The address in a request for a card and nothing besides; None for every other request."""
    asked = _PATH.fullmatch(environ["PATH_INFO"])
    if asked is None or environ["REQUEST_METHOD"] != "GET":
        return None
    if environ.get("SCRIPT_NAME") or "HTTP_CONTENT_ENCODING" in environ:
        return None
    return asked[1]


def register(app: Flask) -> None:
    """Put the door before the application."""
    with app.app_context():
        app.wsgi_app = CardDoor(app.wsgi_app, db.engine)  # type: ignore[method-assign]  # Flask's own way to wrap it
