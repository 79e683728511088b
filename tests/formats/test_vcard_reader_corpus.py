"""Real cards of other projects, where a collection of them lies beside the repository."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from webapp.formats.vcard_contact import ReadCard, ReadContact
from webapp.formats.vcard_reader import read_vcards

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
    assert len(equal) > 300
    assert sum(equal) / len(equal) >= 0.99


def test_every_embedded_photo_is_read() -> None:
    for file, cards in _files():
        for expected, card in zip(file["cards"], cards, strict=False):
            sizes = [size for size in expected["photo_bytes"] if size >= 0]
            assert len(card.contact.photo or b"") == sum(sizes)


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
