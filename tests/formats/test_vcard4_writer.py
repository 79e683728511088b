"""Writing vCard 4.0, checked with our reader and with vobject."""

import re
from base64 import b64decode
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import islice, repeat
from typing import Any

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import at_most
from webapp.formats.vcard4_writer import write_vcard4, write_vcards4
from webapp.formats.vcard_contact import PostalAddress, TypedValue
from webapp.formats.vcard_people import Address, VCardPerson
from webapp.formats.vcard_reader import read_vcards

UID = "0190a000-0000-7000-8000-000000000001"
ASHA = VCardPerson(
    uid=UID.upper(),
    name="Dr. Asha Rao",
    organisation="Mercy Hospital",
    department="Cardiology",
    title="Chief resident",
    phones=[TypedValue("+1 555 0100", "mobile"), TypedValue("+1 555 0101", "main")],
    emails=[TypedValue("asha@example.org", "work"), TypedValue("rao@example.org")],
    links=["https://www.linkedin.com/in/asharao", "https://example.org/a,b;c", "javascript:x"],
    note="Twin daughters; ran Boston.\nMet at poster 214, hall B.",
    categories=["Spring meeting", "mentor"],
    birthday=date(990, 1, 2),
    addresses=[TypedValue("1 Main St\nCork", "home")],
    photo_jpeg=b"\xff\xd8\xff",
    rev=datetime(2026, 4, 3, 11, 30, tzinfo=timezone(timedelta(hours=2))),
)


def lines_of(card: str) -> list[str]:
    return card.replace("\r\n ", "").split("\r\n")


def test_a_card_reads_line_by_line_as_the_standard_has_it() -> None:
    assert lines_of(write_vcard4(ASHA)) == [
        "BEGIN:VCARD",
        "VERSION:4.0",
        "N:Rao;Asha;;Dr.;",
        "FN:Dr. Asha Rao",
        "ORG:Mercy Hospital;Cardiology",
        "TITLE:Chief resident",
        "TEL;TYPE=cell:+1 555 0100",
        "TEL;TYPE=x-main,voice:+1 555 0101",
        "EMAIL;TYPE=work:asha@example.org",
        "EMAIL:rao@example.org",
        "URL:https://www.linkedin.com/in/asharao",
        "SOCIALPROFILE;SERVICE-TYPE=LinkedIn:https://www.linkedin.com/in/asharao",
        "URL:https://example.org/a,b;c",
        r"ADR;TYPE=home:;;1 Main St\nCork;;;;",
        "BDAY:09900102",
        r"NOTE:Twin daughters\; ran Boston.\nMet at poster 214\, hall B.",
        "CATEGORIES:Spring meeting,mentor",
        "PRODID:-//Hallway//Hallway 1//EN",
        f"UID:urn:uuid:{UID}",
        "REV:20260403T093000Z",
        "PHOTO:data:image/jpeg;base64,/9j/",
        "END:VCARD",
        "",
    ]


def test_labels_parts_of_addresses_and_kept_lines_go_along() -> None:
    person = VCardPerson(
        "",
        "Asha",
        phones=[TypedValue("555", "ski hut")],
        addresses=[
            Address("1 Quay, Bergen", "home", ("", "", "1 Quay", "Bergen", "", "5003", "Norway"))
        ],
        unmodelled=["item1.X-ABADR:no", "IMPP;TYPE=pref:xmpp:asha", "UID:another"],
    )
    assert lines_of(write_vcard4(person))[4:] == [
        "item2.TEL;TYPE=voice:555",
        "item2.X-ABLabel:ski hut",
        "ADR;TYPE=home:;;1 Quay;Bergen;;5003;Norway",
        "PRODID:-//Hallway//Hallway 1//EN",
        "item1.X-ABADR:no",
        "IMPP;PREF=1:xmpp:asha",
        "END:VCARD",
        "",
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("--02-18", "BDAY:--0218"),
        ("in spring, 1990", r"BDAY;VALUE=text:in spring\, 1990"),
    ],
)
def test_a_birthday_that_is_no_full_date_goes_along(text: str, line: str) -> None:
    assert line in lines_of(write_vcard4(VCardPerson("1", "Asha", birthday_text=text)))


def test_a_uid_that_is_no_uuid_is_text() -> None:
    assert "UID;VALUE=text:a\\,b" in lines_of(write_vcard4(VCardPerson("a,b", "Asha")))
    assert "UID" not in write_vcard4(VCardPerson("", "Asha"))


def test_a_list_is_written_card_by_card() -> None:
    assert list(islice(write_vcards4(repeat(ASHA)), 2)) == [write_vcard4(ASHA)] * 2


hostile = st.lists(
    st.sampled_from([*'\r\n\0\t\\;,:"=', "\x85", "\u2028", "\ud800", "END:VCARD", "\r\n ", "ü"])
).map("".join)
texts = st.one_of(st.text(max_size=80), hostile)
typed = st.lists(st.builds(TypedValue, texts, texts), max_size=3)


