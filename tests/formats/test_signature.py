"""Reading a person off pasted text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import at_most
from tests.formats.work import counted_calls
from webapp.formats.signature import read_signature
from webapp.formats.vcard_contact import ReadContact, TypedValue

SIGNATURE = """Asha Rao, MD, PhD
Chief Resident, Department of Internal Medicine
Mercy Hospital
123 Main Street, Suite 400, Springfield, IL 62701
Office: (555) 010-0100 ext. 12 | Cell: +1 555.010.0101
asha.rao@example.org | www.example.org | linkedin.com/in/asharao
"""
ASHA = ReadContact(
    name="Asha Rao, MD, PhD",
    first="Asha",
    last="Rao",
    suffix="MD, PhD",
    organisation="Mercy Hospital",
    department="Department of Internal Medicine",
    title="Chief Resident",
    phones=(TypedValue("(555) 010-0100 ext. 12", "work"), TypedValue("+1 555.010.0101", "mobile")),
    emails=(TypedValue("asha.rao@example.org"),),
    links=("https://www.example.org", "https://linkedin.com/in/asharao"),
    note="123 Main Street, Suite 400, Springfield, IL 62701",
)


def test_a_signature_is_read() -> None:
    assert read_signature(SIGNATURE) == ASHA


@pytest.mark.parametrize(
    "mail",
    [
        f"Hi Tom,\nCall Ben at 555 0199.\n\nKind regards,\n{SIGNATURE}",
        f"Hi Tom,\nthanks for the paper.\n-- \n{SIGNATURE}",
        f"See you.\nThanks,\n{SIGNATURE}\nOn 3 Apr 2026, Tom wrote:\n> Call 555 0199\n",
    ],
)
def test_of_a_whole_mail_only_the_signature_counts(mail: str) -> None:
    assert read_signature(mail) == ASHA


def test_the_sender_of_a_mail_counts_too() -> None:
    mail = "From: Asha Rao <asha@example.org>\nTo: Tom <tom@example.org>\n\nYes.\n\nBest,\nAsha\n"
    contact = read_signature(mail)
    assert (contact.name, contact.emails) == ("Asha Rao", (TypedValue("asha@example.org"),))


@pytest.mark.parametrize(
    ("text", "name", "organisation"),
    [
        ("Asha Rao <asha@example.org>", "Asha Rao", ""),
        ('"Rao, Asha" <asha@example.org>', "Asha Rao", ""),
        ("Asha\nAcme\n555 0100", "Asha", "Acme"),
        ("Mercy Hospital\nAsha Rao", "Asha Rao", "Mercy Hospital"),
        ("Name: asha rao\nCompany: Acme", "asha rao", "Acme"),
        ("Mercy Hospital\n+1 555 0100", "Mercy Hospital", "Mercy Hospital"),
        ("asha@example.org", "asha@example.org", ""),
        ("call 555 0100", "555 0100", ""),
        ("Asha Rao\nAsha Rao\nAsha", "Asha Rao", ""),
    ],
)
def test_the_name_is_the_best_guess(text: str, name: str, organisation: str) -> None:
    contact = read_signature(text)
    assert (contact.name, contact.organisation) == (name, organisation)


def test_the_same_address_twice_is_one() -> None:
    text = (
        "Asha Rao\na@example.org<mailto:A@example.org>\nexample.org example.org\n5550100\n5550100"
    )
    contact = read_signature(text)
    assert (len(contact.emails), len(contact.links), len(contact.phones)) == (1, 1, 1)


def test_a_text_of_nothing_is_nobody() -> None:
    assert read_signature(" \n--\n\x00") == ReadContact()


_PIECES = [
    *"<>@,;:|()\n -./'\"&",
    *("Asha Rao", "MD", "Chief Resident", "Mercy Hospital", "at", "asha@example.org", "\n--\n"),
    *(
        "www.example.org",
        "+1 555 0100",
        "Fax",
        "ext. 1",
        "Best,\n",
        "From:",
        "2019",
        "\ud800",
        "\x00",
    ),
]


@given(st.text() | st.lists(st.sampled_from(_PIECES)).map("".join))
@settings(max_examples=at_most(500))
def test_any_text_has_an_answer(text: str) -> None:
    contact = read_signature(text)
    if contact.emails or contact.phones or contact.organisation:
        assert contact.name
    said = [contact.name, contact.title, contact.organisation, contact.note, *contact.links]
    assert not any("\x00" in value or "\ud800" in value for value in said)
    assert all(link.startswith("http") for link in contact.links)


@given(st.lists(st.sampled_from(["1 Main St", "third floor", "She reads", "Cork 4"]), max_size=4))
def test_no_line_without_a_field_is_lost(lines: list[str]) -> None:
    contact = read_signature("\n".join(["Asha Rao", "Mercy Hospital", *lines]))
    assert contact.note.split("\n") == (lines or [""])


# --- linear work ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "@",
        "a.",
        "a@b.org ",
        "<a@b.org>",
        "(",
        "1 ",
        "1 / ",
        "Asha Rao\n",
        "tel ",
        "Thanks\n",
        "Resident, ",
        " at ",
        "w:",
        "- ",
        "2000-",
        "\n",
        " ",
        "www.",
        "5550100 ext. 1 ",
    ],
)
def test_twice_the_text_makes_at_most_twice_the_calls(unit: str) -> None:
    counts = []
    for size in (8_000, 16_000):
        with counted_calls() as calls:
            read_signature(unit * (size // len(unit)))
        counts.append(calls[0])
    assert counts[1] <= 2.2 * counts[0] + 100


def test_what_stands_far_below_is_not_read() -> None:
    assert read_signature("\n" * 20_000 + "Asha Rao") == ReadContact()


def test_a_field_of_medicine_behind_the_title_leaves_the_hospital_its_place() -> None:
    contact = read_signature(
        "Amara Okeke\nAssociate Program Director, Internal Medicine\nSt. Luke's Hospital"
    )
    assert contact.title == "Associate Program Director"
    assert contact.department == "Internal Medicine"
    assert contact.organisation == "St. Luke's Hospital"
