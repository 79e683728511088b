"""What makes the pages an app: the worker, the manifest and the offline shells."""

from typing import Any

from flask import Blueprint, Response, jsonify, render_template, url_for

from webapp.pages import DIST

pages = Blueprint("pwa", __name__)

ICONS = [
    ("icon-192.png", "192x192", "any"),
    ("icon-512.png", "512x512", "any"),
    ("icon-maskable-512.png", "512x512", "maskable"),
]
SHORTCUTS = [("Card", "/"), ("Capture", "/capture"), ("Scan", "/scan")]


@pages.get("/sw.js")
def worker() -> Response:
    """The service worker; never cached by the browser, so that an update is seen at once."""
    answer = Response((DIST / "sw.js").read_bytes(), mimetype="text/javascript")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@pages.get("/manifest.webmanifest")
def manifest() -> Response:
    """The web app manifest."""
    answer = jsonify(
        id="/",
        name="Hallway",
        short_name="Hallway",
        description="The networking notebook for a conference.",
        start_url="/",
        scope="/",
        display="standalone",
        background_color="#fbf9f4",
        theme_color="#fbf9f4",
        icons=[
            {"src": _icon(name), "sizes": sizes, "type": "image/png", "purpose": purpose}
            for name, sizes, purpose in ICONS
        ],
        shortcuts=[{"name": name, "url": url} for name, url in SHORTCUTS],
    )
    answer.content_type = "application/manifest+json"
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@pages.get("/offline/capture")
def capture_shell() -> Response:
    """The capture page without anything of anybody in it, for the worker to keep."""
    nobodys = {"values": {}, "errors": {}, "op_id": "", "event_choices": [], "events_json": []}
    return _shell("capture/capture.html", **nobodys)


@pages.get("/offline/scan")
def scan_shell() -> Response:
    """The scan page, likewise: codes are read on the phone."""
    return _shell("capture/scan.html", text="")


@pages.get("/offline")
def shell() -> Response:
    """What is shown for any other page while there is no network."""
    return _shell("pwa/offline.html")


def _shell(template: str, **values: Any) -> Response:
    answer = Response(render_template(template, anonymous=True, **values))
    answer.headers["Cache-Control"] = "no-cache"
    return answer


def _icon(name: str) -> str:
    return url_for("static", filename=f"icons/{name}")
