"""Phone numbers as people type them."""

import phonenumbers
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from webapp.accounts.details import time_zones
from webapp.contacts.phone_numbers import region_of, same_number, tail

SAME = [
    ("+1 973 555 0101", "(973) 555-0101", None),
    ("+1 973 555 0101", "19735550101", "US"),
    ("973.555.0101", "973 555 0101", None),
    ("+49 171 1234567", "0171/1234567", None),
    ("0049 171 1234567", "+49 171 1234567", None),
    ("011 49 171 1234567", "+49 171 1234567", "US"),
    ("0171 1234567", "171 1234567", "DE"),
    ("+2348012345678", "0801 234 5678", None),
    ("٠١٧١ ١٢٣٤٥٦٧", "+49 171 1234567", None),
    ("+44 20 7946 0018", "020 7946 0018", "US"),
    ("+39 06 698 12345", "06 69812345", "IT"),
    ("tel:+1-973-555-0101", "+1 973 555 0101", None),
    ("+1 973 555 0101 ext. 12", "973-555-0101 x12", "US"),
]
DIFFERENT = [
    ("+1 973 555 0101", "+44 973 555 0101", None),
    ("+1 973 555 0101", "+1 201 555 0101", None),
    ("+1 973 555 0100 ext 12", "+1 973 555 0100 ext 13", "US"),
    ("+1 973 555 0100 ext 12", "+1 973 555 0100", "US"),
    ("555 0101", "973 555 0101", "US"),
    ("call me", "call me", None),
    ("", "", "US"),
]


@pytest.mark.parametrize(("one", "other", "region"), SAME)
def test_one_number_in_two_spellings_is_one(one: str, other: str, region: str | None) -> None:
    assert same_number(one, other, region)
    assert same_number(other, one, region)
    assert tail(one) == tail(other) is not None


@pytest.mark.parametrize(("one", "other", "region"), DIFFERENT)
def test_two_numbers_are_two_and_junk_is_none(one: str, other: str, region: str | None) -> None:
    assert not same_number(one, other, region)
    assert not same_number(other, one, region)


def test_an_extension_of_the_house_is_not_compared() -> None:
    assert tail("4-1234") is None
    assert tail("+290 4123") == "4123"


@pytest.mark.parametrize(
    ("zone", "region"),
    [
        ("America/New_York", "US"),
        ("US/Eastern", "US"),
        ("Europe/Stockholm", "SE"),
        ("Asia/Calcutta", "IN"),
        ("Africa/Lagos", "NG"),
        ("UTC", None),
        ("nowhere", None),
    ],
)
def test_a_time_zone_tells_the_country(zone: str, region: str | None) -> None:
    assert region_of(zone) == region


def test_most_time_zones_are_known() -> None:
    known = {zone for zone in time_zones() if region_of(zone)}
    assert len(known) > 500


@given(st.from_regex("[+]1[ -]?[2-9][0-9]{2}[ -]?[0-9]{3}[ -]?[0-9]{4}", fullmatch=True))
def test_a_north_american_number_ends_as_the_library_reads_it(number: str) -> None:
    assert tail(number) == str(phonenumbers.parse(number, "US").national_number)[-7:]


@given(st.text(max_size=30), st.text(max_size=30), st.sampled_from([None, "US", "DE", "XX"]))
@example("+" * 300, "1" * 300, "US")
def test_any_text_can_be_compared(one: str, other: str, region: str | None) -> None:
    assert same_number(one, other, region) in (True, False)
    assert tail(one) is None or tail(one).isdigit()
