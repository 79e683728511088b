"""What the vCard reader promises for any input: an answer, and work that grows linearly."""

import re
import tracemalloc
from collections.abc import Callable, Sequence

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.work import counted_calls
from webapp.formats import vcard_reader
from webapp.formats.vcard_contact import ReadCard, TypedValue
from webapp.formats.vcard_people import VCardPerson
from webapp.formats.vcard_reader import read_vcards
from webapp.formats.vcard_writer import write_vcards

_PIECES = [
    b"BEGIN:VCARD\n",
    b"END:VCARD\n",
    b"AGENT:",
    b"VERSION:2.1\n",
    b"VERSION:4.0\n",
    b"\xef\xbb\xbf",
    b"\r\r\n",
    b"\r",
    b" ",
    b"=\n",
    b"=3B",
    b"\\",
    b"\x81\x5c",
    b";",
    b",",
    b":",
    b'"',
    b"FN:Asha",
    b"N;CHARSET=SHIFT_JIS:",
    b"NOTE;ENCODING=QUOTED-PRINTABLE:",
    b"PHOTO;BASE64:/9j/",
    b"ADR;TYPE=work:",
    b"item1.TEL;X=",
    b"item1.X-ABLabel:",
    b"BDAY:1990-02-31",
    b"CATEGORIES:",
]
_VCARD_LIKE = st.lists(st.sampled_from(_PIECES) | st.binary(max_size=4), max_size=60).map(b"".join)
_CANONICAL = re.compile(r"(?:[^\\;,\x00-\x08\x0a-\x1e\x7f]|\\[\\;,nN]|[;,])*+")


def _check(cards: list[ReadCard], data: bytes) -> None:
    assert [card.index for card in cards] == list(range(len(cards)))
    lines = len(re.findall(rb"\r\r\n|\r\n|\r|\n", data)) + 1
    for card in cards:
        assert 1 <= card.first_line <= lines
        assert all(1 <= entry.line <= lines and entry.why for entry in card.dropped)
        assert all("\n" not in line and "\r" not in line for line in card.contact.unmodelled)


@given(_VCARD_LIKE | st.binary())
def test_any_bytes_give_a_report_and_no_error(data: bytes) -> None:
    _check(list(read_vcards(data)), data)


@given(st.text())
def test_any_text_in_utf_16_gives_a_report_and_no_error(text: str) -> None:
    list(read_vcards(("BEGIN:VCARD\n" + text).encode("utf-16", "surrogatepass")))


@given(_VCARD_LIKE.filter(lambda before: b"\x00" not in before))
def test_a_sound_card_survives_whatever_stands_before_it(before: bytes) -> None:
    sound = b"\nBEGIN:VCARD\nVERSION:3.0\nFN:Sound\nTEL:1\nEND:VCARD\n"
    *_, last = read_vcards(before + sound)
    assert (last.contact.name, [phone.value for phone in last.contact.phones]) == ("Sound", ["1"])


@given(_VCARD_LIKE)
def test_vobject_sees_nothing_but_canonical_values(data: bytes) -> None:
    seen = []
    with pytest.MonkeyPatch.context() as patch:
        original = vobject.base.ContentLine

        def recorded(name: str, parameters: list[str], value: str, *, encoded: bool) -> object:
            seen.append((name, parameters, value))
            return original(name, parameters, value, encoded=encoded)

        patch.setattr(vobject.base, "ContentLine", recorded)
        list(read_vcards(b"BEGIN:VCARD\n" + data))
    for name, parameters, value in seen:
        assert name in vcard_reader._SEPARATORS
        assert parameters == []
        assert _CANONICAL.fullmatch(value)


_NAMES = st.sampled_from(sorted(vcard_reader._SEPARATORS)).map(str.encode)
_VALUES = st.text(st.sampled_from('aé ;,:\\n"\t0-')).map(str.encode)
_LINES = st.lists(st.builds(b"%s:%s\n".__mod__, st.tuples(_NAMES, _VALUES)), max_size=12)


@given(_LINES.map(b"".join))
def test_what_vobject_need_not_read_it_would_read_the_same(lines: bytes) -> None:
    card = b"BEGIN:VCARD\nVERSION:3.0\n" + lines
    ours = list(read_vcards(card))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vcard_reader, "_is_plain", lambda _canonical: False)
        assert list(read_vcards(card)) == ours


# --- linear work ----------------------------------------------------------------------------

_BEGIN, _END = b"BEGIN:VCARD\nVERSION:3.0\n", b"\nEND:VCARD\n"


