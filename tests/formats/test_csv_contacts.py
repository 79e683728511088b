"""Writing contacts for spreadsheets."""

import csv
import io
import re
from dataclasses import fields
from datetime import date
from itertools import islice, repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.formats.csv_contacts import COLUMNS, CsvRow, write_csv

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
cells = st.one_of(texts, st.builds("{}{}".format, st.sampled_from("'=+-@\t\r"), texts))


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_a_contact_stands_under_the_names_of_its_columns() -> None:
    asha = CsvRow(
        name="Asha Rao",
        first_name="Asha",
        last_name="Rao",
        organisation="Mercy Hospital",
        title="Chief resident",
        school="Grant Medical College",
        email="asha@example.org",
        email_2="rao@example.org",
        phone="555 0100",
        phone_2="555 0101",
        links=("https://example.org", "https://example.org/asha"),
        detail="twin daughters",
        event="Spring meeting",
        place="poster 214",
        met_on=date(2026, 4, 3),
        promise="send the protocol",
        stage="mentor",
        note="Line one\nLine two",
    )
    header, row = read("".join(write_csv([asha])))
    assert header == list(COLUMNS)
    assert dict(zip(header, row, strict=True)) == {
        "Name": "Asha Rao",
        "First name": "Asha",
        "Last name": "Rao",
        "Organisation": "Mercy Hospital",
        "Title": "Chief resident",
        "School": "Grant Medical College",
        "E-mail": "asha@example.org",
        "E-mail 2": "rao@example.org",
        "Phone": "555 0100",
        "Phone 2": "555 0101",
        "Links": "https://example.org https://example.org/asha",
        "Detail": "twin daughters",
        "Event": "Spring meeting",
        "Place": "poster 214",
        "Met on": "2026-04-03",
        "Promise": "send the protocol",
        "Stage": "mentor",
        "Note": "Line one\nLine two",
    }


def test_there_is_a_column_for_every_field() -> None:
    assert len(fields(CsvRow)) == len(COLUMNS)


@pytest.mark.parametrize("cell", ["=1+1", "+1 555 0100", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_formula_gets_an_apostrophe(cell: str) -> None:
    assert read("".join(write_csv([CsvRow(phone=cell)])))[1][8] == f"'{cell}"


@given(st.lists(cells, min_size=2, max_size=2))
def test_every_cell_is_harmless_and_can_be_read_back(values: list[str]) -> None:
    rows = read("".join(write_csv([CsvRow(name=values[0], note=values[1])])))
    assert len(rows) == 2
    for written, value in zip((rows[1][0], rows[1][-1]), values, strict=True):
        assert not written.startswith(("=", "+", "-", "@", "\t", "\r"))
        assert re.sub(r"^'('*[=+\-@\t\r])", r"\1", written) == value


def test_half_characters_and_nul_are_left_out() -> None:
    text = "".join(write_csv([CsvRow(name="As\0ha\ud800")]))
    assert read(text)[1][0] == "Asha"
    text.encode()


def test_lines_end_in_crlf_and_no_byte_order_mark_is_added() -> None:
    header, row = write_csv([CsvRow(name="Asha")])
    assert header.startswith("Name,First name,")
    assert header.endswith("\r\n")
    assert row.endswith("\r\n")


def test_a_long_list_is_written_piece_by_piece() -> None:
    pieces = islice(write_csv(repeat(CsvRow(name="Asha"))), 3)
    assert [piece.count("\r\n") for piece in pieces] == [1, 1, 1]
