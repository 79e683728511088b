"""Whose list a header belongs to (LinkedIn, Google, Outlook, our own) and what its columns fill."""

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from webapp.formats.csv_fields import common_field, plain_name

HeaderKind = Literal["linkedin", "google", "outlook", "own", "unknown"]

_OWN = {
    name: name.replace(" ", "_")
    for name in ("school", "detail", "event", "place", "met on", "promise", "stage")
}
_LINKEDIN = {"first name", "last name", "url", "position", "connected on"}
_OUTLOOK = {
    *("job title", "business street", "business phone", "home phone", "mobile phone", "pager"),
    *("web page", "email 2 address", "company main phone", "other phone"),
}
_GOOGLE = {"given name", "family name", "phonetic first name", "organization name"}
# These repeat what stands in other columns.
_REPETITION = re.compile("initials|file as|email( [23])? (type|display name)")
_NUMBERED = re.compile(
    "(?P<group>(?P<what>e-?mail|phone|website|address|organization|im|relation|event|custom field)"
    " [0-9]{1,3}) - (?P<part>.+)",
    re.IGNORECASE,
)
_KINDS = {"type", "label", "service"}
_ADDRESS_PARTS = {
    "formatted": "address",
    "address": "address",
    "extended address": "address_extended",
    "2": "address_extended",
    **dict.fromkeys(("street", "street 2", "street 3"), "address_street"),
    "city": "address_city",
    **dict.fromkeys(("state", "region"), "address_region"),
    **dict.fromkeys(("postal code", "zipcode", "zip"), "address_postal_code"),
    **dict.fromkeys(("country", "country region"), "address_country"),
    "po box": "address_po_box",
}
_NUMBERED_PARTS = {
    "email": {"value": "email"},
    "phone": {"value": "phone"},
    "website": {"value": "link"},
    "address": _ADDRESS_PARTS,
    "organization": {"name": "organisation", "title": "title", "department": "department"},
}
_TYPED = {"email": "email_type", "phone": "phone_type", "address": "address_type"}
_ADDRESS_OF = re.compile("(?P<of>business|work|home|other) (?:address )?(?P<part>.+)")


class Column(NamedTuple):
    """A column's name, the field it fills if any, and what it shares with its neighbours.

    The group says which kind belongs to which value, and which street to which city.
    """

    name: str
    field: str | None
    group: str = ""


def kind_of(names: Iterable[str]) -> HeaderKind:
    """Whose list has a header of these names."""
    names = {name.strip() for name in names}
    plain = set(map(plain_name, names))
    if len(plain & _OWN.keys()) > 3:
        return "own"
    if len(plain & _LINKEDIN) > 3:
        return "linkedin"
    if any(map(_NUMBERED.fullmatch, names)) or len(plain & _GOOGLE) > 1:
        return "google"
    return "outlook" if len(plain & _OUTLOOK) > 1 else "unknown"


def column(name: str, kind: HeaderKind) -> Column:
    """What a column of this name fills; the note keeps what has no field of its own."""
    plain = plain_name(name)
    if numbered := _NUMBERED.fullmatch(name.strip()):
        field = _numbered_field(plain_name(numbered["what"]), plain_name(numbered["part"]))
        return Column(name, field, plain_name(numbered["group"]))
    address = _ADDRESS_OF.fullmatch(plain)
    if address and (part := _ADDRESS_PARTS.get(address["part"])):
        return Column(name, part, "work" if address["of"] == "business" else address["of"])
    if kind == "own" and plain in _OWN:
        return Column(name, _OWN[plain])
    if kind == "outlook" and plain == "title":
        return Column(name, "prefix")
    if _REPETITION.fullmatch(plain):
        return Column(name, None)
    return Column(name, common_field(plain) or "other")


def is_known(name: str) -> bool:
    """Whether this is the name of a column in any of the lists."""
    return column(name, "own").field != "other" or plain_name(name) == "connected on"


def _numbered_field(what: str, part: str) -> str | None:
    """Google's columns in series: `Phone 2 - Label`, `Address 1 - Street` and the like."""
    if part in _KINDS:
        return None if what in ("website", "organization") else _TYPED.get(what, "other_type")
    return _NUMBERED_PARTS.get(what, {}).get(part, "other")