def _card_of(unit: bytes, head: bytes = b"", tail: bytes = b"") -> Callable[[int], bytes]:
    return lambda size: _BEGIN + head + unit * (size // len(unit)) + tail + _END


HOSTILE = {
    "cards": lambda size: (_BEGIN + b"FN:A" + _END) * (size // 40),
    "open cards": lambda size: b"BEGIN:VCARD\n" * (size // 12),
    "nested cards": lambda size: b"AGENT:\nBEGIN:VCARD\n" * (size // 19),
    "ends": lambda size: b"END:VCARD\n" * (size // 10),
    "line ends": lambda size: b"\r" * size,
    "blank lines after an agent": lambda size: b"AGENT:\n" + b"\n" * size,
    "many lines": _card_of(b"X:1\n"),
    "bad lines": _card_of(b"ab\n:\n"),
    "one name many times": _card_of(b"TITLE;PREF=3:a\nFN:b\n"),
    "profiles": _card_of(b"X-SOCIALPROFILE:https://linkedin.com/in/a\n"),
    "folds": _card_of(b" a\n", b"NOTE:\n"),
    "folds in a head": _card_of(b" =\n", b"NOTE;QUOTED-PRINTABLE\n"),
    "soft breaks": _card_of(b"=\n", b"NOTE;QUOTED-PRINTABLE:"),
    "soft breaks in a photo": _card_of(b"A" * 20 + b"=\n", b"PHOTO;QUOTED-PRINTABLE:"),
    "blanks that may hide one": _card_of(b" " * 20 + b"\n", b"PHOTO;QUOTED-PRINTABLE:\n"),
    "base64 lines": _card_of(b"A\n", b"PHOTO;BASE64:"),
    "base64 with colons": _card_of(b"A:", b"PHOTO;BASE64:"),
    "photo that is no base64": _card_of(b"=", b"PHOTO:" + b"A" * 64),
    "photo address": _card_of(b"data:;", b"PHOTO:"),
    "quoted parameters": _card_of(b"TEL" + b';A="b"' * 90 + b'"\n'),
    "quotes": _card_of(b'TEL;"' * 1500 + b":1\n"),
    "parameters": _card_of(b"TEL" + b";a=b" * 1500 + b":1\n"),
    "backslashes": _card_of(b"NOTE:" + b"\\" * 8000 + b"\n"),
    "semicolons": _card_of(b"N;QUOTED-PRINTABLE:" + b";" * 8000 + b"\n"),
    "encoded semicolons": _card_of(b"N;QUOTED-PRINTABLE:" + b"=3B" * 2500 + b"\n"),
    "commas": _card_of(b"N:" + b",a" * 4000 + b"\n"),
    "broken UTF-8": _card_of(b"NOTE:" + b"\xc3" * 8000 + b"\n"),
    "broken Shift_JIS": _card_of(b"NOTE;CHARSET=SJIS:" + b"\xff" * 8000 + b"\n"),
    "letters without a charset": _card_of(b"NOTE:" + b"\xc3\xc0" * 300 + b"\n"),
    "one long line of them": _card_of(b"\xc0a", b"NOTE:"),
    "soft breaks too many": _card_of(b"NOTE;QUOTED-PRINTABLE:=C0=\nTEL;CELL:=\n"),
    "groups": _card_of(b"a." * 4000 + b"TEL:1\n"),
}


@pytest.mark.parametrize("shape", HOSTILE)
def test_twice_the_input_makes_at_most_twice_the_calls(shape: str) -> None:
    counts = []
    for size in (40_000, 80_000):
        data = HOSTILE[shape](size)
        with counted_calls() as calls:
            list(read_vcards(data))
        counts.append(calls[0])
    assert counts[1] <= 2.4 * counts[0]


@pytest.mark.parametrize("shape", ["many lines", "bad lines", "parameters", "base64 with colons"])
def test_memory_stays_near_the_size_of_the_file(shape: str) -> None:
    data = HOSTILE[shape](250_000)
    tracemalloc.start()
    try:
        for _ in read_vcards(data):
            pass
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 8 * len(data)


# --- round trip -----------------------------------------------------------------------------

_TEXT = st.text(st.characters(exclude_categories=["C", "Z"], include_characters=" "), max_size=40)
_WORDS = _TEXT.map(str.strip).filter(bool)
_MAYBE = st.just("") | _WORDS
_PHONE_KINDS = ["mobile", "work", "home", "main", "fax", "work fax", "home fax", "pager", "other"]


def _typed(kinds: list[str]) -> st.SearchStrategy[list[TypedValue]]:
    return st.lists(st.builds(TypedValue, _WORDS, st.sampled_from(kinds)), max_size=3)


_LINKS = ["https://example.org/a;b,c", "https://www.linkedin.com/in/asha", "http://example.org"]
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
    phones=_typed(_PHONE_KINDS),
    emails=_typed(["work", "home", "other"]),
    links=st.lists(st.sampled_from(_LINKS), unique=True),
    note=st.lists(_WORDS).map("\n".join),
    categories=st.lists(_WORDS, max_size=3),
    birthday=st.none() | st.dates(),
    addresses=_typed(["work", "home", "other"]),
    photo_jpeg=st.none() | st.binary(min_size=1, max_size=200),
)


def _as_written(typed: Sequence[TypedValue]) -> list[tuple[str, str]]:
    return [(value.value, value.type) for value in typed]


@given(st.lists(_PEOPLE, min_size=1, max_size=3))
def test_what_we_write_is_read_back_the_same(people: list[VCardPerson]) -> None:
    cards = list(read_vcards("".join(write_vcards(people)).encode()))
    assert [card.dropped for card in cards] == [()] * len(people)
    for person, contact in zip(people, (card.contact for card in cards), strict=True):
        for name in ("uid", "name", "first", "last", "middle", "prefix", "suffix"):
            assert getattr(contact, name) == getattr(person, name)
        for name in ("organisation", "department", "title", "note"):
            assert getattr(contact, name) == getattr(person, name)
        assert [(v.value, v.type) for v in contact.phones] == _as_written(person.phones)
        assert [(v.value, v.type) for v in contact.emails] == _as_written(person.emails)
        assert [(a.street, a.type) for a in contact.addresses] == _as_written(person.addresses)
        assert (list(contact.links), list(contact.categories)) == (person.links, person.categories)
        assert contact.birthday == (person.birthday.isoformat() if person.birthday else "")
        assert contact.photo == person.photo_jpeg
        assert contact.unmodelled == ()
