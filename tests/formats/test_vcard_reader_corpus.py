"""Real cards of other projects, where a collection of them lies beside the repository."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.formats.vcard_people import person_of
from webapp.formats.given_back import lines_to_give_back
from webapp.formats.vcard4_lines import as_version_4
from webapp.formats.vcard4_writer import write_vcard4
from webapp.formats.vcard_contact import ReadCard, ReadContact
from webapp.formats.vcard_people import VCardPerson, name_parts, whole_name
from webapp.formats.vcard_reader import read_vcards
from webapp.formats.vcard_text import is_uuid
from webapp.formats.vcard_writer import write_vcard

_CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "vcards"

pytestmark = pytest.mark.skipif(
    not (_CORPUS / "expected.json").exists(), reason="no collection of real cards is here"
)


@cache
def _files() -> list[tuple[dict[str, Any], list[ReadCard]]]:
    expected = json.loads((_CORPUS / "expected.json").read_text(encoding="utf-8"))
    return [
        (file, list(read_vcards((_CORPUS / path).read_bytes()))) for path, file in expected.items()
    ]


def test_every_card_is_read() -> None:
    for file, cards in _files():
        assert len(cards) == file["begin_lines"]
        assert all(card.error is None for card in cards)


def test_nearly_every_field_that_two_readers_agree_on_is_equal() -> None:
    equal = [same for file, cards in _files() for same in _compared(file, cards)]
    print(f"{sum(equal)} of {len(equal)} confirmed fields are equal")  # noqa: T201 - the figure, for `pytest -s`
    assert len(equal) > 300
    assert sum(equal) / len(equal) >= 0.99


@pytest.mark.parametrize("write", [write_vcard, write_vcard4])
def test_whoever_came_in_is_the_same_after_going_out(write: Callable[[VCardPerson], str]) -> None:
    contacts = [card.contact for _, cards in _files() for card in cards]
    assert len(contacts) > 50
    for contact in contacts:
        [again] = read_vcards(write(person_of(contact)).encode())
        assert again.dropped == ()
        assert _as_written(again.contact) == _as_written(contact)


def test_every_embedded_photo_is_read() -> None:
    for file, cards in _files():
        for expected, card in zip(file["cards"], cards, strict=False):
            sizes = [size for size in expected["photo_bytes"] if size >= 0]
            assert len(card.contact.photo or b"") == sum(sizes)


def _as_written(contact: ReadContact) -> ReadContact:
    """The contact as our cards say it: every name with its parts, one kind of line end."""
    person = person_of(contact)
    name = whole_name(person)
    parts = name_parts(person, name)
    return replace(
        contact,
        **parts._asdict(),
        name=name,
        note=contact.note.replace("\r", ""),
        uid=f"urn:uuid:{contact.uid.lower()}" if is_uuid(contact.uid) else contact.uid,
        unmodelled=tuple(map(as_version_4, lines_to_give_back(contact.unmodelled))),
    )


def _compared(file: dict[str, Any], cards: list[ReadCard]) -> Iterator[bool]:
    people = [card.contact for card in cards if card.inside is None]
    for expected, contact in zip(file["cards"], people, strict=False):
        for name in expected["confirmed_by_second_parser"]:
            yield _read(contact)[name] == _expected(expected, contact)[name]


def _read(contact: ReadContact) -> dict[str, object]:
    return {
        "fn": contact.name,
        "n": [contact.last, contact.first, contact.middle, contact.prefix, contact.suffix],
        "tel": [phone.value for phone in contact.phones],
        "email": [email.value for email in contact.emails],
        "url": list(contact.links),
        "title": contact.title,
        "note": contact.note,
    }


def _expected(card: dict[str, Any], contact: ReadContact) -> dict[str, object]:
    """The other readers' fields as ours: one name, one title, one note, names joined."""
    last, first, middles, prefixes, suffixes = card["n"] or ["", "", [], [], []]
    return {
        "fn": card["fn"][0] if card["fn"] else contact.name,
        "n": [last, first, " ".join(middles), " ".join(prefixes), ", ".join(suffixes)],
        "tel": card["tel"],
        "email": card["email"],
        "url": card["url"],
        "title": card["title"][0] if card["title"] else "",
        "note": "\n".join(filter(None, card["note"])),
    }