@given(
    st.builds(
        VCardPerson,
        uid=texts,
        name=texts,
        first=texts,
        last=texts,
        organisation=texts,
        phones=typed,
        emails=typed,
        links=st.lists(texts),
        note=texts,
        categories=st.lists(texts),
        addresses=typed,
        photo_jpeg=st.none() | st.binary(max_size=200),
        rev=st.none() | st.datetimes(timezones=st.just(UTC)),
    )
)
@settings(max_examples=at_most(200))
def test_no_value_can_break_out_of_its_line(person: VCardPerson) -> None:
    text = write_vcard4(person)
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]", text)
    assert not re.search(r"\r(?!\n)|(?<!\r)\n", text)
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    heads = [line.partition(":")[0] for line in lines_of(text) if line]
    assert {re.sub("^item[0-9]+[.]", "", head) for head in heads} <= {
        *("BEGIN", "VERSION", "N", "FN", "ORG", "TITLE", "NOTE", "CATEGORIES", "PRODID", "REV"),
        *("EMAIL", "EMAIL;TYPE=work", "EMAIL;TYPE=home", "ADR", "ADR;TYPE=work", "ADR;TYPE=home"),
        *("TEL;TYPE=cell", "TEL;TYPE=voice", "TEL;TYPE=work,voice", "TEL;TYPE=home,voice"),
        *("TEL;TYPE=x-main,voice", "TEL;TYPE=work,fax", "TEL;TYPE=home,fax", "TEL;TYPE=fax"),
        *("TEL;TYPE=pager", "URL", "UID", "UID;VALUE=text"),
        *("SOCIALPROFILE;SERVICE-TYPE=LinkedIn", "PHOTO", "X-ABLabel", "END"),
    }


_TEXT = st.text(st.characters(exclude_categories=["C", "Z"], include_characters=" "), max_size=40)
_WORDS = _TEXT.map(str.strip).filter(bool)
_MAYBE = st.just("") | _WORDS
_PHONE_KINDS = ["mobile", "work", "home", "main", "fax", "work fax", "home fax", "pager", "other"]
_LINKS = ["https://example.org/a;b,c", "https://www.linkedin.com/in/asha", "http://example.org"]


def _typed(kinds: list[str]) -> st.SearchStrategy[list[TypedValue]]:
    return st.lists(st.builds(TypedValue, _WORDS, st.sampled_from(kinds)), max_size=3)


_PLACES = ["work", "home", "other", "Lake house"]
_PARTS = st.tuples(*[_MAYBE] * 7).filter(any)
_PEOPLE = st.builds(
    VCardPerson,
    uid=_WORDS,
    name=_WORDS,
    first=_WORDS,
    last=_MAYBE,
    middle=_MAYBE,
    prefix=_MAYBE,
    suffix=_MAYBE,
    organisation=_WORDS,
    department=_MAYBE,
    title=_MAYBE,
    phones=_typed([*_PHONE_KINDS, "Ski hut"]),
    emails=_typed(["work", "home", "other"]),
    links=st.lists(st.sampled_from(_LINKS), unique=True),
    note=st.lists(_WORDS).map("\n".join),
    categories=st.lists(_WORDS, max_size=3),
    birthday=st.none() | st.dates(),
    addresses=st.lists(st.builds(Address, _WORDS, st.sampled_from(_PLACES), _PARTS), max_size=2),
    photo_jpeg=st.none() | st.binary(min_size=1, max_size=200),
)


@given(st.lists(_PEOPLE, min_size=1, max_size=3))
def test_our_reader_reads_it_back_the_same(people: list[VCardPerson]) -> None:
    cards = list(read_vcards("".join(write_vcards4(people)).encode()))
    assert [card.dropped for card in cards] == [()] * len(people)
    for person, contact in zip(people, (card.contact for card in cards), strict=True):
        for name in ("uid", "name", "first", "last", "middle", "prefix", "suffix"):
            assert getattr(contact, name) == getattr(person, name)
        for name in ("organisation", "department", "title", "note"):
            assert getattr(contact, name) == getattr(person, name)
        for name in ("phones", "emails"):
            typed_values = [(value.value, value.type) for value in getattr(contact, name)]
            assert typed_values == [(value.value, value.type) for value in getattr(person, name)]
        assert list(contact.addresses) == [
            PostalAddress(address.type, *address.parts) for address in person.addresses
        ]
        assert (list(contact.links), list(contact.categories)) == (person.links, person.categories)
        assert contact.birthday == (person.birthday.isoformat() if person.birthday else "")
        assert contact.photo == person.photo_jpeg
        assert contact.unmodelled == ()


def values(card: Any, name: str) -> list[Any]:
    return [line.value for line in card.contents.get(name, [])]


@given(_PEOPLE)
def test_vobject_reads_all_but_the_photo_the_same(person: VCardPerson) -> None:
    card = vobject.readOne(write_vcard4(person))
    name = card.n.value
    assert card.fn.value == person.name
    assert (name.family, name.given, name.additional) == (person.last, person.first, person.middle)
    assert (name.prefix, name.suffix) == (person.prefix, person.suffix)
    assert values(card, "tel") == [phone.value for phone in person.phones]
    assert values(card, "email") == [email.value for email in person.emails]
    # vobject ends an address at its first comma, in every version, so a data: photo is none to it.
    assert values(card, "url") == [link.partition(",")[0] for link in person.links]
    assert values(card, "note") == [person.note] * bool(person.note)
    assert [address.street for address in values(card, "adr")] == [
        address.parts[2] for address in person.addresses
    ]


def test_a_photo_is_folded() -> None:
    text = write_vcard4(VCardPerson("1", "Asha", photo_jpeg=bytes(range(256)) * 100))
    assert max(map(len, text.split("\r\n"))) == 75
    photo = next(line for line in lines_of(text) if line.startswith("PHOTO"))
    assert b64decode(photo.partition(",")[2]) == bytes(range(256)) * 100


@pytest.mark.parametrize("year", [1, 999, 1990])
def test_a_birthday_always_has_four_figures_for_its_year(year: int) -> None:
    text = write_vcard4(VCardPerson("1", "Asha", birthday=date(year, 1, 2)))
    assert f"BDAY:{year:04}0102" in lines_of(text)
