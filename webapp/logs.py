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


def request_id() -> str:
    """The id of this request: 16 hexadecimal digits."""
    return str(g.request_id) if "request_id" in g else ""


def seconds_taken() -> float:
    """How long this request has taken so far."""
    return time.perf_counter() - float(g.begun) if "begun" in g else 0.0


def _begin() -> None:
    g.request_id, g.begun = token_hex(8), time.perf_counter()


def _end(response: Response) -> Response:
    response.headers["Request-Id"] = request_id()
    values: dict[str, Any] = {
        "request": request_id(),
        "method": request.method,
        "route": request.url_rule.rule if request.url_rule else None,
        "status": response.status_code,
        "ms": round(seconds_taken() * 1000, 1),
    }
    if concerns_a_way_in(response.status_code):
        guard.info("answered", extra={"values": {**values, "owner": g.get("owner")}})
    else:
        log.info("answered", extra={"values": values})
    return response


def concerns_a_way_in(status: int) -> bool:
    """Whether this request tried or changed a way into an account, or was turned away."""
    is_change = request.method not in {"GET", "HEAD", "OPTIONS"}
    return status in TURNED_AWAY or (is_change and request.blueprint in WAYS_IN)


def _places(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
