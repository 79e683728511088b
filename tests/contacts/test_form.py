"""The form of a person: flat fields in, values out."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from webapp.contacts.details import ContactChanges
from webapp.contacts.form import read_contact_form


def test_what_is_not_in_the_form_is_not_given() -> None:
    assert read_contact_form(MultiDict({"name": "Ngozi"})) == {"name": "Ngozi"}


def test_lists_come_in_the_order_of_their_numbers_without_blanks() -> None:
    form = MultiDict(
        {
            "emails.10.value": "second@example.org",
            "emails.2.value": "first@example.org",
            "emails.2.type": "home",
            "emails.11.value": "  ",
            "emails.11.type": "work",
            "phones.0.value": "",
        }
    )
    assert read_contact_form(form) == {
        "emails": [{"value": "first@example.org", "type": "home"}, {"value": "second@example.org"}],
        "phones": [],
    }


def test_line_breaks_are_those_that_were_typed() -> None:
    form = MultiDict({"note": "one\r\ntwo", "links": "a.example.org\r\n\r\nb.example.org\r\n"})
    assert read_contact_form(form) == {
        "note": "one\ntwo",
        "links": ["a.example.org", "b.example.org"],
    }


def test_no_event_chosen_is_no_event() -> None:
    ngozi = "01900000-0000-7000-8000-000000000000"
    form = MultiDict({"encounters.0.id": ngozi, "encounters.0.event_id": ""})
    changes = ContactChanges.model_validate(read_contact_form(form))
    assert changes.encounters[0].id == UUID(ngozi)
    assert changes.model_dump(exclude_unset=True)["encounters"] == [
        {"id": UUID(ngozi), "event_id": None}
    ]


@given(st.dictionaries(st.text(), st.text()))
def test_any_form_is_read(fields: dict[str, str]) -> None:
    read_contact_form(MultiDict(fields))
