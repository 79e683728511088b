"""What of a card is new to a contact."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import NOON
from webapp.contacts.model import Contact
from webapp.db import new_id
from webapp.formats.csv_people import OwnExtras
from webapp.formats.vcard_contact import PostalAddress, ReadContact, TypedValue
from webapp.imports.fill import additions, values_of

TEXT = st.text(st.sampled_from("ab é\n;"), max_size=8)
TYPED = st.builds(TypedValue, TEXT, st.sampled_from(["work", "mobile"]))
CARDS = st.builds(
    ReadContact,
    name=TEXT,
    first=TEXT,
    last=TEXT,
    organisation=TEXT,
    title=TEXT,
    birthday=TEXT,
    note=TEXT,
    uid=TEXT,
    emails=st.lists(TYPED, max_size=2).map(tuple),
    phones=st.lists(TYPED, max_size=2).map(tuple),
    links=st.lists(TEXT, max_size=2).map(tuple),
    categories=st.lists(TEXT, max_size=2).map(tuple),
    addresses=st.lists(st.builds(PostalAddress, city=TEXT), max_size=2).map(tuple),
)


def known(**values: Any) -> Contact:
    """A contact with these values and nothing else."""
    contact = Contact(owner_id=new_id(), id=new_id(), newest_at=NOON)
    empty = values_of(ReadContact(name="Bao Tran"), OwnExtras())
    for name, value in {**empty, **values}.items():
        setattr(contact, name, value)
    return contact


def new_in(card: ReadContact, contact: Contact) -> dict[str, Any]:
    """What the card adds."""
    return additions(contact, values_of(card, OwnExtras()), "US")


@given(CARDS, CARDS)
def test_what_was_filled_in_is_not_new_again(one: ReadContact, other: ReadContact) -> None:
    contact = known(**values_of(one, OwnExtras()))
    for name, value in new_in(other, contact).items():
        setattr(contact, name, value)
    assert new_in(other, contact) == {}
    assert new_in(one, contact) == {}


@given(CARDS, CARDS)
def test_nothing_that_was_known_is_overwritten(one: ReadContact, other: ReadContact) -> None:
    contact = known(**values_of(one, OwnExtras()))
    for name, value in new_in(other, contact).items():
        before = getattr(contact, name)
        assert not before or value[: len(before)] == before


@pytest.mark.parametrize(
    ("field", "had", "given"),
    [
        ("phones", "(212) 555-0148", "+1 212 555 0148"),
        ("emails", "Ngozi@Example.org", "ngozi@example.org"),
    ],
)
def test_another_way_to_write_it_is_not_new(field: str, had: str, given: str) -> None:
    contact = known(**{field: [{"value": had, "type": "work"}]})
    card = ReadContact(name="Bao Tran", **{field: (TypedValue(given),)})  # type: ignore[arg-type]
    assert new_in(card, contact) == {}


def test_a_link_without_its_scheme_is_not_new() -> None:
    contact = known(links=["example.org/bao"])
    assert new_in(ReadContact(name="Bao Tran", links=("https://example.org/bao",)), contact) == {}


def test_what_differs_goes_into_the_note() -> None:
    contact = known(organisation="Mercy Hospital", note="Met twice")
    card = ReadContact(name="Bao T. Tran", organisation="City Clinic")
    note = "Met twice\nName: Bao T. Tran\nOrganisation: City Clinic"
    assert new_in(card, contact) == {"note": note}


def test_the_parts_of_another_name_are_not_taken() -> None:
    card = ReadContact(name="Lan Vu", first="Lan", last="Vu")
    assert new_in(card, known()) == {"note": "Name: Lan Vu"}
