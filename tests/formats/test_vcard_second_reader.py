"""What we write, read by vobject and by ical.js: two strangers, and both see the same person."""

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import vobject
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import hatch_build
from tests.formats.vcard_people import people, person_of
from webapp.formats.vcard4_writer import write_vcard4
from webapp.formats.vcard_people import VCardPerson, whole_name
from webapp.formats.vcard_reader import read_vcards
from webapp.formats.vcard_writer import write_vcard

_SCRIPT = Path(__file__).with_name("read_with_ical.mjs")
_CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "vcards"
_TEXTS = ("fn", "title", "note", "tel", "email", "url", "uid")

Card = dict[str, list[Any]]
Reader = Callable[[str], list[Card]]


@pytest.fixture(scope="module")
def ical() -> Iterator[Reader]:
    """Every card in a text as ical.js reads it: the values by the names of their properties."""
    process = subprocess.Popen(
        [str(hatch_build.find_node()), str(_SCRIPT)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip
    assert process.stdin and process.stdout

    def read(text: str) -> list[Card]:
        print(json.dumps(text), file=process.stdin, flush=True)
        return [_by_name(card) for card in json.loads(process.stdout.readline())]  # type: ignore[union-attr]  # asserted above

    yield read
    process.stdin.close()
    process.wait(20)
    process.stdout.close()


def _by_name(properties: list[Any]) -> Card:
    card: Card = {}
    for name, values in properties:
        card.setdefault(name.rpartition(".")[2], []).append(values)
    return card


def _with_vobject(text: str) -> dict[str, Any]:
    card = vobject.readOne(text)
    found: dict[str, Any] = {
        name: [line.value for line in card.contents.get(name, [])] for name in _TEXTS
    }
    name = card.n.value
    found["n"] = [name.family, name.given, name.additional, name.prefix, name.suffix]
    found["org"] = [line.value for line in card.contents.get("org", [])]
    found["adr"] = [
        [getattr(line.value, part) for part in vobject.vcard.ADDRESS_ORDER]
        for line in card.contents.get("adr", [])
    ]
    found["categories"] = [
        part for line in card.contents.get("categories", []) for part in line.value
    ]
    return found


def _with_ical(card: Card) -> dict[str, Any]:
    found: dict[str, Any] = {name: [v[0] for v in card.get(name, [])] for name in _TEXTS}
    found["n"] = card["n"][0][0]
    found["org"] = [v[0] if isinstance(v[0], list) else v for v in card.get("org", [])]
    found["adr"] = [v[0] for v in card.get("adr", [])]
    found["categories"] = [part for v in card.get("categories", []) for part in v]
    return found


def _without_needless_escapes(value: Any) -> Any:
    """ical.js leaves an escaped semicolon as it is where nothing needs one (RFC 6350, 3.4)."""
    if isinstance(value, dict):
        return {name: _without_needless_escapes(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_without_needless_escapes(part) for part in value]
    return value.replace("\\;", ";")


def _assert_equal(card: Card, text: str) -> None:
    one, other = _with_ical(card), _with_vobject(text)
    # An address is no text and has no escapes (RFC 2426, 3.6.8); vobject ends it at a comma.
    assert [link.partition(",")[0] for link in one.pop("url")] == other.pop("url")
    assert _without_needless_escapes(one) == _without_needless_escapes(other)


@pytest.mark.slow
@settings(suppress_health_check=[HealthCheck.filter_too_much])
@given(st.lists(people, min_size=1, max_size=3))
def test_vobject_and_ical_read_equal_what_we_write(ical: Reader, some: list[VCardPerson]) -> None:
    for write in (write_vcard, write_vcard4):
        texts = [write(person) for person in some]
        # ical.js takes the separator after an escaped backslash for an escaped one.
        assume(not any(r"\\" in text for text in texts))
        for text, card in zip(texts, ical("".join(texts)), strict=True):
            _assert_equal(card, text)


@pytest.mark.skipif(not _CORPUS.is_dir(), reason="no collection of real cards is here")
def test_they_read_equal_whoever_came_in_on_a_real_card(ical: Reader) -> None:
    files = sorted(_CORPUS.rglob("*.vcf"))
    contacts = [card.contact for file in files for card in read_vcards(file.read_bytes())]
    assert len(contacts) > 50
    for contact in contacts:
        for write in (write_vcard, write_vcard4):
            person = person_of(contact)
            text = write(person)
            seen = _with_vobject(text)
            assert seen["tel"] == [phone.value for phone in contact.phones]
            assert seen["email"] == [email.value for email in contact.emails]
            assert seen["note"] == [contact.note.replace("\r", "")] * bool(contact.note)
            assert seen["fn"] == [whole_name(person)]
            [card] = ical(text)
            if r"\\" not in text:
                _assert_equal(card, text)
