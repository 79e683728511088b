"""What the reader of lists promises for any input: an answer, little memory, linear work."""

import csv
import io
import re
import tracemalloc
from collections import deque
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import at_most
from tests.formats.work import counted_calls
from webapp.formats.csv_contacts import CsvRow, write_csv
from webapp.formats.csv_fields import FIELDS
from webapp.formats.csv_people import OwnExtras
from webapp.formats.csv_reader import read_csv
from webapp.formats.vcard_contact import ReadContact

_PIECES = [
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"sep=;\n",
    b"Notes:\n",
    b"First Name,Last Name,URL,Email Address,Company,Position,Connected On\n",
    b"Name,Given Name,E-mail 1 - Value,Address 1 - City,Custom Field 1 - Label\n",
    b"Title;First Name;Business Phone;Business Street;Home City;Birthday;Photo\n",
    b"Name\tDetail\tEvent\tMet on\tPromise\tStage\tLinks\n",
    b"Asha",
    b"asha@example.org",
    b"0/0/00",
    b" ::: ",
    b'"',
    b'""',
    b",",
    b";",
    b"\t",
    b"\n",
    b"\r",
    b"\r\n",
    b"\x00",
    b"\xe9",
    b"'=",
]
_LIST_LIKE = st.lists(st.sampled_from(_PIECES) | st.binary(max_size=3), max_size=60).map(b"".join)
_FIELDS = st.none() | st.sampled_from(list(FIELDS))


def _check(data: bytes, columns: dict[int, str | None] | None = None) -> None:
    found = read_csv(data, columns)
    assert set(found.columns.values()) <= {*FIELDS, None}
    lines = len(re.findall(rb"\r\n|\r|\n", data)) + 1
    for index, card in enumerate(found.cards):
        assert card.index == index
        assert 1 <= card.first_line <= lines
        assert all(1 <= entry.line <= lines and entry.why for entry in card.dropped)
        assert bool(card.error) is (card.contact == ReadContact())
        assert bool(card.error) is not bool(card.contact.name)
        assert all("\n" not in line and "\r" not in line for line in card.contact.unmodelled)


@given(_LIST_LIKE | st.binary())
@settings(max_examples=at_most(500))
def test_any_bytes_give_a_report_and_no_error(data: bytes) -> None:
    _check(data)


@given(_LIST_LIKE, st.dictionaries(st.integers(-1, 12), _FIELDS))
def test_any_correction_gives_a_report_and_no_error(
    data: bytes, columns: dict[int, str | None]
) -> None:
    _check(data, columns)


@given(st.text())
def test_any_text_in_utf_16_gives_a_report_and_no_error(text: str) -> None:
    list(read_csv(("Name,Email\n" + text).encode("utf-16", "surrogatepass")).cards)


# U+FFFD is what a damaged letter looks like, and is named as one.
_LETTERS = st.characters(
    exclude_categories=["C", "Z"], include_characters=" ", exclude_characters="\ufffd"
)
_TEXT = st.text(_LETTERS, max_size=20)
_WORDS = _TEXT.map(str.strip).filter(bool)
_MAYBE = st.just("") | _WORDS
_LINES = st.lists(_WORDS | st.just("'=1"), max_size=3).map("\n".join)
_LINKS = st.lists(st.sampled_from(["https://example.org/a,b;c", "http://example.org"]))
_ROWS = st.builds(
    CsvRow,
    name=_WORDS,
    first_name=_MAYBE,
    last_name=_MAYBE,
    organisation=_MAYBE,
    title=_MAYBE,
    school=_MAYBE,
    email=_WORDS,
    email_2=_MAYBE,
    phone=_MAYBE,
    phone_2=_MAYBE,
    links=_LINKS,
    detail=_LINES,
    event=_MAYBE,
    place=_MAYBE,
    met_on=st.none() | st.dates(),
    promise=_LINES,
    stage=_MAYBE,
    note=_LINES,
)


