"""Bytes of a vCard to text, whatever character set the sending program had."""

import re
from collections.abc import Iterable

# Python's own codec names are not open to a card: some of them (punycode, idna) take quadratic
# time, and every unknown label would stay in the interpreter's cache for good.
_CODECS: dict[str, tuple[str, ...]] = {
    "UTF8": ("utf-8",),
    # As in browsers: what calls itself one of these three is really windows-1252.
    **dict.fromkeys(("USASCII", "LATIN1", "ISO88591"), ("cp1252", "latin-1")),
    "SHIFTJIS": ("shift_jis", "cp932"),
    "SJIS": ("shift_jis", "cp932"),
    "XSJIS": ("shift_jis", "cp932"),
    "MSKANJI": ("cp932",),
    "WINDOWS31J": ("cp932",),
    "CP932": ("cp932",),
    "EUCJP": ("euc_jp",),
    "ISO2022JP": ("iso2022_jp", "iso2022_jp_ext"),
    "GB2312": ("gb18030",),
    "GBK": ("gb18030",),
    "CP936": ("gb18030",),
    "GB18030": ("gb18030",),
    "BIG5": ("big5", "cp950"),
    "BIG5HKSCS": ("big5hkscs",),
    "CP950": ("cp950",),
    "EUCKR": ("cp949",),
    "KSC56011987": ("cp949",),
    "CP949": ("cp949",),
    "KOI8R": ("koi8_r",),
    "KOI8U": ("koi8_u",),
    "MACINTOSH": ("mac_roman",),
    **dict.fromkeys(("TIS620", "ISO885911", "WINDOWS874", "CP874"), ("cp874",)),
    **{f"ISO8859{n}": (f"iso8859_{n}",) for n in (*range(2, 12), *range(13, 17))},
    **{f"{label}{n}": (f"cp{n}",) for n in range(1250, 1259) for label in ("WINDOWS", "CP")},
    **{f"{label}{n}": (f"cp{n}",) for n in (437, 850, 852, 866) for label in ("IBM", "CP")},
}
_LATIN = {"cp1250", "cp1252", "latin-1"}
_PUNCTUATION = re.compile(r"[\W_]+")
_UTF16_MARKS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def codecs_for(label: str) -> tuple[str, ...]:
    """Python's codecs for a CHARSET label, best first; none for a label not known here."""
    return _CODECS.get(_PUNCTUATION.sub("", label).upper(), ()) if label else ()


def to_ascii_superset(data: bytes) -> bytes:
    """The file in a character set that has ASCII in it: UTF-16 becomes UTF-8, all else stays.

    UTF-16 is known by its byte order mark with a NUL soon after it (two stray bytes do not make
    a whole file UTF-16), or by every other one of the first eight bytes being NUL.
    """
    codec = _UTF16_MARKS.get(data[:2]) if b"\x00" in data[:64] else None
    if codec is None and len(data) >= 8 and data[:8].count(0) == 4:
        codec = {data[0:8:2]: "utf-16-be", data[1:8:2]: "utf-16-le"}.get(bytes(4))
    return data if codec is None else data.decode(codec, "replace").encode()


def decode(
    raw: bytes, declared: tuple[str, ...], sensed: tuple[str, ...] = ("cp1252",), *, encoded: bool
) -> tuple[str, bool]:
    """The text of a value, and whether every letter of it could be read.

    `encoded` says that the bytes come from quoted-printable: nothing between sender and reader
    can have changed those, so the declared character set comes before UTF-8. Plain bytes are
    UTF-8 wherever they can be, since files are often converted and their labels left behind.
    What is neither is in the set that was `sensed`.
    """
    if raw.isascii() and b"\x1b" not in raw:
        return raw.decode("ascii"), True
    stateful = bool(declared) and declared[0].startswith("iso2022")
    codecs = (*declared, "utf-8") if encoded or stateful else ("utf-8", *declared)
    text = strictly_decoded(raw, codecs)
    return (text, True) if text is not None else _guess(raw, declared, sensed)


def is_unlike_utf8(raw: bytes) -> bool:
    """Whether these bytes are no UTF-8, not even one that was cut or damaged somewhere."""
    return strictly_decoded(raw, ["utf-8"]) is None and _undamaged(raw) is None


def strictly_decoded(raw: bytes, codecs: Iterable[str]) -> str | None:
    """The text in the first of these character sets that has every letter of it, or None."""
    for codec in codecs:
        try:
            return raw.decode(codec)
        except UnicodeDecodeError:
            continue
    return None


def _guess(raw: bytes, declared: tuple[str, ...], sensed: tuple[str, ...]) -> tuple[str, bool]:
    """UTF-8 that was cut or damaged somewhere, else the declared set, else the sensed one."""
    codecs = declared if declared and declared[-1] != "utf-8" else sensed
    # Half of what is common in Chinese is UTF-8 of other letters too. Where a neighbour of this
    # line shows that the card is in another script, so is this one.
    legacy = strictly_decoded(raw, codecs)
    if legacy is not None and codecs[-1] not in _LATIN:
        return legacy, True
    if (text := _undamaged(raw)) is not None:
        return text, False
    if legacy is not None:
        return legacy, True
    return raw.decode(codecs[-1], "replace"), False


def _undamaged(raw: bytes) -> str | None:
    """What is whole of a text in UTF-8, the rest as marks; None where less than half of it is."""
    text = raw.decode("utf-8", "replace")
    damage = text.count("\ufffd")
    whole = sum(char > "\x7f" for char in text) - damage
    return text if damage <= whole else None
