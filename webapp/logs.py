"""What is written of each request: a line of JSON without anybody's data, under an id.

The id stands on the error page and in the header `Request-Id`, so that what a person saw can be
found again. Neither paths nor query strings are written, for they hold tokens and what people
search for: the route stands for them.
"""

import json
import logging
import sys
import time
import traceback
from datetime import UTC, datetime
from secrets import token_hex
from types import TracebackType
from typing import Any

from flask import Flask, Response, g, request

HEADER = "Request-Id"
log = logging.getLogger("hallway")
guard = logging.getLogger("hallway.guard")
"""What concerns a way in is written whatever the grade."""

_to_json = json.JSONEncoder(ensure_ascii=False).encode
WAYS_IN = {"accounts", "security", "passkeys", "recovery", "privacy"}
TURNED_AWAY = {401, 403, 429}


class JsonLines(logging.Formatter):
    """One JSON object a line: when, how grave, what, and the values given as `extra`."""

    def format(self, record: logging.LogRecord) -> str:
        """The line; of an error the kind and the place, since its text may quote somebody."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, Any] = {"at": at, "level": record.levelname.lower()}
        line |= {"what": record.getMessage(), **getattr(record, "values", {})}
        if record.exc_info and record.exc_info[0]:
            kind, _, trace = record.exc_info
            line |= {"error": kind.__name__, "trace": _places(trace)}
        return _to_json(line)


def configure(level: str) -> None:
    """Send the lines of this grade and graver ones to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    log.handlers = [handler]
    log.setLevel(level.upper())
    log.propagate = False
    guard.setLevel(logging.INFO)


def register(app: Flask) -> None:
    """Give each request its id, and write a line when it is answered."""
    app.before_request(_begin)
    app.after_request(_end)


class Begun:
    """A request that has begun: its id, 16 hexadecimal digits, and how long it takes."""

    __slots__ = ("_at", "id")

    def __init__(self) -> None:
        self.id, self._at = token_hex(8), time.perf_counter()

    def seconds(self) -> float:
        """How long it has taken so far."""
        return time.perf_counter() - self._at


def request_id() -> str:
    """The id of this request."""
    return str(g.begun.id) if "begun" in g else ""


def seconds_taken() -> float:
    """How long this request has taken so far."""
    return float(g.begun.seconds()) if "begun" in g else 0.0


def answered(
    begun: Begun, method: str, route: str | None, status: int, to: logging.Logger = log, **more: Any
) -> None:
    """Write the line of a request that is answered."""
    values = {"request": begun.id, "method": method, "route": route, "status": status}
    took = {"ms": round(begun.seconds() * 1000, 1)}
    to.info("answered", extra={"values": {**values, **took, **more}})


def _begin() -> None:
    g.begun = Begun()


def _end(response: Response) -> Response:
    response.headers[HEADER] = request_id()
    route, status = request.url_rule.rule if request.url_rule else None, response.status_code
    if concerns_a_way_in(status):
        answered(g.begun, request.method, route, status, guard, owner=g.get("owner"))
    else:
        answered(g.begun, request.method, route, status)
    return response


def concerns_a_way_in(status: int) -> bool:
    """Whether this request tried or changed a way into an account, or was turned away."""
    is_change = request.method not in {"GET", "HEAD", "OPTIONS"}
    return status in TURNED_AWAY or (is_change and request.blueprint in WAYS_IN)


def _places(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