@given(st.lists(_ROWS, min_size=1, max_size=3))
def test_our_own_list_is_read_back_the_same(rows: list[CsvRow]) -> None:
    cards = list(read_csv("".join(write_csv(rows)).encode()).cards)
    assert [(card.error, card.dropped) for card in cards] == [(None, ())] * len(rows)
    for row, card in zip(rows, cards, strict=True):
        person = card.contact
        assert (person.name, person.first, person.last) == (row.name, row.first_name, row.last_name)
        assert (person.organisation, person.title) == (row.organisation, row.title)
        assert [email.value for email in person.emails] == list(
            filter(None, [row.email, row.email_2])
        )
        assert [phone.value for phone in person.phones] == list(
            filter(None, [row.phone, row.phone_2])
        )
        assert (list(person.links), person.note) == (row.links, row.note)
        met_on = str(row.met_on) if row.met_on else ""
        met = (row.school, row.detail, row.event, row.place, met_on, row.promise, row.stage)
        assert card.extras == OwnExtras(*met)


@given(st.lists(_WORDS, min_size=1, max_size=6), st.sampled_from(",;\t"))
def test_no_cell_of_a_foreign_list_is_lost(names: list[str], separator: str) -> None:
    """Whatever the columns are called, each cell stands somewhere in the contact."""
    cells = [f"cell{at}of{len(names)}" for at, _ in enumerate(names)]
    sheet = io.StringIO(newline="")
    rows = [["Name", "Company", *names], ["Asha", "Mercy", *cells]]
    csv.writer(sheet, delimiter=separator).writerows(rows)
    found = read_csv(sheet.getvalue().encode())
    left_out = {at for at, field in found.columns.items() if field is None or "type" in field}
    [card] = found.cards
    said = repr(card)
    assert all(cell in said for at, cell in enumerate(cells, 2) if at not in left_out)


# --- work and memory ------------------------------------------------------------------------

_HEADER = b"First Name,E-mail 1 - Value,Address 1 - Street,Address 1 - City,Notes\n"


def _list_of(row: bytes, header: bytes = _HEADER) -> Callable[[int], bytes]:
    return lambda size: header + row * (size // len(row))


_HOSTILE = {
    "people": _list_of(b"Asha,a@example.org,1 Main St,Cork,Twins\n"),
    "multi-line notes": _list_of(b'Asha,,,,"a\nb"\n'),
    "blank lines": _list_of(b"\n", b""),
    "blank rows": _list_of(b",,\n"),
    "commas": _list_of(b",", b""),
    "wide rows": _list_of(b"a," * 2000 + b"\n"),
    "wide header": _list_of(b"a,b\n", b"Name," + b"x," * 30_000 + b"\n"),
    "quotes": _list_of(b'"', b""),
    "open quotes": _list_of(b'"a\n', b"Name,Email\n"),
    "quotes open from within and without": _list_of(b'",a"b,"c\n', b"Name,Email\n"),
    "one long line": _list_of(b"a", b"Name,Email\n"),
    "apostrophes": _list_of(b"'" * 1000 + b"\n", b"Name,Email\n"),
    "several values": _list_of(b"Asha,a" + b":::b" * 400 + b",c" + b":::d" * 400 + b",e\n"),
    "streets": _list_of(
        b"A" + b",x" * 99 + b":::y" * 3000 + b"\n", b"Name" + b",Address 1 - Street" * 99 + b"\n"
    ),
    "high bytes": _list_of(b"a\xe9 ", b""),
    "broken UTF-8": _list_of(b"\xc3\xa9", b"\xff"),
    "words": _list_of(b"a ", b"\xff"),
    "NUL": _list_of(b"\x00", b"Name,Email\n"),
    "digits": _list_of(b"1 1,1-1-1\n", b""),
    "dates": _list_of(b"a,1/1/1990\n", b"Name,Birthday\n"),
    "at signs": _list_of(b"a@" * 60_000 + b"\n", b""),
}


@pytest.mark.slow
@pytest.mark.parametrize("shape", _HOSTILE)
def test_twice_the_input_makes_at_most_twice_the_calls(shape: str) -> None:
    counts = []
    for size in (60_000, 120_000):
        data = _HOSTILE[shape](size)
        with counted_calls() as calls:
            deque(read_csv(data).cards, maxlen=0)
        counts.append(calls[0])
    # The repairs of open quotes are bounded in number, not by the length of the file.
    assert counts[1] <= 2.2 * counts[0] + 50_000


@pytest.mark.slow
def test_a_list_of_five_megabytes_is_read_in_little_memory() -> None:
    row = b"Asha,a@example.org,1 Main St,Cork," + b"x" * 965 + b"\n"
    data = _list_of(row)(5_000_000)
    tracemalloc.start()
    try:
        assert sum(1 for _ in read_csv(data).cards) == 5_000
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()
