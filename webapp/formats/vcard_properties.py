"""One content line of any vCard version taken apart: name, parameters and decoded value."""

import binascii
import re
from functools import lru_cache
from typing import NamedTuple

from webapp.formats.vcard_charsets import codecs_for, decode

Parameters = tuple[tuple[str, tuple[str, ...]], ...]

MAX_PARAMETERS = 100

_NAME = re.compile(r"[A-Za-z0-9 /_-]+")
_QUOTED_OR_NOT = r'(?:[^%s"]|"[^"]*+"|")++'
_PARAMETER = re.compile(_QUOTED_OR_NOT % ";")
_PARAMETER_VALUE = re.compile(_QUOTED_OR_NOT % ",")
# A label of the person's own, as Samsung's phones write it in 2.1.
_CUSTOM = re.compile(
    r"X-CUSTOM\((?:CHARSET=([^,()]*+),)?+(ENCODING=QUOTED-PRINTABLE,)?+([^()]*+)\)", re.IGNORECASE
)
_HYPHENS = str.maketrans(" _/", "---")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ESCAPE_OR_SEMICOLON = re.compile(r"\\.|;", re.DOTALL)
# vCard 2.1 lets a parameter's name go where its value alone is clear.
_BARE = {
    **dict.fromkeys(("QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT"), "ENCODING"),
    **dict.fromkeys(("INLINE", "URL", "URI", "CONTENT-ID", "CID"), "VALUE"),
}


class Property(NamedTuple):
    """A content line's parts: the value still in the bytes of the file, the rest text."""

    line: int
    group: str
    name: str
    parameters: Parameters
    raw: bytes

    def values_of(self, parameter: str) -> tuple[str, ...]:
        """All values of a parameter, such as the types in `TYPE=work,voice;TYPE=pref`."""
        if not self.parameters:
            return ()
        return tuple(v for name, values in self.parameters if name == parameter for v in values)

    def first_of(self, parameter: str) -> str:
        """A parameter's first value, or an empty string."""
        return next(iter(self.values_of(parameter)), "") if self.parameters else ""

    @property
    def is_base64(self) -> bool:
        """Whether the line says so, in the words of any version."""
        encodings = self.values_of("ENCODING")
        return bool(encodings) and any(one.upper() in ("B", "BASE64") for one in encodings)

    @property
    def is_quoted_printable(self) -> bool:
        """Whether the line says so."""
        encodings = self.values_of("ENCODING")
        return bool(encodings) and any(one.upper() == "QUOTED-PRINTABLE" for one in encodings)


class EscapedText(NamedTuple):
    """A value as text, its escapes and separators in place, and what was lost on the way."""

    text: str
    losses: tuple[str, ...] = ()


UNREADABLE_LETTERS = "Some letters could not be read; they stand as \ufffd."
CONTROL_CHARACTERS = "Control characters were taken out."


def parse_property(line: int, text: bytes) -> Property | None:
    """The parts of an unfolded content line of any version, or None if it is not one.

    Takes what the standards do not: names with blanks, underscores or strokes (`X-GOOGLE TALK`,
    KAddressBook's `X-messaging/xmpp-All`), bare 2.1 parameters, quotes that never close, a colon
    inside quotes.
    """
    colon = _end_of_head(text)
    if colon < 0:
        return None
    head = text[:colon]
    parsed = (_parse_head if colon > _LONGEST_COMMON_HEAD else _parse_common_head)(head)
    return Property(line, *parsed, text[colon + 1 :]) if parsed else None


def _parse_head(head: bytes) -> tuple[str, str, Parameters] | None:
    text, _ = decode(head, (), encoded=False)
    full_name, _, parameters = _CONTROLS.sub("", text).partition(";")
    group, _, name = full_name.rpartition(".")
    if parameters.count(";") + parameters.count(",") > MAX_PARAMETERS:
        return None
    if not _NAME.fullmatch(name.strip()):
        return None
    return group.strip(), token(name.strip()), _parse_parameters(parameters) if parameters else ()


