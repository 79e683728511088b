"""Addresses that open the mail program with a letter in it (RFC 6068)."""

import re
from urllib.parse import quote

_LINE_BREAK = re.compile(r"\r\n|\r|\n")


def mailto(to: str, subject: str, body: str) -> str:
    """A mailto address: UTF-8 percent-encoded, lines parted by CRLF; `to` may be empty.

    White space leaves the address, and the subject has one line, so neither can add a header.
    """
    recipient = quote("".join(to.split()), safe="@", errors="replace")
    lines = _LINE_BREAK.sub("\r\n", body)
    header = " ".join(subject.split())
    return f"mailto:{recipient}?subject={_encoded(header)}&body={_encoded(lines)}"


def _encoded(text: str) -> str:
    return quote(text, safe="", errors="replace")
