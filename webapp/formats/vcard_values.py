"""What the values of a vCard mean: kinds of number, labels, dates, photos."""

import binascii
import re
import string
from collections.abc import Sequence
from datetime import date

from webapp.formats.vcard_charsets import codecs_for, strictly_decoded
from webapp.formats.vcard_lines import MAX_LINE_BYTES
from webapp.formats.vcard_properties import Property, is_plain

_APPLE_LABEL = re.compile(r"_\$!<(.*)>!\$_", re.DOTALL)
_APPLE_LABELS = {
    "homefax": "home fax",
    "workfax": "work fax",
    "iphone": "mobile",
    **{word: word for word in ("mobile", "home", "work", "main", "pager", "school", "other")},
}
_NO_KIND = {"PREF", "VOICE", "INTERNET", "MSG", "TEXT", "DOM", "INTL", "POSTAL", "PARCEL", "OTHER"}
_MOBILE = {"CELL", "MOBILE", "IPHONE"}
_IN_PARAMETERS = re.compile(r"\^([n'^])|\\[nN]")
_CIRCUMFLEX = {"n": "\n", "'": '"', "^": "^"}
_FULL_DATE = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ].*)?", re.DOTALL)
_DAY_OF_YEAR = re.compile(r"--(\d\d)-?(\d\d)")
_DATA_URI = re.compile(rb"data:(?:[^,;\\]*+\\?;)*?base64\\?,", re.IGNORECASE)
_ADDRESS = re.compile(rb"[ \t]*+[A-Za-z][A-Za-z0-9+.-]*+\\?:[\x21-\x7e]++[ \t]*+")
_NOT_BASE64 = bytes(set(range(256)) - set(string.ascii_letters.encode() + b"0123456789+/="))
_BARE_BASE64 = re.compile(rb"[A-Za-z0-9+/\s]{64,}+[=\s]*+")


def kind(types: Sequence[str], label: str = "") -> str:
    """What a number, e-mail or postal address is for: a label of the person's own comes first."""
    if label:
        apple = _APPLE_LABEL.fullmatch(label)
        return _APPLE_LABELS.get(apple[1].lower(), apple[1]) if apple else label
    if not types:
        return "other"
    words = {word.upper() for word in types}
    place = "work" if "WORK" in words else "home" if "HOME" in words else ""
    if "PAGER" in words:
        return "pager"
    if "FAX" in words:
        return f"{place} fax".lstrip()
    if words & _MOBILE:
        return "mobile"
    own = (word for word in types if word.upper() not in _NO_KIND)
    return place or next(own, "other").lower().removeprefix("x-")


def preference(prop: Property) -> int:
    """How much this line is preferred to others of its name, 1 most (RFC 6350, 5.3)."""
    number = prop.first_of("PREF")
    if number.isascii() and number.isdigit() and len(number) <= 3:
        return int(number)
    return 1 if any(word.upper() == "PREF" for word in prop.values_of("TYPE")) else 101


def birthday(text: str, omitted_year: str = "") -> str:
    """An ISO date where the text is a full date, with or without a time; else the text itself.

    A birthday without its year becomes `--MM-DD`, as in ISO 8601:2000: RFC 6350 has no hyphen
    between the two, and Apple writes it in the year that it names in X-APPLE-OMIT-YEAR.
    """
    if yearless := _DAY_OF_YEAR.fullmatch(text.strip()):
        return f"--{yearless[1]}-{yearless[2]}"
    parts = _FULL_DATE.fullmatch(text.strip())
    if parts is None:
        return text
    year, month, day = parts.groups()
    try:
        whole = date(int(year), int(month), int(day))
    except ValueError:
        return text
    return f"--{month}-{day}" if year == omitted_year else whole.isoformat()


def parameter_text(value: str) -> str:
    """The text of a parameter: line ends as RFC 6350 writes them, and the marks of RFC 6868."""
    return _IN_PARAMETERS.sub(lambda found: _CIRCUMFLEX.get(found[1], "\n"), value)


def embedded_photo(prop: Property) -> bytes | None:
    """The bytes of a photo that stands in the card, as base64 or as a data: address, or None."""
    if prop.is_base64:
        return _base64(prop.raw)
    data = _DATA_URI.match(prop.raw.lstrip())
    if data:
        return _base64(prop.raw.lstrip()[data.end() :])
    return _base64(prop.raw) if _BARE_BASE64.fullmatch(prop.raw) else None


def unwrapped(prop: Property, card_codecs: tuple[str, ...] = ()) -> Property:
    """The line with its text in place of base64 (RFC 2425, 5.8.4), where it holds base64 of text.

    A line that only says so, as some programs say of plain text, stays as it is.
    """
    raw = _strict_base64(prop.raw) if prop.is_base64 else None
    codecs = (*codecs_for(prop.first_of("CHARSET")), *card_codecs, "utf-8")
    text = strictly_decoded(raw, codecs) if raw else None
    if text is None or not is_plain(text):
        return prop
    parameters = tuple(one for one in prop.parameters if one[0] not in ("ENCODING", "CHARSET"))
    return prop._replace(parameters=parameters, raw=text.encode())


def is_address(raw: bytes) -> bool:
    """Whether a photo's value is an address, of a length that is kept."""
    return bool(_ADDRESS.fullmatch(raw)) and len(raw) <= MAX_LINE_BYTES


def _strict_base64(raw: bytes) -> bytes | None:
    try:
        return binascii.a2b_base64(b"".join(raw.split()), strict_mode=True)
    except binascii.Error:
        return None


def _base64(raw: bytes) -> bytes | None:
    """The bytes, whatever stands between the letters and however much padding is missing."""
    letters = raw.translate(None, _NOT_BASE64).partition(b"=")[0]
    if len(letters) % 4 == 1:
        letters = letters[:-1]
    try:
        return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4)) or None
    except binascii.Error:
        return None
