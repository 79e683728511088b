"""A file of vCards cut into cards, and a card into its content lines, without reading them."""

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import inf
from typing import NamedTuple

MAX_CARDS = 5_000
MAX_LINE_BYTES = 8 * 1024
MAX_NOTE_BYTES = 1_000_000
_TOO_LONG = "The line is longer than 8 KB."
_NOTE_TOO_LONG = "The note is longer than 1,000,000 bytes."
# These hold pictures, sounds and keys, as base64 or as a data: address of any length.
_ENDLESS = {b"PHOTO", b"LOGO", b"SOUND", b"KEY"}

# BEGIN or END of a card, with the AGENT line that may lead in a nested one. Files that were joined
# without a line end between them leave an END and a BEGIN on one line.
_EDGE = re.compile(
    rb"""
    \n (?:\xef\xbb\xbf)*+
    (?P<agent> AGENT\b [^\n:]*+ : [ \t]*+ \n*+ )?+
    (?: (?P<end> END [ \t]*+:[ \t]*+ VCARD [ \t]*+ ) (?:\xef\xbb\xbf)*+
        (?P<next> BEGIN [ \t]*+:[ \t]*+ VCARD [ \t]*+ )?+
      | (?P<begin> BEGIN [ \t]*+:[ \t]*+ VCARD [ \t]*+ )
    ) (?=\n)""",
    re.IGNORECASE | re.VERBOSE,
)
_BASE64 = re.compile(rb"[A-Za-z0-9+/=\s]*+")
# Some programs end quoted-printable with a soft break too many. No text goes on like this.
_ANOTHER = re.compile(
    rb"(?:N|FN|ORG|TITLE|TEL|EMAIL|ADR|LABEL|URL|NOTE|PHOTO|X-[A-Z0-9-]++)"
    rb";(?:CHARSET=|ENCODING=|TYPE=|QUOTED-PRINTABLE|BASE64|HOME|WORK|CELL|PREF|VOICE|INTERNET)"
)


class Span(NamedTuple):
    """A piece of the file: where it begins and ends, and the line that it begins in."""

    start: int
    end: int
    line: int


class RawLine(NamedTuple):
    """An unfolded content line and where it begins; no text, but why, if it was too long."""

    number: int
    text: bytes | None
    why: str = ""


@dataclass(slots=True)
class Block:
    """One card in the file: the spans between its BEGIN and its END, nested cards left out."""

    index: int
    first_line: int
    inside: int | None = None
    closed: bool = False
    spans: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class Cut:
    """The blocks of a file in the order of their BEGIN lines, and the spans between them.

    `text` is the file with plain LF line ends; the spans point into it. `beyond` is the line of
    the first card past the limit, if there is one.
    """

    text: bytes
    blocks: list[Block] = field(default_factory=list)
    outside: list[Span] = field(default_factory=list)
    beyond: int | None = None


def cut_into_cards(data: bytes) -> Cut:
    """Find every card in data in an ASCII superset; one pass, at most `MAX_CARDS` blocks.

    A card that an AGENT line leads in stands inside the card round it. Any other BEGIN before an
    END begins a card of its own, and the lines after its END belong to the card still open.
    """
    # iPhones have sent CR CR LF. A line end in front lets every edge begin with one.
    lines = data.replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    lines = lines.lstrip(b" \t")
    cut = Cut(b"\n" + lines + b"\n")
    open_blocks: list[Block] = []
    start = line = number = counted = 0
    for edge in _EDGE.finditer(cut.text):
        begins = edge["begin"] or edge["next"]
        if not (begins or open_blocks):
            continue  # An END without a card is one of the lines outside.
        number += cut.text.count(b"\n", counted, edge.start("begin" if edge["begin"] else "end"))
        _close_span(cut, open_blocks, Span(start, edge.start() + 1, line))
        start, line, counted = edge.end(), number, edge.end()
        if edge["end"] and open_blocks:
            open_blocks.pop().closed = True
        if begins and not _open_card(cut, open_blocks, number, nested=bool(edge["agent"])):
            return cut
    _close_span(cut, open_blocks, Span(start, len(cut.text), line))
    return cut


def _close_span(cut: Cut, open_blocks: list[Block], span: Span) -> None:
    (open_blocks[-1].spans if open_blocks else cut.outside).append(span)


