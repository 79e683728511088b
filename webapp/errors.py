"""What can go wrong in words: domain errors, and how pages and the API say them (RFC 9457)."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, Response, jsonify, render_template, request
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from webapp.logs import log, request_id

TITLES = {
    400: "That request could not be read",
    401: "Sign in to go on",
    403: "That came from another site",
    404: "There is nothing here",
    405: "That cannot be done here",
    409: "Already taken down differently",
    413: "That is too large",
    415: "That kind of file or body is not read here",
    422: "Some of it needs another look",
    429: "Too many tries",
    500: "Something broke on our side",
    503: "Busy for a moment",
}
ADVICE = {
    401: "Your sign-in has ended or was never made. Nothing on this phone was lost.",
    403: "Nothing was changed. Open the page again from Hallway itself and repeat it there.",
    404: "It may have been deleted, or the address is not quite right.",
    413: "Nothing was changed. Send less at once.",
    429: "Nothing was changed. Wait a little, then try again.",
    500: "What you sent was not saved. Try again; if it goes on, tell whoever runs this Hallway.",
    503: "What you sent was not saved yet. Try again in a few seconds.",
}


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one field; `field` is its path, as in `links.2`."""

    field: str
    message: str


class NotFound(LookupError):
    """There is no such row for this owner."""


class Invalid(ValueError):
    """Values that cannot be taken, each named by its field."""

    def __init__(self, *errors: FieldError) -> None:
        super().__init__("; ".join(f"{error.field}: {error.message}" for error in errors))
        self.errors = errors

    def by_field(self) -> dict[str, str]:
        """The first message of each field, for a form."""
        return {error.field: error.message for error in reversed(self.errors)}


class TooMany(Exception):
    """A limit is reached; `seconds` is how long to wait."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"Wait {seconds} s")
        self.seconds = seconds


class Conflict(ValueError):
    """The same name was used before for something else; the text says for what."""


def problem(status: int, detail: str = "", errors: tuple[FieldError, ...] = ()) -> Response:
    """An `application/problem+json` answer (RFC 9457) with the path of each wrong field."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": TITLES.get(status, "That did not work"),
        "status": status,
        "detail": detail or ADVICE.get(status, ""),
        "instance": f"urn:hallway:request:{request_id()}",
    }
    if errors:
        body["errors"] = [{"field": e.field, "message": e.message} for e in errors]
    answer = jsonify(body)
    answer.status_code = status
    answer.content_type = "application/problem+json"
    return answer


def page_or_problem(status: int, detail: str = "") -> Response:
    """The error as the caller reads it: JSON under /api, else a page."""
    if request.path.startswith("/api/"):
        return problem(status, detail)
    page = render_template(
        "error.html",
        status=status,
        title=TITLES.get(status, "That did not work"),
        detail=detail or ADVICE.get(status, ""),
        request_id=request_id() if status >= 500 else "",
    )
    return Response(page, status)


def register(app: Flask) -> None:
    """Teach the application to answer every error in words."""
    app.register_error_handler(NotFound, lambda _: page_or_problem(404))
    app.register_error_handler(Conflict, lambda error: page_or_problem(409, str(error)))
    app.register_error_handler(Invalid, _invalid)
    app.register_error_handler(TooMany, _too_many)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(OperationalError, _database)
    app.register_error_handler(Exception, _unexpected)


def _invalid(error: Invalid) -> Response:
    if request.path.startswith("/api/"):
        return problem(422, "Nothing was changed.", error.errors)
    return page_or_problem(422, " ".join(f"{e.field} {e.message}" for e in error.errors))


def _too_many(error: TooMany) -> Response:
    answer = page_or_problem(429)
    answer.headers["Retry-After"] = str(error.seconds)
    return answer


def _http(error: HTTPException) -> Response:
    if error.code is None or error.code < 400:
        return error.get_response()  # type: ignore[return-value]  # a redirect, already whole
    answer = page_or_problem(error.code)
    for name, value in error.get_headers():
        if name in {"Allow", "Retry-After"}:
            answer.headers[name] = value
    return answer


def _database(error: OperationalError) -> Response:
    # A locked or unreachable database passes; the statement may hold names, so it is not logged.
    log.error("database: %s", type(error.orig).__name__, extra=_of_request())
    answer = page_or_problem(503)
    answer.headers["Retry-After"] = "2"
    return answer


def _unexpected(error: Exception) -> Response:
    log.error("unexpected", exc_info=error, extra=_of_request())
    return page_or_problem(500)


def _of_request() -> dict[str, Any]:
    return {"values": {"request": request_id(), "endpoint": request.endpoint}}
