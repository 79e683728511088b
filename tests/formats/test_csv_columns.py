"""Telling whose list a header belongs to, and what its columns fill."""

import pytest

from webapp.formats.csv_columns import Column, HeaderKind, column, is_known, kind_of
from webapp.formats.csv_contacts import COLUMNS
from webapp.formats.csv_fields import FIELDS
from webapp.formats.csv_google import GOOGLE_COLUMNS
from webapp.formats.csv_outlook import OUTLOOK_COLUMNS

LINKEDIN = ["First Name", "Last Name", "URL", "Email Address", "Company", "Position"]


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (COLUMNS, "own"),
        (COLUMNS[10:], "own"),
        (GOOGLE_COLUMNS, "google"),
        (["Name", "Given Name", "Family Name", "Notes"], "google"),
        (["First Name", "Phone 1 - Label", "Phone 1 - Value"], "google"),
        (OUTLOOK_COLUMNS, "outlook"),
        (["First Name", "Last Name", "E-mail 2 Address", "Mobile Phone"], "outlook"),
        ([*LINKEDIN, "Connected On"], "linkedin"),
        (["Name", "Email", "Phone"], "unknown"),
        ([], "unknown"),
    ],
)
def test_a_list_is_known_by_its_columns(names: list[str], kind: HeaderKind) -> None:
    assert kind_of(names) == kind
    assert kind_of(name.upper() for name in reversed(names)) == kind


@pytest.mark.parametrize(
    ("name", "kind", "known"),
    [
        ("Title", "outlook", Column("Title", "prefix")),
        ("Title", "own", Column("Title", "title")),
        ("Met on", "own", Column("Met on", "met_on")),
        ("Place", "unknown", Column("Place", "other")),
        ("E-mail 2 - Label", "google", Column("E-mail 2 - Label", "email_type", "email 2")),
        ("E-mail 2 - Value", "google", Column("E-mail 2 - Value", "email", "email 2")),
        (
            "Custom Field 1 - Label",
            "google",
            Column("Custom Field 1 - Label", "other_type", "custom field 1"),
        ),
        ("IM 1 - Service", "google", Column("IM 1 - Service", "other_type", "im 1")),
        ("Website 1 - Label", "google", Column("Website 1 - Label", None, "website 1")),
        (
            "Organization 1 - Title",
            "google",
            Column("Organization 1 - Title", "title", "organization 1"),
        ),
        (
            "Organization 1 - Symbol",
            "google",
            Column("Organization 1 - Symbol", "other", "organization 1"),
        ),
        (
            "Address 1 - PO Box",
            "google",
            Column("Address 1 - PO Box", "address_po_box", "address 1"),
        ),
        ("Business Street 2", "outlook", Column("Business Street 2", "address_street", "work")),
        ("Home Address PO Box", "outlook", Column("Home Address PO Box", "address_po_box", "home")),
        ("Home Phone 2", "outlook", Column("Home Phone 2", "phone_home")),
        ("E-mail 2 Display Name", "outlook", Column("E-mail 2 Display Name", None)),
        ("Spouse", "outlook", Column("Spouse", "other")),
    ],
)
def test_a_column_fills_its_field(name: str, kind: HeaderKind, known: Column) -> None:
    assert column(name, kind) == known


@pytest.mark.parametrize("names", [COLUMNS, GOOGLE_COLUMNS, OUTLOOK_COLUMNS, LINKEDIN])
def test_every_column_of_a_usual_list_is_known(names: list[str]) -> None:
    assert all(map(is_known, names))
    fields = {column(name, kind_of(names)).field for name in names} - {None}
    assert fields <= FIELDS.keys()


def test_a_name_that_nobody_uses_is_not_known() -> None:
    assert not is_known("Shoe size")
    assert is_known("Connected On")
