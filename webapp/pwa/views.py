"""What makes the pages an app: the worker, the manifest and the offline shells."""

from typing import Any

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for

from webapp.accounts.current import require_sign_in
from webapp.contacts.model import STAGES
from webapp.db import new_id
from webapp.pages import DIST, base_url
from webapp.pwa.manifest import app_manifest
from webapp.pwa.shared import shared_values

pages = Blueprint("pwa", __name__)


@pages.get("/sw.js")
def worker() -> Response:
    """The service worker; never cached by the browser, so that an update is seen at once."""
    answer = Response((DIST / "sw.js").read_bytes(), mimetype="text/javascript")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@pages.get("/manifest.webmanifest")
def manifest() -> Response:
    """The web app manifest."""
    answer = jsonify(app_manifest(url_for("static", filename="icons/")))
    answer.content_type = "application/manifest+json"
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@pages.get("/offline/capture")
def capture_shell() -> Response:
    """The capture page without anything of anybody in it, for the worker to keep."""
    return _capture({}, "")


@pages.post("/share")
def share() -> Response:
    """A capture that begins with what another app shared.

    Usually the worker has answered already; this is for a browser without it. Nothing is saved,
    so it does not matter that the share sheet, and no page of ours, asks.
    """
    files = [file.read() for file in request.files.getlist("files")]
    words = [request.form.get(name, "") for name in ("title", "text", "url")]
    answer = _capture(shared_values(files, words, base_url()), str(new_id()))
    answer.headers["Cache-Control"] = "no-store"
    return answer


@pages.get("/share")
def shared_before() -> Any:
    """Where a reload of a shared capture ends: what was typed is in its draft."""
    return redirect(url_for("capture.capture"), 303)


@pages.get("/settings/phone")
def phone() -> Any:
    """What this phone lets Hallway do; the phone itself fills it in."""
    return require_sign_in() or render_template("pwa/phone.html")


@pages.get("/offline/scan")
def scan_shell() -> Response:
    """The scan page, likewise: codes are read on the phone."""
    return _shell("capture/scan.html", text="")


@pages.get("/offline")
def shell() -> Response:
    """Every other page while there is no network: drawn on the phone from what it holds."""
    return _shell("pwa/offline.html", stages=list(STAGES.items()))


def _capture(values: dict[str, Any], op_id: str) -> Response:
    empty: dict[str, Any] = {"errors": {}, "event_choices": [], "events_json": []}
    return _shell("capture/capture.html", values=values, op_id=op_id, **empty)


def _shell(template: str, **values: Any) -> Response:
    answer = Response(render_template(template, anonymous=True, **values))
    answer.headers["Cache-Control"] = "no-cache"
    return answer
