"""Putting addresses together from columns."""

from webapp.formats.csv_addresses import addresses_of
from webapp.formats.vcard_contact import PostalAddress


def test_several_addresses_in_the_cells_are_several_addresses() -> None:
    columns = {"street": [["1 Main St", "2 Side St"], ["Floor 2"]], "city": [["Cork", "Bergen"]]}
    assert list(addresses_of("work", columns)) == [
        PostalAddress("work", street="1 Main St\nFloor 2", city="Cork"),
        PostalAddress("work", street="2 Side St", city="Bergen"),
    ]


def test_the_whole_address_stands_in_for_a_street_that_is_missing() -> None:
    whole = {"": [["1 Main St\nCork"]]}
    assert list(addresses_of("home", whole)) == [PostalAddress("home", street="1 Main St\nCork")]
    both = whole | {"street": [["1 Main St"]]}
    assert list(addresses_of("home", both)) == [PostalAddress("home", street="1 Main St")]
