"""The walls round every request: where it may come from, and what every answer carries."""

from functools import lru_cache
from urllib.parse import urlsplit

from flask import Flask, Response, abort, g, request

UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}
# The phone's share sheet asks for it, which is nobody's page. It shows a form and changes nothing.
BY_THE_PHONE_ITSELF = {"/share"}

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "media-src": "'self' blob:",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "hallway",
}


def register(app: Flask, *, secure: bool) -> None:
    """Check the origin of every change, and put the headers on every answer."""
    app.before_request(refuse_other_sites)
    app.before_request(refuse_packed_bodies)

    @app.after_request
    def headers(response: Response) -> Response:
        return add_headers(response, secure=secure)


def refuse_other_sites() -> None:
    """403 for a change asked for by another site's page.

    Browsers say where a request comes from in Sec-Fetch-Site, the old ones in Origin.
    What carries neither, and no cookie of ours, is no browser that could be misled.
    """
    if request.method not in UNSAFE or request.headers.get("Authorization"):
        return
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site is not None:
        allowed = site == "same-origin" or (site == "none" and request.path in BY_THE_PHONE_ITSELF)
    elif origin is not None:
        allowed = urlsplit(origin).netloc == request.host
    else:
        allowed = not request.cookies
    if not allowed:
        abort(403)


def refuse_packed_bodies() -> None:
    """415 for a body that would have to be unpacked: a small one can hold gigabytes."""
    if request.headers.get("Content-Encoding", "identity") != "identity":
        abort(415)


def allow_inline_style(digest: str) -> None:
    """Let this answer carry one inline style sheet, known by its SHA-256 in base64."""
    g.style_digest = digest


def add_headers(response: Response, *, secure: bool) -> Response:
    """The headers that every answer carries, errors included."""
    response.headers.setdefault("Cache-Control", "no-store")
    # No view sets any of these, so that nothing needs to be looked for and replaced.
    response.headers.extend(_headers(g.get("style_digest"), secure=secure))
    return response


def local_path(target: str | None, otherwise: str = "/") -> str:
    """A path on this site to go on to, or `otherwise` where it could lead elsewhere."""
    if not target or not target.startswith("/") or target[1:2] in {"/", "\\"}:
        return otherwise
    if any(char <= " " or char == "\\" or char == "\x7f" for char in target):
        return otherwise
    return target


@lru_cache(maxsize=16)
def _headers(style_digest: str | None, *, secure: bool) -> tuple[tuple[str, str], ...]:
    policy = dict(POLICY)
    if style_digest:
        policy["style-src"] += f" 'sha256-{style_digest}'"
    headers = {
        "Hallway": "1",
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "camera=(self), microphone=(), geolocation=(), payment=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    if secure:
        headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    return tuple(headers.items())
