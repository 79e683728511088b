"""The names of columns, and the fields behind them."""

import pytest

from webapp.formats.csv_fields import FIELD_BY_NAME, FIELDS, common_field, plain_name


def test_every_known_name_leads_to_a_field_that_a_screen_can_show() -> None:
    assert set(FIELD_BY_NAME.values()) <= FIELDS.keys()
    assert all(name == plain_name(name) for name in FIELD_BY_NAME)


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("E-mail 1 - Value", "email 1 value"),
        ("  FIRST_name ", "first name"),
        ("Country/Region", "country region"),
        ("Ｎａｍｅ", "name"),
        ("", ""),
    ],
)
def test_a_name_is_the_same_however_it_is_spelt(name: str, plain: str) -> None:
    assert plain_name(name) == plain


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("email 2 address", "email"),
        ("business phone 2", "phone_work"),
        ("web page 1", "link"),
        ("address 2", "address_extended"),
        ("shoe size", None),
        ("vorname", "first"),
        ("correo electrónico", "email"),
        ("téléphone portable", "phone_mobile"),
    ],
)
def test_a_number_in_a_name_makes_no_other_field(name: str, field: str | None) -> None:
    assert common_field(name) == field
