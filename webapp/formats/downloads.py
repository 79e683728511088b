"""The names under which files are downloaded (RFC 6266)."""

import re
import unicodedata
from urllib.parse import quote

_NOT_IN_FILENAMES = re.compile(
    r'[\x00-\x20\x7f-\xa0/\\:*?"<>|\u061c\u200e\u200f\u2028-\u202f\u2066-\u2069\ud800-\udfff]+'
)
_WITHOUT_ACCENTS = str.maketrans(
    {"ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d"}
)
_FILENAME_BYTES = 150


def filename(name: str) -> tuple[str, str]:
    """A file name without its extension, in plain ASCII and in full; neither is ever empty."""
    full = unicodedata.normalize("NFC", _NOT_IN_FILENAMES.sub(" ", name)).strip(" .")
    full = full.encode()[:_FILENAME_BYTES].decode("utf-8", "ignore").rstrip(" .")
    letters = unicodedata.normalize("NFKD", full.translate(_WITHOUT_ACCENTS))
    plain = " ".join(re.sub(r"[^A-Za-z0-9 ._'()+-]", "", letters).split()).strip(" .")
    return plain or "contact", full or "contact"


def content_disposition(name: str, extension: str) -> str:
    """The header value of a download: both names of RFC 6266, the full one as in RFC 8187."""
    if not re.fullmatch("[a-z0-9]{1,8}", extension):
        raise ValueError("A file extension has one to eight small letters or digits.")
    plain, full = (f"{stem}.{extension}" for stem in filename(name))
    encoded = quote(full, safe="!#$&+^`|")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}"
