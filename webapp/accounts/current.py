"""Who is asking: Flask-Login over our own rows of sign-ins and API tokens."""

from datetime import UTC, datetime
from typing import cast
from uuid import UUID

from flask import Flask, Request, Response, redirect, request, url_for
from flask_login import LoginManager, UserMixin, current_user
from werkzeug.wrappers import Response as BaseResponse

from webapp.accounts.model import User
from webapp.accounts.signing import signed_in_user, token_user
from webapp.db import db
from webapp.errors import problem
from webapp.row_security import act_for

manager = LoginManager()


class Visitor(UserMixin):  # type: ignore[misc]  # Flask-Login ships no types
    """A signed-in user, known to Flask-Login by the random token of the sign-in."""

    def __init__(self, user: User, token: str) -> None:
        self.user = user
        self.token = token

    def get_id(self) -> str:
        """The sign-in's token; never the user's id."""
        return self.token


def register(app: Flask) -> None:
    """Let Flask-Login find the visitor of each request."""
    manager.init_app(app)


@manager.user_loader  # type: ignore[untyped-decorator]  # Flask-Login ships no types
def _by_sign_in(token: str) -> Visitor | None:
    user = signed_in_user(db.session, token, now=datetime.now(UTC))
    return _visitor(user, token)


@manager.request_loader  # type: ignore[untyped-decorator]  # Flask-Login ships no types
def _by_api_token(incoming: Request) -> Visitor | None:
    given = incoming.authorization
    if given is None or given.type != "bearer" or not given.token:
        return None
    user = token_user(db.session, given.token)
    return _visitor(user, given.token)


def _visitor(user: User | None, token: str) -> Visitor | None:
    if user is None:
        return None
    act_for(db.session, user.id)
    return Visitor(user, token)


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


def require_sign_in() -> Response | BaseResponse | None:
    """For a room's pages: nobody gets further without being signed in."""
    return None if is_signed_in() else _unauthorized()
