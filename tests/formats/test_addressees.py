"""People from a list of addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.formats.addressees import read_addressees
from webapp.formats.vcard_contact import ReadContact, TypedValue


def test_everyone_in_a_list_of_addressees_is_read() -> None:
    people = read_addressees(
        'To: Asha Rao <asha@example.org>, "Lee, Ben" <ben@example.org>;\n'
        "Dr. Cy Ono, MD <cy@example.org>\n<dee@example.org>\n"
    )
    assert [(person.name, person.emails[0].value) for person in people] == [
        ("Asha Rao", "asha@example.org"),
        ("Ben Lee", "ben@example.org"),
        ("Dr. Cy Ono, MD", "cy@example.org"),
        ("dee@example.org", "dee@example.org"),
    ]
    assert people[2] == ReadContact(
        name="Dr. Cy Ono, MD",
        first="Cy",
        last="Ono",
        prefix="Dr.",
        suffix="MD",
        emails=(TypedValue("cy@example.org"),),
    )


@pytest.mark.parametrize(
    "text",
    ["", "Asha Rao", "asha@example.org", "Asha <asha@example.org>\nMercy Hospital", "<a@b", "<@>"],
)
def test_any_other_text_is_no_list_of_addressees(text: str) -> None:
    assert read_addressees(text) == ()


@given(st.lists(st.sampled_from([*"<>@,;: \n\"'", "Asha", "<a@b.org>", "to:"])).map("".join))
def test_everyone_in_any_text_has_a_name_and_an_address(text: str) -> None:
    for person in read_addressees(text):
        assert person.name
        assert len(person.emails) == 1
