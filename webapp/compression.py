"""Answers made small for the way: built files as the build packed them, pages as they are made."""

import gzip
import io
import re
import secrets
from functools import lru_cache

from flask import Flask, Response, request, send_from_directory
from werkzeug.datastructures import Accept
from werkzeug.exceptions import NotFound
from werkzeug.http import parse_accept_header

WORTH_IT = 600
"""Bytes; what is shorter fits into one packet anyway."""
LEVEL = 5
PADDING = 32
_TEXT = re.compile(r"(text/|image/svg|application/(json|problem\+json|manifest\+json|javascript))")
_HASHED = re.compile(r"dist/.+-[A-Z0-9]{8}\.\w+")
_PACKED = {"br": ".br", "gzip": ".gz"}
A_YEAR = 31_536_000


def register(app: Flask) -> None:
    """Serve built files packed, and pack what is written anew."""
    app.view_functions["static"] = lambda filename: static_file(app, filename)
    app.after_request(pack)


def static_file(app: Flask, filename: str) -> Response:
    """A static file, packed where the build did so and the browser takes it.

    A name with a hash stands for one content for ever, so it is kept without asking again.
    """
    folder = app.static_folder or ""
    answer = _packed_file(folder, filename) or send_from_directory(folder, filename)
    if _HASHED.fullmatch(filename):
        answer.cache_control.no_cache = None
        answer.cache_control.public = True
        answer.cache_control.max_age = A_YEAR
        answer.cache_control.immutable = True
    return answer


def pack(answer: Response) -> Response:
    """Pack a text that is made for this answer, if the browser takes gzip.

    What a page holds of a person could be guessed from lengths where an attacker's words stand in
    the same page (BREACH). There is no token in any page, other sites' requests come without the
    cookie (SameSite), and the length is blurred besides by a name of random length in the header.
    """
    if answer.is_streamed or answer.direct_passthrough or answer.status_code != 200:
        return answer
    data = answer.get_data()
    if len(data) < WORTH_IT or "Content-Encoding" in answer.headers:
        return answer
    if not _TEXT.match(answer.content_type or ""):
        return answer
    answer.vary.add("Accept-Encoding")
    if not takes_gzip(request.headers.get("Accept-Encoding", "")):
        return answer
    packed = io.BytesIO()
    name = "x" * secrets.randbelow(PADDING)
    with gzip.GzipFile(name, "wb", LEVEL, packed, mtime=0) as file:
        file.write(data)
    answer.set_data(packed.getvalue())
    answer.headers["Content-Encoding"] = "gzip"
    return answer


@lru_cache(maxsize=64)
def takes_gzip(accepted: str) -> bool:
    """Whether a browser with this Accept-Encoding takes gzip; browsers say one of a few things."""
    return parse_accept_header(accepted, Accept)["gzip"] > 0


def _packed_file(folder: str, filename: str) -> Response | None:
    wanted = request.accept_encodings
    encoding = next((name for name in _PACKED if wanted[name]), None)
    if encoding is None or not filename.startswith("dist/"):
        return None
    try:
        packed = filename + _PACKED[encoding]
        answer = send_from_directory(folder, packed, mimetype=_type_of(filename))
    except NotFound:
        return None
    answer.headers["Content-Encoding"] = encoding
    answer.vary.add("Accept-Encoding")
    return answer


def _type_of(filename: str) -> str:
    return "text/css" if filename.endswith(".css") else "text/javascript"
