"""Figures for Prometheus: how many requests were answered, and how fast.

Several workers write into files of one folder (PROMETHEUS_MULTIPROC_DIR, set by `flask serve`),
so whichever of them is asked answers for all.
"""

import hmac
import os
from functools import lru_cache
from ipaddress import ip_address
from pathlib import Path

from flask import Flask, Response, abort, current_app, request
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Counter, Histogram
from prometheus_client.exposition import generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from webapp.logs import seconds_taken

FOLDER = "PROMETHEUS_MULTIPROC_DIR"

ANSWERED = Counter(
    "hallway_requests", "Requests answered, by route and status.", ["method", "route", "status"]
)
SECONDS = Histogram(
    "hallway_request_seconds",
    "Seconds from a request's arrival to its answer's beginning.",
    ["route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)


def register(app: Flask) -> None:
    """Count every answer, and give the figures at /metrics."""
    app.after_request(_count)
    app.add_url_rule("/metrics", "metrics", metrics)


def empty_folder(instance: Path) -> str:
    """An empty folder for the workers that are about to start."""
    folder = instance / "metrics"
    folder.mkdir(mode=0o700, exist_ok=True)
    for left in folder.glob("*.db"):
        left.unlink()
    return str(folder)


def metrics() -> Response:
    """The figures of all workers; 404 but for this machine itself, or the token of the settings."""
    if not (_is_this_machine() or _has_token()):
        abort(404)
    registry = REGISTRY
    if FOLDER in os.environ:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # it has no types
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def count(method: str, route: str, status: int, seconds: float) -> None:
    """Count an answer, and how long it took to begin."""
    answered, times = _figures(method, route, status)
    answered.inc()
    times.observe(seconds)


def _count(response: Response) -> Response:
    route = request.url_rule.rule if request.url_rule else "none"
    count(request.method, route, response.status_code, seconds_taken())
    return response


@lru_cache(maxsize=1024)
def _figures(method: str, route: str, status: int) -> tuple[Counter, Histogram]:
    """What counts such answers; the library would look for both anew, under a lock."""
    return ANSWERED.labels(method, route, str(status)), SECONDS.labels(route)


def _is_this_machine() -> bool:
    """Whether the request came straight from this machine, and not through a proxy on it."""
    before = request.environ.get("werkzeug.proxy_fix.orig", request.environ)
    peer = str(before.get("REMOTE_ADDR") or "")
    if "X-Forwarded-For" in request.headers or "Forwarded" in request.headers:
        return False
    try:
        return ip_address(peer).is_loopback
    except ValueError:
        return False


def _has_token() -> bool:
    token = current_app.config["HALLWAY"].metrics_token
    given = request.authorization
    sent = given.token if given and given.type == "bearer" and given.token else ""
    return bool(token) and hmac.compare_digest(sent.encode(), token.encode())
