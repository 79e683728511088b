"""The one form in which vCard text leaves the normaliser."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.formats.vcard_canonical import (
    canonical_value,
    has_surplus_parts,
    lossless_line,
    restored,
)
from webapp.formats.vcard_properties import escaped_text, parse_property

_CANONICAL = re.compile(r"(?:[^\\;,\n\r]|\\[\\;,nN])*+")


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("plain", "plain"),
        ("a, b; c", r"a\, b\; c"),
        (r"a\, b\; c\n\N\\", r"a\, b\; c\n\N\\"),
        (r"http\://example.org \"x\"", 'http://example.org "x"'),
        (r"C:\dir", r"C:\\dir"),
        ("ends in \\", r"ends in \\"),
        ("\\\n", r"\\\n"),
        ("two\nlines", r"two\nlines"),
    ],
)
def test_every_writers_escapes_become_the_standards(written: str, canonical: str) -> None:
    assert canonical_value(written) == canonical


def test_the_writers_own_separators_stay() -> None:
    assert canonical_value(r"a;b,c\;d", ";") == r"a;b\,c\;d"
    assert canonical_value(r"a;b,c\,d", ";,") == r"a;b,c\,d"


@given(st.text())
def test_any_text_becomes_canonical_and_stays_so(text: str) -> None:
    canonical = canonical_value(text)
    assert _CANONICAL.fullmatch(canonical)
    assert canonical_value(canonical) == canonical


def test_carriage_returns_go_through() -> None:
    assert restored(canonical_value("a\r\nb").replace("\\n", "\n")) == "a\r\nb"


@pytest.mark.parametrize(
    ("escaped", "surplus"),
    [("a;b;c", True), ("a;b;;", False), (r"a;b\;c", False), ("a;b; ;c", True), ("a", False)],
)
def test_parts_that_have_no_place_are_noticed(escaped: str, surplus: bool) -> None:
    assert has_surplus_parts(escaped, 2) is surplus


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("X-FOO:a;b\\,c", "X-FOO:a;b\\,c"),
        ("item1.X-ABDATE;type=pref:2001-02-03", "item1.X-ABDATE;TYPE=pref:2001-02-03"),
        ("SOUND;X-IRMC-N:a;b", "SOUND;TYPE=X-IRMC-N:a;b"),
        ('IMPP;X="a;b":xmpp:c', 'IMPP;X="a;b":xmpp:c'),
        ("LABEL;QUOTED-PRINTABLE;CHARSET=UTF-8:1=0D=0A=C3=A9", "LABEL:1\\né"),
        ("KEY;BASE64:AA AA", "KEY;ENCODING=b:AAAA"),
        ("X-A;B=x\x07y;C D=é:v", "X-A;B=xy;C-D=é:v"),
    ],
)
def test_a_line_without_a_field_is_kept_as_vcard_3(written: str, kept: str) -> None:
    prop = parse_property(1, written.encode())
    assert prop is not None
    assert lossless_line(prop, escaped_text(prop).text) == kept
