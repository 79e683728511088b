"""Ways to reach a person, safe to tap."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.contacts.model import Contact
from webapp.contacts.reach import mail_link, phone_link, ways_to_reach, web_link


def test_each_way_says_what_it_is() -> None:
    contact = Contact(
        emails=[{"value": "ngozi@example.org", "type": "work"}],
        phones=[{"value": "+1 (555) 010-0100", "type": "mobile"}, {"value": "12", "type": ""}],
        links=["https://www.linkedin.com/in/ngozi/", "example.org/ngozi", "javascript:alert(1)"],
    )
    assert [tuple(way) for way in ways_to_reach(contact)] == [
        ("E-mail, work", "ngozi@example.org", "mailto:ngozi@example.org"),
        ("Phone, mobile", "+1 (555) 010-0100", "tel:+15550100100"),
        ("Phone", "12", "tel:12"),
        ("LinkedIn", "linkedin.com/in/ngozi", "https://www.linkedin.com/in/ngozi/"),
        ("Web", "example.org/ngozi", "https://example.org/ngozi"),
        ("Web", "javascript:alert(1)", None),
    ]


@pytest.mark.parametrize(
    ("number", "link"),
    [
        ("+44 20 7946 0000 ext 5", "tel:+442079460000"),
        ("555-0100;ext=7", "tel:5550100"),
        ("ask at the desk", None),
        ("", None),
    ],
)
def test_an_extension_is_left_for_the_person_to_dial(number: str, link: str | None) -> None:
    assert phone_link(number) == link


@pytest.mark.parametrize("extra", ["?bcc=me@example.org", "&body=hello", "#top"])
def test_nothing_typed_behind_an_address_reaches_the_message(extra: str) -> None:
    link = mail_link(f"ngozi@example.org{extra}")
    assert link and not set(link) & set("?&#")


@pytest.mark.parametrize("text", ["mailto:me@example.org", "tel:123", "javascript:alert(1)", ""])
def test_what_is_not_on_the_web_is_no_web_link(text: str) -> None:
    assert web_link(text) is None


@given(st.text())
def test_no_address_puts_more_into_a_message_than_its_own(address: str) -> None:
    link = mail_link(address.encode("utf-8", "ignore").decode())
    assert link is None or (link.startswith("mailto:") and not set(link) & set("?&\r\n #"))


@given(st.text())
def test_only_web_addresses_are_followed(text: str) -> None:
    link = web_link(text)
    assert link is None or link.startswith(("http://", "https://"))
