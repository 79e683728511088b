"""Addresses and numbers in running text."""

import pytest

from webapp.formats.signature_reach import GAP, Reach, take_reach


def taken(line: str) -> tuple[Reach, str]:
    reach = Reach()
    return reach, take_reach(line, reach)


def phones(line: str) -> list[tuple[str, str]]:
    return [(phone.value, phone.type) for phone in taken(line)[0].phones]


@pytest.mark.parametrize(
    ("line", "emails"),
    [
        ("asha@example.org", ["asha@example.org"]),
        ("E: asha@example.org.", ["asha@example.org"]),
        ("Email:asha.rao+x@mail.example.org", ["asha.rao+x@mail.example.org"]),
        ("asha@example.org<mailto:asha@example.org>", ["asha@example.org"] * 2),
        ("asha@localhost @twitter", []),
    ],
)
def test_an_email_address_is_found(line: str, emails: list[str]) -> None:
    assert [email.value for email in taken(line)[0].emails] == emails


@pytest.mark.parametrize(
    ("line", "links"),
    [
        ("Web: www.example.org/asha", ["https://www.example.org/asha"]),
        ("(linkedin.com/in/asharao)", ["https://linkedin.com/in/asharao"]),
        (
            "EXAMPLE.ORG | http://example.org:8080/x",
            ["https://example.org", "http://example.org:8080/x"],
        ),
        ("Sr.Resident, Ph.D., e.g. this", []),
        ("javascript:alert(1) ftp://example.org", []),
    ],
)
def test_a_link_is_found_and_made_safe(line: str, links: list[str]) -> None:
    assert taken(line)[0].links == links


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("+1 (555) 010-0100", [("+1 (555) 010-0100", "other")]),
        ("555 0100", [("555 0100", "other")]),
        ("Tel: 555 0100", [("555 0100", "other")]),
        ("M 555.0100 | Office fax: 5550101", [("555.0100", "mobile"), ("5550101", "work fax")]),
        ("(c) 555 0100", [("555 0100", "mobile")]),
        ("+49 (0) 30 / 1234567 (home)", [("+49 (0) 30 / 1234567", "home")]),
        ("T: 030 1234567 / 030 7654321", [("030 1234567", "other"), ("030 7654321", "other")]),
        (
            "Phone: 555 0100 ext. 12, pager 5550102",
            [("555 0100 ext. 12", "other"), ("5550102", "pager")],
        ),
        ("Cork T12 X456, 62701-1234", []),
        ("2019 - 2024", []),
        ("Registration: 1234567890", []),
        ("1 Main Street 12345", []),
    ],
)
def test_a_phone_number_is_found_with_its_kind(line: str, found: list[tuple[str, str]]) -> None:
    assert phones(line) == found


def test_what_is_left_has_a_gap_for_each_and_no_labels() -> None:
    _, rest = taken("Asha Rao, Email: a@example.org, Tel. +1 555 0100, Cork")
    assert rest == f"Asha Rao, {GAP} {GAP}, Cork"
