"""Who is asking: Flask-Login over our own rows of sign-ins and API tokens."""

from typing import cast
from uuid import UUID

from flask import Flask, Request, Response, g, redirect, request, url_for
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask_login import LoginManager, UserMixin, current_user
from itsdangerous import URLSafeTimedSerializer
from werkzeug.wrappers import Response as BaseResponse

from webapp.accounts.model import ApiToken, SignIn, User
from webapp.accounts.signing import (
    find_sign_in,
    find_token,
    is_proven,
    is_to_be_noted,
)
from webapp.db import db, writing
from webapp.errors import problem
from webapp.limits.guessing import count_guess
from webapp.moments import now
from webapp.row_security import act_for

manager = LoginManager()


class Visitor(UserMixin):  # type: ignore[misc]  # Flask-Login ships no types
    """A signed-in user, known to Flask-Login by the random token of the sign-in."""

    def __init__(self, user: User, token: str, door: SignIn | ApiToken | None = None) -> None:
        self.user = user
        self.token = token
        self.door = door

    def get_id(self) -> str:
        """The sign-in's token; never the user's id."""
        return self.token


class BrowserCookie(SecureCookieSessionInterface):
    """Flask's own, with one signer for all requests, and left alone where nobody looked into it."""

    def __init__(self, app: Flask) -> None:
        self._signer = super().get_signing_serializer(app)

    def get_signing_serializer(self, _app: Flask) -> URLSafeTimedSerializer | None:
        """What signs the cookie and reads it."""
        return self._signer

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Send the cookie again, so that it lasts longer, with what was put into it."""
        if session.accessed:
            super().save_session(app, session, response)


def register(app: Flask) -> None:
    """Let Flask-Login find the visitor of each request.

    Its `init_app` would besides look for a cookie to remember people by after every answer, and
    for the visitor before every template; there is no such cookie, and templates ask `me()`.
    """
    app.login_manager = manager  # type: ignore[attr-defined]  # where Flask-Login looks for it
    app.session_interface = BrowserCookie(app)


@manager.user_loader  # type: ignore[untyped-decorator]  # Flask-Login ships no types
def _by_sign_in(token: str) -> Visitor | None:
    found = find_sign_in(db.session, token, now=now())
    return _visitor(*found, token) if found else None


@manager.request_loader  # type: ignore[untyped-decorator]  # Flask-Login ships no types
def _by_api_token(incoming: Request) -> Visitor | None:
    given = incoming.authorization
    if given is None or given.type != "bearer" or not given.token:
        return None
    found = find_token(db.session, given.token)
    if found is None:
        count_guess()
        return None
    return _visitor(*found, given.token)


def _visitor(door: SignIn | ApiToken, user: User, token: str) -> Visitor:
    if is_to_be_noted(door, now()):
        with writing():
            door.seen_at = now()
            db.session.add(door)
            db.session.commit()
    act_for(db.session, user.id)
    g.owner = str(user.id)
    return Visitor(user, token, door)


@manager.unauthorized_handler  # type: ignore[untyped-decorator]  # Flask-Login ships no types
def _unauthorized() -> Response | BaseResponse:
    if request.path.startswith("/api/"):
        return problem(401)
    goes_on = request.full_path.rstrip("?") if request.method == "GET" else "/"
    return redirect(url_for("accounts.signin", next=goes_on))


def me() -> User:
    """The signed-in user of this request."""
    return cast(Visitor, current_user).user


def my_id() -> UUID:
    """The owner whose rows this request may see."""
    return me().id


def is_signed_in() -> bool:
    """Whether this request comes from a user."""
    return bool(current_user.is_authenticated)


def has_proven() -> bool:
    """Whether the person behind this request showed a password or a passkey a moment ago."""
    door = cast(Visitor, current_user).door
    return isinstance(door, SignIn) and is_proven(door, now())


def require_proof() -> Response | BaseResponse | None:
    """For sensitive pages: nobody gets further who did not prove lately to be the user."""
    turned_away = require_sign_in()
    if turned_away is not None or has_proven():
        return turned_away
    goes_on = request.path if request.method == "GET" else url_for("security.page")
    return redirect(url_for("security.confirm", next=goes_on), 303)


def require_sign_in() -> Response | BaseResponse | None:
    """For a room's pages: nobody gets further without being signed in."""
    return None if is_signed_in() else _unauthorized()
