"""Which character set a text without a label was saved in, sensed from its bytes."""

import re
from itertools import islice

from chardetng_py import EncodingDetector

from webapp.formats.vcard_charsets import codecs_for

_MOST_BYTES = 256 * 1024
_WORD = re.compile(rb"[A-Za-z\x80-\xff]++")
_MOST_WORDS = 5_000
# Of these the detector needs whole sentences: it takes "René" alone for windows-1250.
_LATIN = {"windows-1250", "windows-1252", "windows-1257", "windows-1258", "ISO-8859-4"}
# A fraction, a raised digit or a currency sign within a word in windows-1252 is a letter of
# Central Europe in windows-1250; so are š and ž, which the West hardly has.
_CENTRAL = re.compile(rb"[\xa3\xa5\xaf\xb3\xb9\xbc\xbe\xbf\x8a\x8d\x8e\x8f\x9a\x9d\x9e\x9f]")
_WESTERN = re.compile(
    rb"[\xc0\xc3\xc5\xc6\xc8\xca\xd1\xd5\xd8\xe0\xe3\xe5\xe6\xe8\xea\xec\xf1\xf2\xf5\xf8\xf9\xfb]"
)
_CENTRAL_COUNTS = 3


def sense_charset(data: bytes) -> str:
    """The Python codec for data in an ASCII superset: UTF-8 or what people saved lists in before.

    A file that is UTF-8 but for a few damaged letters is still UTF-8.
    """
    if _is_utf8(data):
        return "utf-8-sig"
    foreign = _foreign_words(data)
    if 2 * sum(map(_is_utf8, foreign)) >= len(foreign):
        return "utf-8-sig"
    return sense_legacy(data)[-1]


def sense_legacy(data: bytes) -> tuple[str, ...]:
    """Python's codecs, best first, for a text that is not UTF-8; in doubt windows-1252.

    Firefox's detector tells scripts apart by a name alone. The alphabets of Western and Central
    Europe, which share most of their letters, are told apart by the others.
    """
    detector = EncodingDetector()
    detector.feed(data[:_MOST_BYTES], last=True)
    found = detector.guess(tld=None, allow_utf8=False)
    if found not in _LATIN and (codecs := codecs_for(found)):
        return codecs
    letters = b" ".join(word for word in _foreign_words(data) if len(word) > 1)
    central = _CENTRAL_COUNTS * len(_CENTRAL.findall(letters))
    return ("cp1250",) if central > len(_WESTERN.findall(letters)) else ("cp1252",)


def _foreign_words(data: bytes) -> list[bytes]:
    words = (match[0] for match in _WORD.finditer(data))
    return list(islice((word for word in words if not word.isascii()), _MOST_WORDS))


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