def _open_card(cut: Cut, open_blocks: list[Block], number: int, *, nested: bool) -> bool:
    if len(cut.blocks) == MAX_CARDS:
        cut.beyond = number
        return False
    inside = open_blocks[-1].index if nested and open_blocks else None
    open_blocks.append(Block(len(cut.blocks), number, inside))
    cut.blocks.append(open_blocks[-1])
    return True


def content_lines(text: bytes, span: Span) -> Iterator[RawLine]:
    """The content lines of a span, unfolded, one at a time (RFC 6350, 3.2; RFC 2045, 6.7).

    Joined are indented lines, lines after a quoted-printable soft break, lines after a backslash,
    and base64 that its writer forgot to indent. Of folding white space one character is taken away.
    """
    line: _FoldedLine | None = None
    physical_lines = io.BytesIO(text[span.start : span.end])
    for number, physical in enumerate(physical_lines, span.line):
        physical = physical.rstrip(b"\n")
        if line is not None and line.goes_on_with(physical):
            continue
        if line is not None:
            yield line.unfolded()
        line = _FoldedLine(number, physical) if physical.strip() else None
    if line is not None:
        yield line.unfolded()


class _FoldedLine:
    """A content line that may go on; of one that grows too long only the last piece is kept."""

    __slots__ = ("_head", "_last", "_limit", "_number", "_searched", "_text", "_too_long")

    def __init__(self, number: int, physical: bytes) -> None:
        self._number = number
        self._head: bytes | None = None
        self._limit: float | None = None
        self._searched = 0
        self._too_long = False
        self._last = physical.removeprefix(codecs.BOM_UTF8).lstrip(b" \t")
        self._text = bytearray(self._last)

    def goes_on_with(self, physical: bytes) -> bool:
        """Take the physical line in if it is a continuation of this one."""
        if self._last.endswith((b"=", b" ", b"\t")) and self._drops_soft_break():
            if not physical.strip() or _ANOTHER.match(physical):
                return False
        elif physical[:1] in (b" ", b"\t"):
            physical = physical[1:]
        elif self._escapes_its_end() and physical.strip() and b":" not in physical:
            physical = b"n" + physical
        elif b":" in physical or not (self._is_base64() and _BASE64.fullmatch(physical)):
            return False
        self._shorten_if_longer_than_allowed(len(physical))
        self._text += physical
        self._last = physical
        return True

    def unfolded(self) -> RawLine:
        self._shorten_if_longer_than_allowed()
        if self._too_long:
            return RawLine(
                self._number, None, _NOTE_TOO_LONG if self._limit == MAX_NOTE_BYTES else _TOO_LONG
            )
        return RawLine(self._number, bytes(self._text))

    def _shorten_if_longer_than_allowed(self, more: int = 0) -> None:
        length = len(self._text) + more
        if self._too_long or (length > MAX_LINE_BYTES and length > self._longest()):
            self._too_long = True
            self._text.clear()

    def _longest(self) -> float:
        """How long the line may be, as soon as it is known what it is."""
        if self._limit is None and (head := self._upper_head()):
            name = head.partition(b";")[0].rpartition(b".")[2].strip()
            endless = name in _ENDLESS or self._is_base64()
            self._limit = inf if endless else MAX_LINE_BYTES
            self._limit = MAX_NOTE_BYTES if name == b"NOTE" else self._limit
        return self._limit or MAX_LINE_BYTES

    def _drops_soft_break(self) -> bool:
        if b"QUOTED-PRINTABLE" not in self._upper_head():
            return False
        piece = self._last.rstrip(b" \t")
        if piece.endswith(b"="):
            del self._text[len(piece) - len(self._last) - 1 :]
        return piece.endswith(b"=")

    def _escapes_its_end(self) -> bool:
        """Whether the line ends in the half of an escape: old phones put a backslash there."""
        backslashes = len(self._last) - len(self._last.rstrip(b"\\"))
        return backslashes % 2 == 1 and not self._is_base64()

    def _is_base64(self) -> bool:
        return b"BASE64" in self._upper_head() or b"ENCODING=B" in self._upper_head()

    def _upper_head(self) -> bytes:
        """What stands before the colon, or nothing as long as none has come."""
        if self._head is None and not self._too_long:
            colon = self._text.find(b":", self._searched)
            self._searched = len(self._text)
            if colon >= 0:
                self._head = bytes(self._text[:colon]).upper()
        return self._head or b""
