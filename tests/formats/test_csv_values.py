"""What stands in the cells of a list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.formats.csv_contacts import CsvRow, write_csv
from webapp.formats.csv_rows import RowReader
from webapp.formats.csv_values import (
    is_filler,
    kind_of_value,
    plain_cell,
    read_birthday,
    read_categories,
    read_links,
)
from webapp.formats.vcard_contact import DropLog, Dropped

texts = st.text(st.characters(exclude_categories=["C"]))
guarded = st.builds("{}{}".format, st.sampled_from(["'", "=", "+", "-", "@", "'="]), texts)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("'=1+1", "=1+1"),
        ("'+1 555 0100", "+1 555 0100"),
        ("''=1", "'=1"),
        ("'", "'"),
        ("'twas", "'twas"),
        ("'a'=1", "'a'=1"),
        ("O'Neill", "O'Neill"),
        ("=1+1", "=1+1"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
    ],
)
def test_only_the_apostrophe_before_a_formula_is_taken_off(cell: str, text: str) -> None:
    log = DropLog()
    assert plain_cell(cell, 1, log) == text
    assert log.entries() == ()


@given(texts | guarded)
def test_what_our_writer_protects_is_read_as_it_was(text: str) -> None:
    _, row = RowReader("".join(write_csv([CsvRow(name=text)])).splitlines(keepends=True), ",")
    assert plain_cell(row.cells[0], 2, DropLog()) == text


def test_control_characters_and_unreadable_letters_are_named() -> None:
    log = DropLog()
    assert plain_cell("As\x00ha\ufffd", 7, log) == "Asha\ufffd"
    assert log.entries() == (
        Dropped(7, "Some letters could not be read; they stand as \ufffd."),
        Dropped(7, "Control characters were taken out."),
    )


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("* Work", "work"),
        ("Mobile", "mobile"),
        ("Home Fax", "home fax"),
        ("* ", "other"),
        ("", "other"),
        ("Ski hut", "Ski hut"),
    ],
)
def test_a_label_becomes_a_kind_or_stays_its_own(label: str, kind: str) -> None:
    assert kind_of_value(label) == kind


@pytest.mark.parametrize(
    ("text", "birthday"),
    [
        ("1990-01-02", "1990-01-02"),
        ("19900102", "1990-01-02"),
        ("1990-01-02T00:00:00Z", "1990-01-02"),
        ("0/0/00", ""),
        ("00/00/0000", ""),
        ("13/2/1990", "1990-02-13"),
        ("2/13/1990", "1990-02-13"),
        ("2/2/1990", "1990-02-02"),
        ("2.3.1990", "1990-03-02"),
        ("2/3/1990", "2/3/1990"),
        ("--01-02", "--01-02"),
        ("31/31/1990", "31/31/1990"),
        ("1990-02-31", "1990-02-31"),
        ("in spring", "in spring"),
        ("", ""),
    ],
)
def test_a_birthday_is_a_date_where_it_can_mean_only_one(text: str, birthday: str) -> None:
    assert read_birthday(text) == birthday


@given(st.dates())
def test_a_birthday_in_iso_form_stays(birthday: object) -> None:
    assert read_birthday(str(birthday)) == str(birthday)


def test_categories_are_split_without_the_group_of_everyone() -> None:
    google = "* myContacts ::: Friends ::: * starred ::: "
    assert read_categories(google, google=True) == ["Friends", "starred"]
    assert read_categories("Friends;Work, here", google=False) == ["Friends", "Work", "here"]


def test_several_links_may_stand_in_a_cell() -> None:
    assert read_links("https://a.example.org b.example.org") == [
        "https://a.example.org",
        "b.example.org",
    ]
    assert read_links("my own page") == ["my own page"]


def test_what_outlook_writes_for_nothing_is_nothing() -> None:
    assert is_filler("Gender", "Unspecified")
    assert is_filler("Anniversary", "0/0/00")
    assert not is_filler("Gender", "Female")
