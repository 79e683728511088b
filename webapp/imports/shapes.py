"""Imports as the API gives them."""

from collections.abc import Iterator, Mapping
from typing import Literal
from uuid import UUID

from pydantic import BaseModel

from webapp.imports.entries import Entry
from webapp.imports.model import Import

Fate = Literal["new", "same", "probably", "left_out", "added", "updated", "unchanged"]


class TypedOut(BaseModel):
    """An e-mail address or phone number and what it is for."""

    value: str
    type: str


class AddressOut(BaseModel):
    """A postal address in the seven parts of a vCard's ADR."""

    type: str
    po_box: str
    extended: str
    street: str
    city: str
    region: str
    postal_code: str
    country: str


class CardContactOut(BaseModel):
    """The person as the card has it; `photo_bytes` is the size of the photo embedded in it."""

    name: str
    first: str
    middle: str
    last: str
    prefix: str
    suffix: str
    organisation: str
    department: str
    title: str
    phones: list[TypedOut]
    emails: list[TypedOut]
    links: list[str]
    note: str
    categories: list[str]
    birthday: str
    addresses: list[AddressOut]
    uid: str
    photo_bytes: int | None


class DroppedOut(BaseModel):
    """What was left out of a card: its line in the file, counted from one, and why."""

    line: int
    why: str


class MatchOut(BaseModel):
    """A contact who may be the same; `certain` if that needs no asking."""

    contact_id: UUID
    why: str
    certain: bool


class EntryOut(BaseModel):
    """One card or row. Its fate is `new`, `same`, `probably` or `left_out` before the run.

    After it, the fate is `added`, `updated`, `unchanged` or `left_out`, and `contact_id` names
    the contact.
    """

    index: int
    fate: Fate
    why: str | None
    matches: list[MatchOut]
    contact_id: UUID | None
    contact: CardContactOut
    dropped: list[DroppedOut]


class ImportOut(BaseModel):
    """One import; `counts` are by fate.

    Its `state` is reading, ready, running, done, undone or restored. `restores` says
    that running it would bring a whole account back.
    """

    id: UUID
    state: Literal["reading", "ready", "running", "done", "undone", "restored"]
    file_name: str
    kind: Literal["vcard", "csv", "text", "account"]
    restores: bool
    counts: dict[Fate, int]
    entries: list[EntryOut]


def entry_out(entry: Entry) -> EntryOut:
    """An entry with the text that the card has."""
    return EntryOut.model_validate(
        {
            "index": entry.index,
            "fate": entry.fate or entry.finding,
            "why": entry.why or None,
            "matches": entry.matches,
            "contact_id": entry.contact_id,
            "contact": {**entry.card, "photo_bytes": entry.photo_bytes},
            "dropped": entry.dropped,
        }
    )


def import_json(
    found: Import,
    counts: Mapping[str, int],
    entries: Iterator[list[Entry]],
    *,
    restores: bool = False,
) -> Iterator[str]:
    """An `ImportOut` as JSON in pieces, so that a long one is never in memory as objects."""
    head = ImportOut.model_validate(
        {
            "id": found.id,
            "state": found.state,
            "file_name": found.file_name,
            "kind": found.kind,
            "restores": restores,
            "counts": counts,
            "entries": [],
        }
    )
    yield head.model_dump_json().removesuffix("]}")
    between = ""
    for chunk in entries:
        yield between + ",".join(entry_out(entry).model_dump_json() for entry in chunk)
        between = ","
    yield "]}"
