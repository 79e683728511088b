"""A meeting's programme as a table: any CSV file in which one column has the titles."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from webapp.formats.csv_fields import plain_name
from webapp.formats.csv_rows import Row, RowReader, lines_of
from webapp.formats.csv_values import plain_cell
from webapp.formats.programme import (
    MAX_BYTES,
    MAX_SESSIONS,
    Days,
    Programme,
    ProgrammeSession,
    checked,
    kind_of,
    read_day,
    read_times,
    speaker_in,
)
from webapp.formats.sensed_charsets import sense_charset
from webapp.formats.vcard_charsets import to_ascii_superset
from webapp.formats.vcard_contact import DropLog

_HEADINGS = {
    "name": "title;session title;session;talk;topic;name;subject;summary;presentation;event;"
    "presentation title;poster title;titel;thema;vortrag;titulo",
    "who": "speaker;speakers;presenter;presenters;author;authors;chair;chairs;faculty;with;"
    "presenting author;exhibitor;company;referent;referenten;autor;ponente",
    "on": "date;day;session date;start date;datum;tag;fecha",
    "time": "time;start;start time;from;begin;begins;starts;session time;uhrzeit;zeit;beginn;hora",
    "until": "end;end time;to;until;ends;finish;ende;bis",
    "place": "room;location;place;hall;venue;where;booth;booth number;poster;poster number;board;"
    "board number;stand;raum;saal;ort;sala",
    "note": "description;abstract;notes;note;details;why;beschreibung;descripcion",
    "kind": "type;kind;format;session type;art;tipo",
}
_FIELD_OF = {name: of for of, names in _HEADINGS.items() for name in names.split(";")}
_NUMBERED = {"booth": "Booth", "booth number": "Booth", "stand": "Booth", "poster": "Poster"}
_NUMBERED |= {"poster number": "Poster", "board": "Poster", "board number": "Poster"}
_DAY_BEFORE = re.compile(r"^\s*(?:\d{4}-\d\d?-\d\d?|\d\d?[/.]\d\d?[/.]\d{2,4})[T ,]+\s*")
_SEPARATORS = (",", ";", "\t")
_ROWS_LOOKED_AT = 20


class _Layout(NamedTuple):
    separator: str
    row: int
    fields: tuple[str | None, ...]
    words: tuple[str, ...]


def read_programme(data: bytes, days: Days) -> Programme:
    """Every session of a table, one for each line that is not blank, in the file's order.

    Takes any bytes; character set, separator and the row of headings are sensed. A table without
    a column of titles, over 1 MB or over 600 sessions is refused whole.
    """
    if len(data) > MAX_BYTES:
        return Programme(error="The file is larger than 1 MB. Split it and import the parts.")
    data = to_ascii_superset(data)
    charset = sense_charset(data)
    layouts = (_layout(data, charset, separator) for separator in _SEPARATORS)
    layout = max(layouts, key=lambda one: ("name" in one.fields, len(set(one.fields))))
    if "name" not in layout.fields:
        found = ", ".join(word for word in layout.words[:8] if word) or "nothing"
        return Programme(error=f"No column has the titles. Name one “Title”; there is: {found}.")
    reader = RowReader(lines_of(data, charset), layout.separator)
    rows = [row for row in islice(reader, layout.row + 1, None) if row.lost or any(row.cells)]
    if len(rows) > MAX_SESSIONS:
        return Programme(
            error=f"There are {len(rows):,} sessions; {MAX_SESSIONS} at once are the most."
        )
    return Programme(tuple(_session(row, layout, days) for row in rows))


def _layout(data: bytes, charset: str, separator: str) -> _Layout:
    """The row that names the most columns, as this separator would part it."""
    rows = list(islice(RowReader(lines_of(data, charset), separator), _ROWS_LOOKED_AT))
    known = [sum(plain_name(cell) in _FIELD_OF for cell in row.cells) for row in rows]
    best = known.index(max(known)) if known else 0
    cells = rows[best].cells if rows else []
    fields: list[str | None] = []
    for cell in cells:
        of = _FIELD_OF.get(plain_name(cell))
        fields.append(None if of in fields else of)
    return _Layout(separator, best, tuple(fields), tuple(cell.strip() for cell in cells))


def _session(row: Row, layout: _Layout, days: Days) -> ProgrammeSession:
    if row.lost:
        return ProgrammeSession(row.line, error=row.remark)
    said = _said(row, layout)
    remarks = [row.remark] if row.remark else []
    start = said.get("time", "")
    on = read_day(said.get("on", "") or start, days)
    time, until = read_times(_without_day(start))
    until = read_times(_without_day(said.get("until", "")))[0] or until
    for cell, read, what in ((said.get("on", ""), on, "day"), (start, time, "time")):
        if cell and not read:
            remarks.append(f"“{cell[:60]}” is no {what} that we can read; left blank.")
    if until and (not time or until < time):
        remarks.append(f"It would end at {until}, before it begins; left blank.")
        until = ""
    note = said.get("note", "")
    session = ProgrammeSession(
        line=row.line,
        name=said.get("name", ""),
        kind=kind_of(said.get("kind", ""), said.get("place", "")),
        who=said.get("who", "") or speaker_in(note),
        on=on,
        time=time,
        until=until,
        place=said.get("place", ""),
        note=note,
    )
    return replace(checked(session, days), remarks=tuple(remarks))


def _said(row: Row, layout: _Layout) -> dict[str, str]:
    """What the row says by field; a bare number under "Booth" is a booth's."""
    log = DropLog()
    said: dict[str, str] = {}
    for of, word, cell in _cells(row.cells, layout):
        text = " ".join(plain_cell(cell, row.line, log).split())
        numbered = _NUMBERED.get(plain_name(word))
        if of == "place" and numbered and re.fullmatch(r"[A-Za-z]?\d+[A-Za-z]?", text):
            text = f"{numbered} {text}"
        if of and text:
            said[of] = text
    return said


def _cells(cells: Sequence[str], layout: _Layout) -> list[tuple[str | None, str, str]]:
    return list(zip(layout.fields, layout.words, cells, strict=False))


def _without_day(text: str) -> str:
    """The time in "2026-10-14 14:05" or "10/14/2026 2:05 PM"."""
    return _DAY_BEFORE.sub("", text)
