"""The table of what became of everybody."""

import csv
import io

from webapp.imports.entries import Entry
from webapp.imports.report import write_report


def test_a_name_that_a_spreadsheet_would_run_is_guarded() -> None:
    entry = Entry(
        index=0,
        first_line=1,
        card={"name": "=1+1"},
        photo_bytes=None,
        finding="new",
        choice="",
        dropped=[{"line": 3, "why": "This line could not be read."}],
        matches=[],
        fate="added",
        why="",
        contact_id=None,
        encounter_id=None,
        before=None,
        after=None,
    )
    text = "".join(write_report([[entry]]))
    assert text.startswith("\ufeffNumber,")
    row = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))[1]
    assert row == ["1", "1", "'=1+1", "Added", "", "Line 3: This line could not be read."]
