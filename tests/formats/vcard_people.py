"""People of every kind, friendly and hostile, for the tests of what is written about them."""

import re
from collections.abc import Iterable
from dataclasses import astuple
from datetime import date, datetime
from typing import Any

from hypothesis import strategies as st

from webapp.formats.vcard_contact import ReadContact, TypedValue
from webapp.formats.vcard_people import Address, VCardPerson

UID = "0190a000-0000-7000-8000-000000000001"

hostile = st.lists(
    st.sampled_from(
        [*'\r\n\0\t\\;,:"=', "\x0b", "\x85", "\u2028", "\ud800", "END:VCARD", "TEL:1", "\r\n ", "ü"]
    )
).map("".join)
texts = st.one_of(st.text(max_size=120), hostile)
kinds = st.one_of(st.sampled_from(["mobile", "work", "home", "fax", "other", ""]), hostile)
typed = st.builds(TypedValue, texts, kinds)
postal = st.builds(Address, texts, kinds, st.tuples(*[texts] * 7))
addresses = st.sampled_from(
    ["https://example.org/a,b;c", "linkedin.com/in/asha-rao", "https://example.org/ü", "nonsense"]
)
# The reader keeps no line of what a contact has a field for.
_MODELLED = re.compile(
    r"(?:[\w-]+\.)?(?:FN|N|ORG|TITLE|TEL|EMAIL|URL|NOTE|CATEGORIES|ADR|BDAY|UID|PHOTO)\b",
    re.IGNORECASE,
)
people = st.builds(
    VCardPerson,
    uid=st.one_of(st.uuids().map(str), texts),
    name=texts,
    first=texts,
    last=texts,
    middle=texts,
    prefix=texts,
    suffix=texts,
    organisation=texts,
    department=texts,
    title=texts,
    phones=st.lists(typed, max_size=3),
    emails=st.lists(typed, max_size=3),
    links=st.lists(st.one_of(addresses, texts), max_size=3),
    note=texts,
    categories=st.lists(texts.filter(str.strip), max_size=3),
    birthday=st.none() | st.dates(),
    birthday_text=texts,
    addresses=st.lists(st.one_of(typed, postal), max_size=2),
    unmodelled=st.lists(texts.filter(lambda text: not _MODELLED.match(text)), max_size=2),
    photo_jpeg=st.none() | st.binary(max_size=300),
    rev=st.none() | st.datetimes(min_value=datetime(1900, 1, 1)),  # noqa: DTZ001
)


def lines_of(card: str) -> list[str]:
    """The card's lines with their folds undone."""
    return card.replace("\r\n ", "").split("\r\n")


def values(card: Any, name: str) -> list[Any]:
    return [line.value for line in card.contents.get(name, [])]


def on_one_line(text: str) -> str:
    """What a reader may find of a value: blanks for line ends, no control characters."""
    text = re.sub("[\n\t\u2028\u2029]", " ", text)
    return re.sub(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]", "", text)


def on_several_lines(text: str) -> str:
    """The same where line ends and tabs stay."""
    plain = on_one_line(re.sub("[\n\u2028\u2029]", "\ue000", text).replace("\t", "\ue001"))
    return plain.replace("\ue000", "\n").replace("\ue001", "\t")


def said(typed_values: Iterable[TypedValue]) -> list[str]:
    """The values that have more than blanks in them."""
    plain = [on_one_line(typed_value.value) for typed_value in typed_values]
    return [value for value in plain if value.strip()]


def person_of(contact: ReadContact) -> VCardPerson:
    """The contact that a card gave, to be written again."""
    values = {
        name: getattr(contact, name)
        for name in VCardPerson.__dataclass_fields__.keys()
        & ReadContact.__dataclass_fields__.keys()
    }
    addresses = [
        Address(" ".join(filter(None, parts)), kind, tuple(parts))
        for kind, *parts in map(astuple, contact.addresses)
    ]
    born = date_of(contact.birthday)
    return VCardPerson(
        **{
            **values,
            "addresses": addresses,
            "birthday": born,
            "birthday_text": "" if born else contact.birthday,
            "photo_jpeg": contact.photo,
        }
    )


def date_of(text: str) -> date | None:
    """A full date; None for any other text."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
