"""A thin JSON API over Flask: read, check, answer; each call describes itself."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from flask import Blueprint, Response, request
from pydantic import BaseModel

from webapp.accounts.current import is_signed_in, manager
from webapp.db import db, reading_first
from webapp.errors import problem
from webapp.validation import Values, read_json, read_values

View = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the API, as it is checked and as it is described."""

    method: str
    rule: str
    summary: str
    body: type[BaseModel] | None
    body_needed: bool
    query: type[Values] | None
    answers: dict[int, type[BaseModel] | None]
    """What it gives by status, and None for a problem that not every call can have."""
    takes: tuple[str, ...] = ()
    """The content types of a file that is the body."""
    gives: str = "application/json"
    """The content type of the answer."""


@dataclass
class Api:
    """The calls of one room; `blueprint` goes to the application."""

    room: str
    calls: list[Call] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.blueprint = Blueprint(f"{self.room}_api", __name__, url_prefix="/api/v1")

    def call(
        self,
        method: str,
        rule: str,
        *,
        body: type[BaseModel] | None = None,
        body_needed: bool = True,
        query: type[Values] | None = None,
        answers: dict[int, type[BaseModel] | None],
        takes: tuple[str, ...] = (),
        gives: str = "application/json",
    ) -> Callable[[View], View]:
        """Add a call for signed-in users; the view gets `body` and `query` already checked.

        `takes` and `gives` only describe: see Call.
        """

        def add(view: View) -> View:
            summary = (view.__doc__ or "").strip().partition("\n")[0]
            checked = _checked(view, body, query, body_needed=body_needed)
            self.calls.append(
                Call(method, rule, summary, body, body_needed, query, answers, takes, gives)
            )
            self.blueprint.add_url_rule(
                rule, endpoint=view.__name__, view_func=checked, methods=[method]
            )
            return view

        return add


def _checked(
    view: View, body: type[BaseModel] | None, query: type[Values] | None, *, body_needed: bool
) -> View:
    @wraps(view)
    def run(**path: Any) -> Any:
        with reading_first(db.session):
            if not is_signed_in():
                return manager.unauthorized()
        if query is not None:
            path["query"] = read_values(query, request.args.to_dict())
        if body is not None and not body_needed and not request.get_data():
            path["body"] = None
        elif body is not None:
            if not request.is_json:
                return problem(415, "Send JSON, with the content type application/json.")
            path["body"] = read_json(body, request.get_data())
        return answer(view(**path))

    return run


def answer(value: Any) -> Any:
    """A model, or (model, status), as a JSON answer; a Response as it is."""
    status = 200
    if isinstance(value, tuple):
        value, status = value
    if isinstance(value, BaseModel):
        return Response(value.model_dump_json(), status, content_type="application/json")
    if value is None:
        return Response(status=204)
    return value
