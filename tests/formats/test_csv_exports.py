"""Writing contacts for the importers of Google and Outlook."""

import csv
import io
from datetime import date
from itertools import islice, repeat
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.formats.csv_exports import (
    GOOGLE_COLUMNS,
    OUTLOOK_COLUMNS,
    write_google_csv,
    write_outlook_csv,
)
from webapp.formats.csv_reader import CsvCard, read_csv
from webapp.formats.vcard_contact import PostalAddress, TypedValue
from webapp.formats.vcard_people import Address, VCardPerson

ASHA = VCardPerson(
    uid="1",
    name="Dr. Asha Rao",
    organisation="Mercy Hospital",
    department="Cardiology",
    title="Chief resident",
    phones=[TypedValue("+1 555 0100", "mobile"), TypedValue("555 0101", "work")],
    emails=[TypedValue("asha@example.org", "work"), TypedValue("rao@example.org")],
    links=["linkedin.com/in/asharao", "javascript:alert(1)"],
    note="Twin daughters\nPoster 214",
    categories=["Spring meeting", "mentor"],
    birthday=date(1990, 1, 2),
    addresses=[TypedValue("1 Main St\nCork", "home")],
)
EVERYTHING = {write_google_csv: GOOGLE_COLUMNS, write_outlook_csv: OUTLOOK_COLUMNS}


def cells_of(write: Any, person: VCardPerson) -> dict[str, str]:
    """The cells that are not empty, by the names of their columns."""
    rows = csv.reader(io.StringIO("".join(write([person])), newline=""))
    header, row = rows
    return {name: cell for name, cell in zip(header, row, strict=True) if cell}


def read(text: str) -> list[CsvCard]:
    return list(read_csv(text.encode()).cards)


def test_google_finds_each_value_under_its_own_name() -> None:
    assert cells_of(write_google_csv, ASHA) == {
        "Name Prefix": "Dr.",
        "First Name": "Asha",
        "Last Name": "Rao",
        "Organization Name": "Mercy Hospital",
        "Organization Title": "Chief resident",
        "Organization Department": "Cardiology",
        "Birthday": "1990-01-02",
        "Notes": "Twin daughters\nPoster 214",
        "Labels": "* myContacts ::: Spring meeting ::: mentor",
        "E-mail 1 - Label": "Work",
        "E-mail 1 - Value": "asha@example.org",
        "E-mail 2 - Label": "Other",
        "E-mail 2 - Value": "rao@example.org",
        "Phone 1 - Label": "Mobile",
        "Phone 1 - Value": " +1 555 0100",
        "Phone 2 - Label": "Work",
        "Phone 2 - Value": "555 0101",
        "Address 1 - Label": "Home",
        "Address 1 - Street": "1 Main St\nCork",
        "Website 1 - Label": "Other",
        "Website 1 - Value": "https://linkedin.com/in/asharao",
    }


def test_outlook_finds_each_value_under_its_own_name() -> None:
    assert cells_of(write_outlook_csv, ASHA) == {
        "Title": "Dr.",
        "First Name": "Asha",
        "Last Name": "Rao",
        "Company": "Mercy Hospital",
        "Department": "Cardiology",
        "Job Title": "Chief resident",
        "Mobile Phone": " +1 555 0100",
        "Business Phone": "555 0101",
        "Home Street": "1 Main St\nCork",
        "Birthday": "1990-01-02",
        "Categories": "Spring meeting;mentor",
        "E-mail Address": "asha@example.org",
        "E-mail 2 Address": "rao@example.org",
        "Notes": "Twin daughters\nPoster 214",
        "Web Page": "https://linkedin.com/in/asharao",
    }


QUAY = Address("1 Quay\n5003 Bergen", "work", ("9", "Ward 3", "1 Quay", "Bergen", "", "5003", "NO"))


