"""Putting a person together from the cells of a row."""

from webapp.formats.csv_columns import HeaderKind, column
from webapp.formats.csv_people import Cell, OwnExtras, RowPerson
from webapp.formats.vcard_contact import PostalAddress, ReadContact, TypedValue


def person(cells: dict[str, str], kind: HeaderKind = "google") -> ReadContact | None:
    row = [Cell(column(name, kind), text) for name, text in cells.items()]
    return RowPerson(row, google=kind == "google").contact()


def test_a_kind_belongs_to_the_value_of_its_number() -> None:
    contact = person(
        {
            "Phone 1 - Label": "Work",
            "Phone 2 - Value": "2",
            "Phone 1 - Value": "1 ::: 11",
            "Phone 2 - Label": "* Mobile",
            "E-mail 1 - Value": "a@example.org",
        }
    )
    assert contact is not None
    assert contact.phones == (
        TypedValue("2", "mobile"),
        TypedValue("1", "work"),
        TypedValue("11", "work"),
    )
    assert contact.emails == (TypedValue("a@example.org", "other"),)


def test_the_parts_of_an_address_are_put_together() -> None:
    contact = person(
        {
            "First Name": "Asha",
            "Address 1 - Label": "Home",
            "Address 1 - Formatted": "1 Main St\nTown",
            "Address 1 - Street": "1 Main St ::: 2 Side St",
            "Address 1 - City": "Town ::: Village",
            "Address 2 - Formatted": "all in one",
        }
    )
    assert contact is not None
    assert contact.addresses == (
        PostalAddress("home", street="1 Main St", city="Town"),
        PostalAddress("home", street="2 Side St", city="Village"),
        PostalAddress("other", street="all in one"),
    )


def test_outlooks_street_lines_are_one_street() -> None:
    contact = person(
        {
            "Company": "Mercy",
            "Business Street": "Ward 3",
            "Business Street 2": "1 Main St",
            "Business Country/Region": "Ireland",
            "Home City": "Cork",
        },
        "outlook",
    )
    assert contact is not None
    assert contact.addresses == (
        PostalAddress("work", street="Ward 3\n1 Main St", country="Ireland"),
        PostalAddress("home", city="Cork"),
    )


def test_what_has_no_field_goes_into_the_note_under_its_name() -> None:
    contact = person(
        {
            "Name": "Asha",
            "Notes": " as typed ",
            "Custom Field 1 - Label": "Blood",
            "Custom Field 1 - Value": "A+",
            "Relation 1 - Value": "Tom",
            "Organization 1 - Name": "Mercy ::: Acme",
            "Organization 2 - Name": "Grant",
            "Gender": "Unspecified",
        }
    )
    assert contact is not None
    assert contact.organisation == "Mercy"
    assert contact.note.split("\n") == [
        " as typed ",
        "Blood: A+",
        "Relation 1 - Value: Tom",
        "Organization 1 - Name: Acme",
        "Organization 2 - Name: Grant",
    ]


def test_nickname_spoken_name_and_photo_are_kept_and_no_photo_is_fetched() -> None:
    contact = person(
        {
            "First Name": "Asha",
            "Nickname": "A; B",
            "Phonetic Last Name": "Raow",
            "Photo": "https://example.org/p.jpg",
        }
    )
    assert contact is not None
    assert contact.photo is None
    assert contact.unmodelled == (
        r"NICKNAME:A\; B",
        "X-PHONETIC-LAST-NAME:Raow",
        "PHOTO;VALUE=uri:https://example.org/p.jpg",
    )
    unsafe = person({"Name": "Asha", "Photo": "javascript:alert(1)"})
    assert unsafe is not None
    assert (unsafe.unmodelled, unsafe.note) == ((), "Photo: javascript:alert(1)")


def test_the_name_is_the_best_that_the_row_has() -> None:
    rows = [
        {"Name": "Asha Rao", "First Name": "Asha"},
        {"Name Prefix": "Dr.", "First Name": "Asha", "Last Name": "Rao", "Name Suffix": "MD"},
        {"Organization Name": "Mercy", "E-mail": "a@example.org"},
        {"Phone": "1", "E-mail": "a@example.org"},
        {"Phone": "1"},
    ]
    names = [contact.name for row in rows if (contact := person(row))]
    assert names == ["Asha Rao", "Dr. Asha Rao MD", "Mercy", "a@example.org", "1"]


def test_a_row_without_any_of_these_is_nobody() -> None:
    assert person({"Notes": "x", "Website 1 - Value": "https://example.org"}) is None
    assert person({"Name": ":::", "E-mail": " ::: "}) is None


def test_our_own_columns_come_back_beside_the_contact() -> None:
    cells = {"School": "Grant", "Detail": " twins ", "Met on": "2026-04-03", "Stage": "mentor"}
    row = RowPerson([Cell(column(n, "own"), text) for n, text in cells.items()], google=False)
    assert row.extras() == OwnExtras(
        school="Grant", detail=" twins ", met_on="2026-04-03", stage="mentor"
    )
