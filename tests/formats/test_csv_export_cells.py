"""What goes into a cell for an importer."""

import pytest

from webapp.formats.csv_export_cells import address_parts, figures, in_words, with_lines
from webapp.formats.vcard_contact import TypedValue
from webapp.formats.vcard_people import Address


@pytest.mark.parametrize("number", ["+1 555 0100", "--02-18", "+49 (0) 30/1234-5"])
def test_figures_with_a_sign_get_a_blank(number: str) -> None:
    assert figures(number) == f" {number}"


@pytest.mark.parametrize("text", ["+A1", "-1+1", "=1", "@1", "+1|x", "+1\n=1", "555 0100", "+", ""])
def test_anything_else_is_left_for_the_apostrophe(text: str) -> None:
    assert figures(text) == text


def test_an_address_known_only_as_a_whole_stands_in_the_street() -> None:
    assert address_parts(TypedValue("1 Main St")) == ("", "", "1 Main St")
    assert address_parts(Address("1 Main St")) == ("", "", "1 Main St")


def test_what_has_no_column_is_a_line_of_the_note() -> None:
    assert in_words(TypedValue("1 Main St\nCork", "work")) == "Address (work): 1 Main St Cork"
    assert with_lines("Twins", ["a", "b"]) == "Twins\na\nb"
    assert with_lines("", []) == ""