def test_the_parts_of_an_address_stand_under_their_names() -> None:
    person = VCardPerson("1", "", addresses=[QUAY])
    google = cells_of(write_google_csv, person)
    assert google.pop("Labels")
    assert google == {
        "Address 1 - Label": "Work",
        "Address 1 - PO Box": "9",
        "Address 1 - Extended Address": "Ward 3",
        "Address 1 - Street": "1 Quay",
        "Address 1 - City": "Bergen",
        "Address 1 - Postal Code": "5003",
        "Address 1 - Country": "NO",
    }
    assert cells_of(write_outlook_csv, person) == {
        "Business Address PO Box": "9",
        "Business Street 2": "Ward 3",
        "Business Street": "1 Quay",
        "Business City": "Bergen",
        "Business Postal Code": "5003",
        "Business Country/Region": "NO",
    }


def test_addresses_without_a_column_go_into_the_notes() -> None:
    person = VCardPerson("1", "Asha", addresses=[QUAY] * 4)
    assert cells_of(write_google_csv, person)["Notes"] == "Address (work): 1 Quay 5003 Bergen"
    assert cells_of(write_outlook_csv, person)["Notes"].count("Address (work)") == 2


def test_a_birthday_without_its_year_goes_along() -> None:
    person = VCardPerson("1", "Asha", birthday_text="--02-18")
    assert cells_of(write_google_csv, person)["Birthday"] == " --02-18"
    assert cells_of(write_outlook_csv, person)["Notes"] == "Birthday: --02-18"
    [card] = read("".join(write_google_csv([person])))
    assert card.contact.birthday == "--02-18"


def test_further_values_share_googles_last_column() -> None:
    person = VCardPerson("1", "Asha", emails=[TypedValue(f"{n}@example.org") for n in range(6)])
    cells = cells_of(write_google_csv, person)
    assert cells["E-mail 4 - Value"] == "3@example.org ::: 4@example.org ::: 5@example.org"
    [card] = read("".join(write_google_csv([person])))
    assert [email.value for email in card.contact.emails] == [f"{n}@example.org" for n in range(6)]


def test_what_outlook_has_no_column_for_goes_into_the_notes() -> None:
    person = VCardPerson(
        "1",
        "Asha",
        phones=[TypedValue(str(n), "mobile") for n in range(4)] + [TypedValue("9", "pager")] * 2,
        emails=[TypedValue(f"{n}@example.org") for n in range(4)],
        links=["https://example.org", "https://example.org/asha"],
        note="Twins",
    )
    cells = cells_of(write_outlook_csv, person)
    assert (cells["Mobile Phone"], cells["Other Phone"], cells["Primary Phone"]) == ("0", "1", "2")
    assert cells["Notes"].split("\n") == [
        "Twins",
        "E-mail: 3@example.org",
        "Phone (mobile): 3",
        "Phone (pager): 9",
        "Link: https://example.org/asha",
    ]


texts = st.text(max_size=10)
hostile = st.one_of(texts, st.builds("{}{}".format, st.sampled_from("'=+-@\t\r"), texts))
typed_hostile = st.lists(st.builds(TypedValue, hostile, hostile), max_size=8)
strangers = st.builds(
    VCardPerson,
    uid=hostile,
    name=hostile,
    first=hostile,
    organisation=hostile,
    phones=typed_hostile,
    emails=typed_hostile,
    addresses=typed_hostile,
    birthday_text=hostile,
    links=st.lists(hostile),
    note=hostile,
    categories=st.lists(hostile),
)


@pytest.mark.parametrize("write", EVERYTHING)
@given(stranger=strangers)
def test_no_cell_runs_as_a_formula_or_breaks_the_row(write: Any, stranger: VCardPerson) -> None:
    text = "".join(write([stranger]))
    text.encode()
    header, row = csv.reader(io.StringIO(text, newline=""))
    assert tuple(header) == EVERYTHING[write]
    assert len(row) == len(header)
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)
    read(text)


@pytest.mark.parametrize("write", EVERYTHING)
def test_a_long_list_is_written_piece_by_piece(write: Any) -> None:
    pieces = list(islice(write(repeat(VCardPerson("1", "Asha"))), 3))
    assert [piece.count("\r\n") for piece in pieces] == [1, 1, 1]


@pytest.mark.parametrize("write", EVERYTHING)
def test_only_a_number_of_figures_and_marks_goes_without_an_apostrophe(write: Any) -> None:
    person = VCardPerson("1", "Asha", phones=[TypedValue("+1", "work"), TypedValue("+A1", "work")])
    numbers = [cell for name, cell in cells_of(write, person).items() if "Phone" in name]
    assert {" +1", "'+A1"} <= set(numbers)


