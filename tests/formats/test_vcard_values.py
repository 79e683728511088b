"""What numbers are for, dates, and photos that stand in the card."""

from base64 import b64encode

import pytest

from webapp.formats.vcard_properties import Property, parse_property
from webapp.formats.vcard_values import (
    birthday,
    embedded_photo,
    is_address,
    kind,
    parameter_text,
    preference,
)

JPEG = b"\xff\xd8\xff\xe0" + bytes(range(256))
BASE64 = b64encode(JPEG).decode()


def _property(text: str) -> Property:
    prop = parse_property(1, text.encode())
    assert prop is not None
    return prop


@pytest.mark.parametrize(
    ("types", "meant"),
    [
        ("", "other"),
        ("VOICE", "other"),
        ("INTERNET,PREF", "other"),
        ("cell,voice,pref", "mobile"),
        ("work,cell", "mobile"),
        ("iPhone", "mobile"),
        ("WORK,VOICE", "work"),
        ("HOME,POSTAL", "home"),
        ("FAX", "fax"),
        ("WORK,FAX", "work fax"),
        ("fax,home", "home fax"),
        ("PAGER,WORK,MSG", "pager"),
        ("MAIN", "main"),
        ("CAR", "car"),
        ("X-School,PREF", "school"),
    ],
)
def test_types_say_what_a_number_is_for(types: str, meant: str) -> None:
    assert kind(types.split(",") if types else []) == meant


@pytest.mark.parametrize(
    ("label", "meant"),
    [
        ("Front desk", "Front desk"),
        ("_$!<Mobile>!$_", "mobile"),
        ("_$!<HomeFAX>!$_", "home fax"),
        ("_$!<AssistantPhone>!$_", "AssistantPhone"),
    ],
)
def test_a_label_comes_before_the_types(label: str, meant: str) -> None:
    assert kind(["WORK"], label) == meant


@pytest.mark.parametrize(
    ("head", "place"),
    [
        ("TEL;PREF=2", 2),
        ("TEL;TYPE=pref,work", 1),
        ("TEL;PREF", 1),
        ("TEL;PREF=x", 101),
        ("TEL", 101),
    ],
)
def test_preference_is_read_in_every_version(head: str, place: int) -> None:
    assert preference(_property(head + ":1")) == place


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("19800322", "1980-03-22"),
        ("1980-03-22", "1980-03-22"),
        ("1980-03-22T00:00:00Z", "1980-03-22"),
        (" 19800322T000000 ", "1980-03-22"),
        ("--0322", "--03-22"),
        ("--03-22", "--03-22"),
        ("1980-03", "1980-03"),
        ("1980-02-31", "1980-02-31"),
        ("0000-01-01", "0000-01-01"),
        ("circa 1800", "circa 1800"),
    ],
)
def test_a_date_becomes_iso_and_all_else_stays(written: str, read: str) -> None:
    assert birthday(written) == read


def test_apples_birthday_without_a_year_has_none() -> None:
    assert birthday("1604-03-22", "1604") == "--03-22"
    assert birthday("1980-03-22", "1604") == "1980-03-22"


@pytest.mark.parametrize(
    "line",
    [
        f"PHOTO;ENCODING=b;TYPE=JPEG:{BASE64}",
        f"PHOTO;JPEG;BASE64:{BASE64[:40]} {BASE64[40:]}",
        f"PHOTO;BASE64:{BASE64.rstrip('=')}",
        f"PHOTO;BASE64:{BASE64[:20]}:{BASE64[20:]}==",
        f"PHOTO:data:image/jpeg;base64,{BASE64}",
        f"PHOTO;VALUE=uri: DATA:image/jpeg;base64\\,{BASE64}",
        f"PHOTO;TYPE=JPEG:{BASE64}",
    ],
)
def test_a_photo_is_read_from_every_spelling(line: str) -> None:
    assert embedded_photo(_property(line)) == JPEG


@pytest.mark.parametrize(
    "line",
    ["PHOTO;BASE64:", "PHOTO;BASE64:!!", "PHOTO;BASE64:A", "PHOTO:https://example.org/me.jpg"],
)
def test_what_holds_no_photo_gives_none(line: str) -> None:
    assert embedded_photo(_property(line)) is None


@pytest.mark.parametrize(
    ("raw", "address"),
    [
        (b"https://example.org/me.jpg", True),
        (b" cid:photo@example.org", True),
        (b"me.jpg", False),
        (b"https://example.org/a b", False),
        (b"https://" + b"x" * 9000, False),
    ],
)
def test_an_address_of_a_photo_is_told_apart(raw: bytes, address: bool) -> None:
    assert is_address(raw) is address


def test_marks_in_parameters_are_read() -> None:
    assert parameter_text("a^nb\\nc^'d^'^^n ^x") == 'a\nb\nc"d"^n ^x'
