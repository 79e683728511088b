"""Finding the header and the separator of a list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.formats.csv_header import MAX_COLUMNS, Header, find_header


def header_of(text: str) -> Header:
    return find_header(text.encode(), "utf-8")


def fields_of(header: Header) -> list[str | None]:
    return [column.field for column in header.columns]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_the_one_that_makes_columns(separator: str) -> None:
    rows = [["Name", "Company", "Email"], ["Rao, Asha; MD", "Mercy", "asha@example.org"]]
    text = "\n".join(separator.join(f'"{cell}"' for cell in row) for row in rows)
    header = header_of(text)
    assert (header.separator, header.names) == (separator, ("Name", "Company", "Email"))


def test_the_separator_that_excel_declares_is_obeyed() -> None:
    header = header_of("sep=;\nName;Email\nRao, Asha;asha@example.org\n")
    assert (header.separator, header.row) == (";", 2)
    header = header_of("sep=;\nRao, Asha;asha@example.org\n")
    assert (header.names, header.row, fields_of(header)) == ((), 1, ["name", "email"])


def test_the_header_may_stand_below_a_preamble() -> None:
    header = header_of('Notes:\n"Two\nlines, here"\n\nFirst Name,Last Name,URL\nAsha,Rao,\n')
    assert (header.names, header.row) == (("First Name", "Last Name", "URL"), 3)


def test_columns_of_unknown_names_are_told_by_what_stands_in_them() -> None:
    header = header_of(
        "Nazwisko;Zakład;Post;Netz;Ruf\n"
        "Rao;Mercy;asha@example.org;https://example.org;+1 555 0100\n"
        "Lee;Acme;ben@example.org;;\n"
    )
    assert header.names == ("Nazwisko", "Zakład", "Post", "Netz", "Ruf")
    assert fields_of(header) == ["name", "other", "email", "link", "phone"]


def test_a_list_without_a_header_begins_with_its_first_person() -> None:
    header = header_of("Asha Rao,asha@example.org,Mercy\nBen Lee,ben@example.org,Acme\n")
    assert (header.names, header.row) == ((), 0)
    assert [column.name for column in header.columns] == ["Column 1", "Column 2", "Column 3"]
    assert fields_of(header) == ["name", "email", "other"]


def test_a_column_without_a_name_is_called_by_its_place() -> None:
    header = header_of("Name,,Email\n")
    assert [column.name for column in header.columns] == ["Name", "Column 2", "Email"]


def test_a_header_of_one_column_is_enough() -> None:
    assert fields_of(header_of("Email\nasha@example.org\n")) == ["email"]


def test_one_known_word_among_many_cells_makes_no_header() -> None:
    header = header_of("Ben Lee,ben@example.org,Company\nAsha Rao,asha@example.org,Mercy\n")
    assert (header.names, header.row) == ((), 0)


def test_a_header_is_looked_for_only_in_the_beginning() -> None:
    assert header_of("\n" * 900 + "Name,Email\n").names == ("Name", "Email")
    assert header_of("\n" * 1_100 + "Name,Email\n").names == ()


def test_columns_beyond_all_reason_are_not_looked_at() -> None:
    header = header_of(",".join(["Name", "Email"] * MAX_COLUMNS))
    assert len(header.columns) == MAX_COLUMNS


@given(st.text(st.sampled_from('Nname,;\t"\n\r@ é')))
def test_any_text_has_a_header_or_none(text: str) -> None:
    header = header_of(text)
    assert header.kind == "unknown"
    assert len(header.names) <= len(header.columns)
