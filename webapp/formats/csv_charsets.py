"""Which character set a list of people was saved in, sensed from its bytes."""

import re
from itertools import islice

_WORD = re.compile(rb"[A-Za-z\x80-\xff]++")
_MOST_WORDS = 5_000
_CYRILLIC_WORD = re.compile(rb"[\xa8\xb8\xc0-\xff]{3}")
# A fraction, a raised digit or a currency sign within a word in windows-1252 is a letter of
# Central Europe in windows-1250; so are š and ž, which the West hardly has.
_CENTRAL = re.compile(rb"[\xa3\xa5\xaf\xb3\xb9\xbc\xbe\xbf\x8a\x8d\x8e\x8f\x9a\x9d\x9e\x9f]")
_WESTERN = re.compile(
    rb"[\xc0\xc3\xc5\xc6\xc8\xca\xd1\xd5\xd8\xe0\xe3\xe5\xe6\xe8\xea\xec\xf1\xf2\xf5\xf8\xf9\xfb]"
)
_CENTRAL_COUNTS = 3


def sense_charset(data: bytes) -> str:
    """The Python codec for data in an ASCII superset: UTF-8 or a windows code page.

    A file that is UTF-8 but for a few damaged letters is still UTF-8. The code pages 1250, 1251
    and 1252 are told apart by their commonest letters; in doubt it is 1252.
    """
    if _is_utf8(data):
        return "utf-8-sig"
    words = (match[0] for match in _WORD.finditer(data))
    foreign = list(islice((word for word in words if not word.isascii()), _MOST_WORDS))
    if 2 * sum(map(_is_utf8, foreign)) >= len(foreign):
        return "utf-8-sig"
    if 2 * sum(bool(_CYRILLIC_WORD.search(word)) for word in foreign) > len(foreign):
        return "cp1251"
    letters = b" ".join(word for word in foreign if len(word) > 1)
    central = _CENTRAL_COUNTS * len(_CENTRAL.findall(letters))
    return "cp1250" if central > len(_WESTERN.findall(letters)) else "cp1252"


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