# --- round trip -----------------------------------------------------------------------------

_TEXT = st.text(
    st.characters(exclude_categories=["C", "Z"], exclude_characters=":;,*\ufffd"), max_size=9
)
_WORDS = st.lists(_TEXT.filter(bool), min_size=1, max_size=3).map(" ".join)
_MAYBE = st.just("") | _WORDS
_NUMBERS = st.sampled_from(["+1 555 0100", "(555) 0101", "=1", "+49 (0) 30/1", "'+1"]) | _WORDS
_KINDS = ["mobile", "work", "home", "main", "work fax", "home fax", "pager"]


def _typed(values: st.SearchStrategy[str], kinds: list[str], most: int) -> Any:
    kind = st.sampled_from(kinds)
    typed = st.builds(TypedValue, values, kind)
    return st.lists(typed, max_size=most, unique_by=lambda value: value.type)


def _addresses(extended: st.SearchStrategy[str]) -> Any:
    parts = st.tuples(_MAYBE, extended, *[_MAYBE] * 5).filter(any)
    addresses = st.builds(Address, _WORDS, st.sampled_from(["work", "home", "other"]), parts)
    return st.lists(addresses, max_size=3, unique_by=lambda address: address.type)


def _people(**fields: Any) -> st.SearchStrategy[VCardPerson]:
    usual = dict.fromkeys(("last", "middle", "prefix", "suffix", "department", "title"), _MAYBE)
    links = st.lists(st.sampled_from(["https://example.org/a,b"]), max_size=1)
    usual |= {"uid": _WORDS, "name": _WORDS, "first": _WORDS, "organisation": _MAYBE}
    usual |= {"note": st.lists(_WORDS).map("\n".join), "links": links}
    usual |= {"categories": st.lists(_WORDS), "birthday": st.none() | st.dates()}
    return st.builds(VCardPerson, **usual, **fields)


def _assert_same(card: CsvCard, person: VCardPerson) -> None:
    contact = card.contact
    assert (card.error, card.dropped) == (None, ())
    for name in ("first", "middle", "last", "prefix", "suffix"):
        assert getattr(contact, name) == getattr(person, name)
    for name in ("organisation", "department", "title", "note"):
        assert getattr(contact, name) == getattr(person, name)
    assert (list(contact.links), list(contact.categories)) == (person.links, person.categories)
    assert contact.birthday == (person.birthday.isoformat() if person.birthday else "")
    assert contact.unmodelled == ()


@given(
    _people(
        phones=_typed(_NUMBERS, [*_KINDS, "fax", "other", "Ski hut"], 6),
        emails=_typed(_WORDS, ["work", "home", "other"], 3),
        addresses=_addresses(_MAYBE),
    )
)
def test_what_google_gets_is_read_back_the_same(person: VCardPerson) -> None:
    [card] = read("".join(write_google_csv([person])))
    _assert_same(card, person)
    contact = card.contact
    assert [(v.value, v.type) for v in contact.phones] == [(v.value, v.type) for v in person.phones]
    assert [(v.value, v.type) for v in contact.emails] == [(v.value, v.type) for v in person.emails]
    assert list(contact.addresses) == [PostalAddress(a.type, *a.parts) for a in person.addresses]


@given(
    _people(
        phones=_typed(_NUMBERS, _KINDS, 6),
        emails=_typed(_WORDS, ["work", "home", "other"], 3),
        addresses=_addresses(st.just("")),
    )
)
def test_what_outlook_gets_is_read_back_the_same(person: VCardPerson) -> None:
    [card] = read("\ufeff" + "".join(write_outlook_csv([person])))
    _assert_same(card, person)
    contact = card.contact
    assert {(v.value, v.type) for v in contact.phones} == {
        (phone.value, phone.type) for phone in person.phones
    }
    assert [email.value for email in contact.emails] == [email.value for email in person.emails]
    assert set(contact.addresses) == {PostalAddress(a.type, *a.parts) for a in person.addresses}
