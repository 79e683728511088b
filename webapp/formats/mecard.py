"""MECARD and BIZCARD, the short contact formats in QR codes (NTT DoCoMo; ZXing's notes)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_BLANKS = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\ufeff]+")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_PARTS = {
    separator: re.compile(rf"((?:[^\\{separator}]|\\.?)*+)({separator}|\Z)", re.DOTALL)
    for separator in (";", ",")
}
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)

Values = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class ScannedPerson:
    """What a scanned card says of a person: each value on one line, best one first."""

    name: str = ""
    organisation: str = ""
    title: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    note: str = ""
    address: str = ""
    nickname: str = ""
    birthday: str = ""


def parse_mecard(text: str) -> ScannedPerson | None:
    """The person in a MECARD or BIZCARD text; None if it is neither or says nothing."""
    kind, _, body = one_line(text).partition(":")
    read = {"MECARD": _mecard_person, "BIZCARD": _bizcard_person}.get(kind.upper())
    person = read(_values(body)) if read else None
    return None if person == ScannedPerson() else person


def parse_matmsg(text: str) -> str | None:
    """The address in a MATMSG text (`MATMSG:TO:...;SUB:...;BODY:...;;`), or None."""
    kind, _, body = one_line(text).partition(":")
    return _first(_values(body), "TO") or None if kind.upper() == "MATMSG" else None


def one_line(text: str) -> str:
    """The text with each run of white space and control characters made one blank."""
    return _BLANKS.sub(" ", _SURROGATES.sub("", text)).strip(" ")


def split_unescaped(text: str, separator: str) -> list[str]:
    """The parts between unescaped separators (`;` or `,`), escapes left in place."""
    parts = []
    for match in _PARTS[separator].finditer(text):
        parts.append(match[1])
        if not match[2]:
            break
    return parts


def _values(body: str) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for part in split_unescaped(body, ";"):
        key, _, value = part.partition(":")
        if value.strip():
            values.setdefault(key.strip().upper(), []).append(value.strip())
    return values


def _mecard_person(values: Values) -> ScannedPerson:
    return ScannedPerson(
        name=_western(next(iter(values.get("N", ())), "")) or _first(values, "NICKNAME"),
        organisation=_first(values, "ORG"),
        title=_first(values, "TITLE"),
        emails=_all(values, "EMAIL"),
        phones=_all(values, "TEL"),
        links=_all(values, "URL"),
        note=_first(values, "NOTE"),
        address=_first(values, "ADR"),
        nickname=_first(values, "NICKNAME"),
        birthday=_first(values, "BDAY"),
    )


def _bizcard_person(values: Values) -> ScannedPerson:
    return ScannedPerson(
        name=one_line(f"{_first(values, 'N')} {_first(values, 'X')}"),
        organisation=_first(values, "C"),
        title=_first(values, "T"),
        emails=_all(values, "E"),
        phones=_all(values, "M") + _all(values, "B"),
        address=_first(values, "A"),
    )


def _western(name: str) -> str:
    """`Owen,Sean` as `Sean Owen`."""
    last, *first = map(_plain, split_unescaped(name, ","))
    return " ".join(part for part in (*first, last) if part)


def _first(values: Values, key: str) -> str:
    return next(iter(_all(values, key)), "")


def _all(values: Values, key: str) -> tuple[str, ...]:
    return tuple(plain for value in values.get(key, ()) if (plain := _plain(value)))


def _plain(value: str) -> str:
    return one_line(_ESCAPE.sub(r"\1", value))
