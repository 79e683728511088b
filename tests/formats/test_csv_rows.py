"""The rows of a CSV file, sound and broken."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.formats.csv_rows import (
    MAX_REPAIRS,
    MAX_ROW,
    TOO_LONG,
    UNCLOSED,
    Row,
    RowReader,
    lines_of,
)

cells = st.text(st.sampled_from('ab,;"\n\r ü'), max_size=8)
tables = st.lists(st.lists(cells, min_size=2, max_size=4), max_size=6)
texts = st.text(st.sampled_from('a,"\n\r'), max_size=60)


def rows_of(text: str, separator: str = ",") -> list[Row]:
    return list(RowReader(lines_of(text.encode(), "utf-8"), separator))


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@given(tables)
def test_what_a_csv_writer_wrote_is_read_as_it_was(separator: str, table: list[list[str]]) -> None:
    sheet = io.StringIO(newline="")
    csv.writer(sheet, delimiter=separator).writerows(table)
    rows = rows_of(sheet.getvalue(), separator)
    assert [row.cells for row in rows] == table
    assert not any(row.remark or row.lost for row in rows)


def test_a_row_is_found_on_the_line_where_it_begins() -> None:
    rows = rows_of('a,b\r\n\r\n"c\nc",d\r\re,f\n')
    assert [(row.line, row.cells) for row in rows] == [
        (1, ["a", "b"]),
        (3, ["c\nc", "d"]),
        (6, ["e", "f"]),
    ]


def test_a_quotation_mark_within_a_cell_is_only_a_mark() -> None:
    assert rows_of('a,5" pipe\n"b "the boss" c",d\n') == [
        Row(1, ["a", '5" pipe']),
        Row(2, ['b the boss" c"', "d"]),
    ]


def test_a_mark_that_never_closes_costs_no_other_row() -> None:
    assert rows_of('a,b\nc,"d\ne,f\ng,h\n') == [
        Row(1, ["a", "b"]),
        Row(2, ["c", "d\n"], UNCLOSED),
        Row(3, ["e", "f"]),
        Row(4, ["g", "h"]),
    ]


def test_a_mark_that_closes_too_far_away_counts_as_never_closed() -> None:
    rows = rows_of('a,"b\n' + f"c,{'d' * 999}\n" * 150 + '"\n')
    assert rows[:2] == [Row(1, ["a", "b\n"], UNCLOSED), Row(2, ["c", "d" * 999])]


def test_a_row_that_is_too_long_is_named_and_left_out() -> None:
    rows = rows_of("a,b\n" + "c" * MAX_ROW + "\nd,e\n")
    assert rows == [Row(1, ["a", "b"]), Row(2, [], TOO_LONG, lost=True), Row(3, ["d", "e"])]


def test_a_lower_limit_of_the_csv_module_loses_a_row_and_raises_nothing() -> None:
    before = csv.field_size_limit(10)
    try:
        assert rows_of('"' + "a" * 11 + '"\nb,c\n') == [
            Row(1, [], TOO_LONG, lost=True),
            Row(2, ["b", "c"]),
        ]
    finally:
        csv.field_size_limit(before)


@given(texts)
def test_every_line_of_any_text_is_in_one_row(text: str) -> None:
    rows = rows_of(text)
    assert [row.line for row in rows] == sorted({row.line for row in rows})
    lost = text.replace('"', "").replace(",", "")
    kept = "".join("".join(row.cells) for row in rows).replace('"', "").replace(",", "")
    assert kept.replace("\r", "").replace("\n", "") == lost.replace("\r", "").replace("\n", "")


def test_repairs_read_hostile_lines_a_bounded_number_of_times() -> None:
    """From inside quotes and from outside alike, each line leaves the next one inside."""
    read = 0

    class Counted(RowReader):
        def _next_line(self) -> str | None:
            nonlocal read
            read += 1
            return super()._next_line()

    line = '",a"b,"' + "c" * 200 + "\n"
    lines = [line] * 15_000
    assert sum(1 for _ in Counted(lines, ",")) == len(lines)
    assert read <= len(lines) + MAX_REPAIRS * (MAX_ROW // len(line) + 2)
