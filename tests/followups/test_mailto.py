"""Addresses that open the mail program."""

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.followups.mailto import mailto

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


def opened(address: str) -> tuple[str, dict[str, str]]:
    """What a mail program makes of an address (RFC 6068, 2): a plus is a plus."""
    to, _, headers = address.removeprefix("mailto:").partition("?")
    pairs = (header.split("=") for header in headers.split("&"))
    return unquote(to), {name: unquote(value) for name, value in pairs}


def test_a_letter_arrives_as_it_was_written() -> None:
    address = mailto("ngozi@example.org", "50 % & more?", "Dear Ngozi,\n\nà bientôt + 1")
    assert address == (
        "mailto:ngozi@example.org?subject=50%20%25%20%26%20more%3F"
        "&body=Dear%20Ngozi%2C%0D%0A%0D%0A%C3%A0%20bient%C3%B4t%20%2B%201"
    )


def test_without_an_address_the_letter_opens_all_the_same() -> None:
    assert mailto("", "Hello", "You") == "mailto:?subject=Hello&body=You"


@pytest.mark.parametrize(
    "to", ["a@b.org?bcc=x@y.org", "a@b.org&bcc=x@y.org", "a@b.org\r\nBcc: x@y.org", "a,b@c.org"]
)
def test_an_address_can_add_no_header_and_nobody_else(to: str) -> None:
    address = mailto(to, "Hello", "You")
    assert address.count("?") == 1
    assert address.count("&") == 1
    assert not any(mark in address.partition("?")[0] for mark in (",", "&", "%0D", "%0A"))
    assert set(opened(address)[1]) == {"subject", "body"}


def test_a_subject_has_one_line() -> None:
    assert opened(mailto("", "One\r\nBcc: x@y.org", ""))[1]["subject"] == "One Bcc: x@y.org"


def test_half_a_character_breaks_nothing() -> None:
    assert opened(mailto("", "\ud800", "\udfff"))[1] == {"subject": "?", "body": "?"}


@given(subject=TEXT, body=TEXT)
def test_decoding_gives_back_the_same_text(subject: str, body: str) -> None:
    address = mailto("a@example.org", subject, body)
    assert address.isascii()
    assert not {" ", "\n", '"', "<"} & set(address)
    to, headers = opened(address)
    assert to == "a@example.org"
    assert headers["subject"] == " ".join(subject.split())
    lines = body.replace("\r\n", "\n").replace("\r", "\n")
    assert headers["body"].replace("\r\n", "\n") == lines
    assert headers["body"].count("\n") == headers["body"].count("\r\n")
