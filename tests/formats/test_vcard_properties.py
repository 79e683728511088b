"""One content line of any version taken apart."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.formats.vcard_properties import (
    CONTROL_CHARACTERS,
    MAX_PARAMETERS,
    UNREADABLE_LETTERS,
    CardCharset,
    Property,
    escaped_text,
    parse_property,
)


def _parsed(text: str) -> Property:
    prop = parse_property(1, text.encode())
    assert prop is not None
    return prop


def test_a_line_has_group_name_parameters_and_value() -> None:
    prop = _parsed("item1.TEL;TYPE=work,voice;PREF=1:+1 555 0100")
    assert (prop.group, prop.name, prop.raw) == ("item1", "TEL", b"+1 555 0100")
    assert prop.values_of("TYPE") == ("work", "voice")
    assert prop.first_of("PREF") == "1"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("X-GOOGLE TALK:a", "X-GOOGLE-TALK"),
        ("x_notes:a", "X-NOTES"),
        ("X-messaging/xmpp-All:a", "X-MESSAGING-XMPP-ALL"),
        (" tel ;HOME:1", "TEL"),
    ],
)
def test_names_are_put_right(written: str, name: str) -> None:
    assert _parsed(written).name == name


@pytest.mark.parametrize("text", ["", "no colon", ":no name", "# a comment: no", "Größe:1", ";x:1"])
def test_what_is_no_content_line_is_refused(text: str) -> None:
    assert parse_property(1, text.encode()) is None


@pytest.mark.parametrize(
    ("head", "types"),
    [
        ("TEL;WORK;VOICE", ("WORK", "VOICE")),
        ("TEL;TYPE=work;TYPE=voice", ("work", "voice")),
        ('TEL;TYPE="work,voice"', ("work", "voice")),
        ('TEL;TYPE="a:b",work', ("a:b", "work")),
        ("TEL;type = cell ; ", ("cell",)),
        ("TEL", ()),
    ],
)
def test_types_are_read_in_every_spelling(head: str, types: tuple[str, ...]) -> None:
    prop = _parsed(f"{head}:1")
    assert prop.values_of("TYPE") == types
    assert prop.raw == b"1"


def test_bare_parameters_are_known_by_their_value() -> None:
    prop = _parsed("PHOTO;JPEG;BASE64;INLINE;Shift_JIS:AAAA")
    assert prop.is_base64
    assert prop.values_of("TYPE") == ("JPEG",)
    assert prop.values_of("VALUE") == ("INLINE",)
    assert prop.values_of("CHARSET") == ("Shift_JIS",)


@pytest.mark.parametrize(
    ("head", "label"),
    [
        ("TEL;X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=C3=A9):1", "é"),
        ("TEL;X-CUSTOM(CHARSET=SHIFT_JIS,ENCODING=QUOTED-PRINTABLE,=95=5C):1", "表"),
        ("TEL;X-CUSTOM(My own):1", "My own"),
        ("TEL;X-CUSTOM(a=b):1", "a=b"),
    ],
)
def test_samsungs_labels_are_read(head: str, label: str) -> None:
    assert _parsed(head).first_of("X-CUSTOM") == label


def test_a_quote_that_never_closes_costs_nothing_else() -> None:
    assert _parsed('TEL;X="a;TYPE=work:1:2').raw == b"1:2"


def test_a_line_with_countless_parameters_is_refused() -> None:
    assert parse_property(1, b"TEL" + b";a=b" * (MAX_PARAMETERS + 2) + b":1") is None


def test_quoted_printable_is_decoded_between_the_separators() -> None:
    prop = _parsed("N;ENCODING=QUOTED-PRINTABLE:Doe=3B Roe;J=C3=B6rg;A=5C=3BB")
    assert escaped_text(prop).text == "Doe\\; Roe;Jörg;A\\;B"


def test_shift_jis_is_decoded_before_backslashes_count() -> None:
    raw = "表;ソ".encode("shift_jis")
    prop = parse_property(1, b"N;CHARSET=SHIFT_JIS:" + raw)
    encoded = parse_property(1, b"N;CHARSET=SHIFT_JIS;QUOTED-PRINTABLE:=95\\;=83=5C")
    assert prop is not None
    assert encoded is not None
    assert escaped_text(prop).text == escaped_text(encoded).text == "表;ソ"


def test_a_line_without_a_charset_takes_the_cards() -> None:
    prop = parse_property(1, "FN:Анна".encode("cp1251"))
    assert prop is not None
    assert escaped_text(prop, CardCharset(declared=("cp1251",))).text == "Анна"
    assert escaped_text(prop, CardCharset(sensed=("cp1251",))).text == "Анна"


def test_quoted_printable_that_is_none_stays_as_it_is() -> None:
    assert escaped_text(_parsed("NOTE;QUOTED-PRINTABLE:50 =% =zz =4")).text == "50 =% =zz =4"


def test_control_characters_are_taken_out_and_named() -> None:
    assert escaped_text(_parsed("NOTE:a\x00\x0b\tb\x7f")) == ("a\tb", (CONTROL_CHARACTERS,))


def test_unreadable_letters_are_named() -> None:
    prop = parse_property(1, b"NOTE;CHARSET=EUC-JP:\xff\xff")
    assert prop is not None
    assert escaped_text(prop).losses == (UNREADABLE_LETTERS,)


@given(st.binary(max_size=200))
def test_any_line_is_taken_apart_or_refused(text: bytes) -> None:
    prop = parse_property(1, text)
    if prop is not None:
        assert text.endswith(b":" + prop.raw)
        assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", escaped_text(prop).text)
