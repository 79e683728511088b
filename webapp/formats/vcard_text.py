"""Text of vCards on its way out, the same for every version: escapes, folds and envelope."""

import re
from collections.abc import Iterable

PRODUCT = "-//Hallway//Hallway 1//EN"
_LINE_OCTETS = 75
_SPECIAL = re.compile(r"[\\;,\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_SEPARATORS = {"\\": r"\\", ";": r"\;", ",": r"\,", "\t": " "}
_ON_ONE_LINE = _SEPARATORS | dict.fromkeys("\n\u2028\u2029", " ")
_ON_SEVERAL_LINES = _SEPARATORS | dict.fromkeys("\n\u2028\u2029", r"\n") | {"\t": "\t"}
_SAID = re.compile(r"[^\s\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_UUID = re.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def escaped(text: str, *, on_several_lines: bool = False) -> str:
    """A value with RFC 2426's escapes, without control characters; a line end becomes a blank.

    On several lines it becomes the escape for one, and a tab stays.
    """
    # Most values are plain, and these four questions are quicker than one regular expression.
    if text.isprintable() and "," not in text and ";" not in text and "\\" not in text:
        return text
    table = _ON_SEVERAL_LINES if on_several_lines else _ON_ONE_LINE
    return _SPECIAL.sub(lambda match: table.get(match[0], ""), text)


def is_said(text: str) -> bool:
    """Whether a text has anything in it that can be seen."""
    return text[:1].isalnum() or _SAID.search(text) is not None


def is_uuid(uid: str) -> bool:
    """Whether a UID is one that can stand behind `urn:uuid:` (RFC 9562)."""
    return _UUID.fullmatch(uid) is not None


def write_card(lines: Iterable[str], version: str) -> str:
    """A whole card of these content lines, ended by CRLF and folded."""
    parts = [
        line if line.isascii() and len(line) <= _LINE_OCTETS else folded(line) for line in lines
    ]
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *parts, "END:VCARD", ""])


def folded(line: str) -> str:
    """At most 75 octets a line, continued after CRLF and a blank (RFC 6350, 3.2)."""
    octets = line.encode()
    if len(octets) <= _LINE_OCTETS:
        return line
    pieces = []
    start, end = 0, _LINE_OCTETS
    while end < len(octets):
        while octets[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(octets[start:end])
        start, end = end, end + _LINE_OCTETS - 1
    return b"\r\n ".join([*pieces, octets[start:]]).decode()
