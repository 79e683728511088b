"""Lists of programs: any separator, any charset, any headings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.formats.csv_programs import MAX_BYTES, ProgramList, read_programs


def read(text: str, charset: str = "utf-8") -> ProgramList:
    return read_programs(text.encode(charset))


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_umlauts_are_read_in_any_charset_and_with_any_separator(
    separator: str, charset: str
) -> None:
    lines = [["Klinik", "Ort", "Fachrichtung"], ["Universität Zürich", "Zürich", "Innere"]]
    text = "\r\n".join(separator.join(cells) for cells in lines)
    found = read(text, charset)
    assert found.error == ""
    assert found.separator == separator
    values = found.rows[0].values
    assert (values["name"], values["city"], values["specialty"]) == (
        "Universität Zürich",
        "Zürich",
        "Innere",
    )


def test_every_column_has_its_place() -> None:
    found = read(
        "Program,City,State,Specialty,Website,Requirements,IMG history,Status\n"
        "Mercy,Newark,NJ,Internal medicine,https://example.org,Step 2,strong,Applied\n"
    )
    assert found.rows[0].values == {
        "name": "Mercy",
        "city": "Newark, NJ",
        "specialty": "Internal medicine",
        "links": ["https://example.org"],
        "requirements": "Step 2",
        "history": "strong",
        "state": "applied",
    }
    assert found.missing == ()


def test_a_column_named_state_is_read_by_what_stands_in_it() -> None:
    mine = read("Name,State\nMercy,interview\nToledo,\n")
    assert mine.rows[0].values["state"] == "interview"
    theirs = read("Name,State\nMercy,NJ\n")
    assert (theirs.rows[0].values["city"], theirs.rows[0].values["state"]) == ("NJ", "looking")


def test_missing_columns_are_named_and_left_blank() -> None:
    found = read("Program\nMercy\n")
    assert found.missing == ("city", "specialty", "links", "requirements", "history", "state")
    assert found.rows[0].values["city"] == ""


def test_what_has_no_field_or_no_known_meaning_is_kept_and_said() -> None:
    found = read("Name,Beds,History,Notes\nMercy,412,so-so,ask Kim\n")
    values = found.rows[0].values
    assert values["history"] == "unknown"
    assert str(values["requirements"]).splitlines() == [
        "Beds: 412",
        "ask Kim",
        "With IMGs: so-so",
    ]
    assert "so-so" in found.rows[0].remarks[0]


def test_a_list_without_names_is_refused_whole_and_says_what_it_has() -> None:
    found = read("City,Beds\nNewark,412\n")
    assert found.rows == ()
    assert "City, Beds" in found.error


def test_each_bad_line_is_said_by_its_number_and_its_neighbours_live() -> None:
    found = read(f"Name,City\nMercy,Newark\n,Toledo\n\n{'x' * 201},Flint\nAkron,Akron\n")
    assert [(row.line, bool(row.error)) for row in found.rows] == [
        (2, False),
        (3, True),
        (5, True),
        (6, False),
    ]


def test_lines_above_the_headings_are_passed_over() -> None:
    found = read("My list 2026\n\nProgram;City\nMercy;Newark\n")
    assert [row.values["name"] for row in found.rows] == ["Mercy"]


def test_a_list_that_is_too_large_is_refused() -> None:
    assert "1 MB" in read_programs(b"Name\n" + b"x" * MAX_BYTES).error
    assert "1,001" in read("Name\n" + "Mercy\n" * 1_001).error


@given(st.binary(max_size=300))
def test_any_bytes_are_read_without_falling_over(data: bytes) -> None:
    found = read_programs(data)
    assert found.error or all(row.error or row.values["name"] for row in found.rows)


@given(st.lists(st.text(st.characters(categories=("L", "N")), min_size=1, max_size=20), max_size=8))
def test_every_name_comes_back_in_its_line(names: list[str]) -> None:
    found = read("\n".join(["Name,City", *(f"{name},here" for name in names)]))
    assert [row.values["name"] for row in found.rows] == names
