"""A card as an entry keeps it: the reader's values as JSON, and back."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, fields
from hashlib import sha256
from operator import attrgetter
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import JSON, Dialect
from sqlalchemy.types import TypeDecorator

from webapp.contacts.likeness import Person
from webapp.formats.csv_people import OwnExtras
from webapp.formats.csv_reader import CsvCard
from webapp.formats.vcard_contact import ReadCard, ReadContact

_CONTACT: TypeAdapter[ReadContact] = TypeAdapter(ReadContact)
_NOTHING = json.loads(_CONTACT.dump_json(ReadContact(), exclude={"photo"}))
_ALL_BUT_THE_MARK = attrgetter(*(one.name for one in fields(ReadContact) if one.name != "uid"))
_SORTED = json.JSONEncoder(sort_keys=True)
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_MAILTO = re.compile(r"^\s*mailto:", re.IGNORECASE)
_SCHEME = re.compile(r"\s*tel:", re.IGNORECASE)


class KeptCard(TypeDecorator[dict[str, Any]]):
    """A card in a column, where only what it says has a place: half of most cards is empty."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: dict[str, Any] | None, _dialect: Dialect) -> Any:
        return value and {name: part for name, part in value.items() if part}

    def process_result_value(self, value: Any, _dialect: Dialect) -> dict[str, Any] | None:
        return value if value is None else {**_NOTHING, **value}


def keep(read: ReadCard) -> dict[str, Any]:
    """The card's values without its photo, and what our own list says beside them."""
    # A tenth of the time that `dataclasses.asdict` takes.
    kept = _CONTACT.dump_python(read.contact, exclude={"photo"})
    if isinstance(read, CsvCard) and read.extras != OwnExtras():
        kept["extras"] = asdict(read.extras)
    return dict(storable(kept))


def contact_of(kept: Mapping[str, Any]) -> ReadContact:
    """The contact that was kept."""
    values = {name: value for name, value in kept.items() if name != "extras"}
    return _CONTACT.validate_python(values)


def extras_of(kept: Mapping[str, Any]) -> OwnExtras:
    """What our own list said beside the contact; nothing for any other file."""
    return OwnExtras(**kept.get("extras", {}))


def digest_of(kept: Mapping[str, Any]) -> bytes:
    """What only this very card has: the SHA-256 of its values."""
    return sha256(_SORTED.encode(kept).encode()).digest()


def is_empty(contact: ReadContact) -> bool:
    """Whether there is nothing on the card but a mark."""
    return not any(_ALL_BUT_THE_MARK(contact))


def person_of(contact: ReadContact) -> Person:
    """What the card's person is told apart by."""
    return Person(
        name=contact.name,
        organisation=contact.organisation,
        emails=tuple(address_of(email.value) for email in contact.emails),
        phones=tuple(number_of(phone.value) for phone in contact.phones),
        uids=(contact.uid,),
    )


def number_of(value: str) -> str:
    """A phone number without the scheme that vCard 4.0 puts before it (RFC 3966)."""
    scheme = _SCHEME.match(value)
    return value[scheme.end() :].replace(";ext=", " ext. ") if scheme else value


def address_of(value: str) -> str:
    """An e-mail address without the scheme that some programs put before it."""
    return _MAILTO.sub("", value)


def storable(value: Any) -> Any:
    """The same without NUL and halves of characters, which no database keeps."""
    if isinstance(value, str):
        plain = value.isascii() and "\0" not in value
        return value if plain else _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", value)
    if isinstance(value, dict):
        return {name: storable(part) for name, part in value.items()}
    return [storable(part) for part in value] if isinstance(value, list | tuple) else value