# A file of thousands of cards has a dozen different heads. What is kept of strangers is bounded.
_LONGEST_COMMON_HEAD = 64
_parse_common_head = lru_cache(maxsize=256)(_parse_head)


def _end_of_head(text: bytes) -> int:
    """Where the colon after name and parameters is: the first one outside quotes, or the first."""
    first = colon = text.find(b":")
    start, quotes = 0, 0
    while colon >= 0:
        quotes += text.count(b'"', start, colon)
        if quotes % 2 == 0:
            return colon
        start, colon = colon, text.find(b":", colon + 1)
    return first


def token(name: str) -> str:
    """A name as the standards have it: upper case, hyphens for blanks, underscores and strokes."""
    return name.upper().translate(_HYPHENS)


def _parse_parameters(text: str) -> Parameters:
    pieces = map(str.strip, _PARAMETER.findall(text))
    return tuple(_parse_parameter(piece) for piece in pieces if piece)


def _parse_parameter(piece: str) -> tuple[str, tuple[str, ...]]:
    if custom := _CUSTOM.fullmatch(piece):
        return "X-CUSTOM", (_custom_label(custom),)
    name, equals, value = piece.partition("=")
    if not equals:
        upper = piece.upper()
        if codecs_for(piece):
            return "CHARSET", (piece,)
        return _BARE.get(upper, "TYPE"), (piece,)
    name = token(name.strip())
    if name == "TYPE":  # RFC 6350 itself writes both TYPE=work,voice and TYPE="work,voice".
        value = value.replace('"', "")
        return name, tuple(v.strip() for v in value.split(",") if v.strip())
    return name, tuple(v.strip().strip('"') for v in _PARAMETER_VALUE.findall(value))


def _custom_label(custom: re.Match[str]) -> str:
    charset, encoding, label = custom.groups()
    if not encoding:
        return label
    raw = binascii.a2b_qp(label.encode())
    return _CONTROLS.sub("", decode(raw, codecs_for(charset or ""), encoded=True)[0])


class CardCharset(NamedTuple):
    """What serves the lines of a card without a CHARSET: that of its other lines, and a guess."""

    declared: tuple[str, ...] = ()
    sensed: tuple[str, ...] = ("cp1252",)


_UNKNOWN = CardCharset()


def escaped_text(prop: Property, card: CardCharset = _UNKNOWN) -> EscapedText:
    """The value as text, still escaped, so that it can be split where its writer meant it.

    Quoted-printable is decoded between the separators: `=3B` is a semicolon in a part. The
    escapes are left for later than the character set, as Shift_JIS has the backslash's byte as
    the second half of some letters.
    """
    codecs = codecs_for(prop.first_of("CHARSET")) or card.declared
    if prop.is_quoted_printable:
        parts = [
            decode(binascii.a2b_qp(part), codecs, card.sensed, encoded=True)
            for part in prop.raw.split(b";")
        ]
        text = ";".join(_with_escaped_semicolons(part) for part, _ in parts)
        whole = all(readable for _, readable in parts)
    else:
        text, whole = decode(prop.raw, codecs, card.sensed, encoded=False)
    losses = () if whole else (UNREADABLE_LETTERS,)
    # Most texts are printable, which is sooner known than that no control character is in them.
    if not text.isprintable() and _CONTROLS.search(text):
        text, losses = _CONTROLS.sub("", text), (*losses, CONTROL_CHARACTERS)
    return EscapedText(text, losses)


def is_plain(text: str) -> bool:
    """Whether a text has no control characters in it, line ends and tabs aside."""
    return _CONTROLS.search(text) is None


def _with_escaped_semicolons(part: str) -> str:
    return _ESCAPE_OR_SEMICOLON.sub(lambda m: "\\;" if m[0] == ";" else m[0], part)
