"""Which character set the lines of a card are in that do not say so."""

import binascii
import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from webapp.formats.sensed_charsets import sense_legacy
from webapp.formats.vcard_charsets import codecs_for, is_unlike_utf8
from webapp.formats.vcard_properties import CardCharset, Property

_FOREIGN_LINE = re.compile(
    rb"^(?P<head>[^\n:]*+):(?P<value>[^\n]*(?:[\x80-\xff]|=[89A-Fa-f][0-9A-Fa-f])[^\n]*)$",
    re.MULTILINE,
)
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_ENOUGH = 16
_MOST = 64 * 1024


class CharsetSense:
    """Senses the character set of each card in a file, given as ASCII superset with LF line ends.

    A card with many foreign letters speaks for itself. One with a name only, of which nothing can
    be told, is in what the whole file is in.
    """

    def __init__(self, text: bytes) -> None:
        self._text = text

    def of_card(self, properties: Sequence[Property]) -> CardCharset:
        """What serves the lines without a CHARSET: that of their neighbours, or what is sensed."""
        labels = (codecs_for(label) for prop in properties for label in prop.values_of("CHARSET"))
        declared = next((codecs for codecs in labels if codecs), ())
        unlabelled = map(_unlabelled_letters, properties)
        foreign = b"\n".join([value for value in unlabelled if is_unlike_utf8(value)])
        if not foreign:
            return CardCharset(declared)
        if len(_NOT_ASCII.findall(foreign)) < _ENOUGH:
            return CardCharset(declared, self._of_file)
        return CardCharset(declared, sense_legacy(foreign))

    @cached_property
    def _of_file(self) -> tuple[str, ...]:
        found, length = [], 0
        for value in filter(is_unlike_utf8, self._unlabelled_lines()):
            found.append(value)
            length += len(value)
            if length > _MOST:
                break
        return sense_legacy(b"\n".join(found))

    def _unlabelled_lines(self) -> Iterator[bytes]:
        for line in _FOREIGN_LINE.finditer(self._text):
            head = line["head"].upper()
            if b"CHARSET" in head:
                continue
            if b"QUOTED-PRINTABLE" in head:
                yield binascii.a2b_qp(line["value"])
            elif not line["value"].isascii():
                yield line["value"]


def _unlabelled_letters(prop: Property) -> bytes:
    if not prop.parameters and prop.raw.isascii():
        return b""
    if prop.first_of("CHARSET"):
        return b""
    if prop.is_quoted_printable:
        return binascii.a2b_qp(prop.raw)
    return b"" if prop.raw.isascii() else prop.raw
