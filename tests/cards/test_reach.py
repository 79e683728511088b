"""Rows of the public page: what is read, and where a tap leads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cards.conftest import ASHA
from webapp.cards.reach import Reach, reaches, telephone_link


def rows(**changes: object) -> list[Reach]:
    values = {name: ASHA[name] for name in ("emails", "phones", "links")}
    return list(reaches(**{**values, **changes}))


def test_each_way_is_a_row_with_its_kind() -> None:
    assert rows() == [
        Reach("asha.rao@example.org", "E-mail", "mailto:asha.rao@example.org"),
        Reach("+1 473 555 0100", "Mobile", "tel:+14735550100"),
        Reach("+1 473 555 0199", "Work", "tel:+14735550199"),
        Reach("linkedin.com/in/asharao", "LinkedIn", "https://www.linkedin.com/in/asharao"),
        Reach("example.org/asha", "Link", "https://example.org/asha"),
    ]


def test_an_address_cannot_smuggle_in_a_subject_or_a_second_reader() -> None:
    odd = [{"value": "a?subject=x&cc=b@example.org", "type": "work"}]
    assert rows(emails=odd, phones=[], links=[])[0].link == (
        "mailto:a%3Fsubject%3Dx%26cc%3Db@example.org"
    )


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "intent://x"])
def test_an_unsafe_link_is_only_text(link: str) -> None:
    assert rows(emails=[], phones=[], links=[link])[0].link is None


@pytest.mark.parametrize(
    ("number", "link"),
    [
        ("+49 (0)30 123456", "tel:+4930123456"),
        ("(473) 555-0100", "tel:4735550100"),
        ("(+1) 473 555 0100 ext. 12", "tel:+14735550100"),
        ("473.555.0100 x12", "tel:4735550100"),
        ("473 555 0100;12", "tel:4735550100"),
        ("call me", None),
        ("", None),
    ],
)
def test_a_number_is_dialled_without_its_ornaments(number: str, link: str | None) -> None:
    assert telephone_link(number) == link


@given(st.text())
def test_whatever_stands_there_only_a_number_is_dialled(number: str) -> None:
    link = telephone_link(number)
    assert link is None or link.removeprefix("tel:").removeprefix("+").isdigit()
