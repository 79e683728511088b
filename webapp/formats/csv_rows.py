"""The rows of a CSV file (RFC 4180), and what to do when a quotation mark never closes."""

import csv
import io
from collections import deque
from collections.abc import Iterable, Iterator
from typing import NamedTuple

MAX_ROW = 131_072
MAX_REPAIRS = 20

UNCLOSED = "A quotation mark is never closed here; the line was read by itself."
TOO_LONG = "The row is longer than 128 KB."


class Row(NamedTuple):
    """The cells of a row, the line it begins on, and what is wrong with it, if anything is.

    A row that is `lost` has no cells.
    """

    line: int
    cells: list[str]
    remark: str = ""
    lost: bool = False


class _Endless(Exception):
    """A row has no end within the limit."""


def lines_of(data: bytes, charset: str) -> Iterator[str]:
    """The file's lines with their ends (CRLF, LF or CR), decoded as they are asked for."""
    return io.TextIOWrapper(io.BytesIO(data), charset, errors="replace", newline="")


class RowReader:
    """The rows of a sheet, one at a time; blank lines are passed over.

    A quotation mark that is never closed would take in all the rest of the file. Its line is read
    by itself instead and the lines after it anew. As each such repair may read `MAX_ROW`
    characters twice, cells with line breaks are given up after `MAX_REPAIRS` of them.
    """

    def __init__(self, lines: Iterable[str], separator: str) -> None:
        self._lines = iter(lines)
        self._separator = separator
        self._given_back: deque[str] = deque()
        self._taken: list[str] = []
        self._line = 1
        self._repairs = MAX_REPAIRS

    def __iter__(self) -> Iterator[Row]:
        while (line := self._next_line()) is not None:
            self._taken = [line]
            if '"' in line or len(line) > MAX_ROW:
                yield self._row_with_quotes(line)
            elif text := line.rstrip("\r\n"):
                yield Row(self._line, text.split(self._separator))
            self._line += len(self._taken)

    def _row_with_quotes(self, line: str) -> Row:
        try:
            return Row(self._line, next(self._parse(self._lines_of_a_row(line))))
        except _Endless:
            return self._first_line_alone()
        except csv.Error:
            return Row(self._line, [], TOO_LONG, lost=True)

    def _parse(self, lines: Iterable[str]) -> Iterator[list[str]]:
        return csv.reader(lines, delimiter=self._separator)

    def _lines_of_a_row(self, line: str | None) -> Iterator[str]:
        """Lines for as long as the parser asks: after the first one only within quotes."""
        size = 0
        while line is not None and (size := size + len(line)) <= MAX_ROW:
            yield line
            if not self._repairs:
                break
            if (line := self._next_line()) is not None:
                self._taken.append(line)
        raise _Endless

    def _next_line(self) -> str | None:
        return self._given_back.popleft() if self._given_back else next(self._lines, None)

    def _first_line_alone(self) -> Row:
        first, *others = self._taken
        self._given_back.extendleft(reversed(others))
        self._taken = [first]
        self._repairs -= bool(others)
        if len(first) > MAX_ROW:
            return Row(self._line, [], TOO_LONG, lost=True)
        return Row(self._line, next(self._parse([first])), UNCLOSED)
