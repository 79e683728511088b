"""What a scanned code fills in; the same cases are run against the page's own reader."""

import json
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.work import counted_calls
from webapp.formats.links import safe_link
from webapp.formats.mecard import one_line
from webapp.formats.scanned import name_from_linkedin, read_scanned, scan_vcard

BASE = "https://hallway.example.org"
CASES = json.loads(Path(__file__).with_name("scanned_cases.json").read_text("utf-8"))
REPEATED = [
    *("BEGIN:VCARD\n", "FN;ENCODING=QUOTED-PRINTABLE:=\n", "=\n", "\n ", 'FN;A="', '"', ";"),
    *("FN:\\", "N:;\\;", "=41", "a-", "TEL:1\n", "URL:example.org/\n", "."),
]
BEGINNINGS = ["", "BEGIN:VCARD\n", "BEGIN:VCARD\nN;QUOTED-PRINTABLE:", "https://linkedin.com/in/"]
"""What a hostile code begins with, and what it says many times."""
FIELDS = {"token", "name", "organisation", "title", "email", "phone", "links"}
STARTS = [
    *("", "BEGIN:VCARD\n", "begin:vcard\r\n", "MECARD:", "MATMSG:"),
    *("https://", "mailto:", "mailto:,", "tel:1"),
]
BITS = [
    *("@", "%0A", "%20", ";ext=", "?", "+"),
    *("BEGIN:VCARD", "END:VCARD", "AGENT:", "FN:", "N;ENCODING=QUOTED-PRINTABLE:", "TEL;PREF:"),
    *("URL:", "item1.", '"', ";", ":", "=", "=C3", "=\r\n", "\r\n ", "\n", "\r", "\\", "\\n", ","),
    *("javascript:", "linkedin.com/in/", "tel:", "\0", "\ud800", "\ufeff", "\u2028", "é", "a-b-1"),
]
payloads = st.builds(
    "{}{}".format,
    st.sampled_from(STARTS),
    st.one_of(st.text(), st.lists(st.sampled_from(BITS)).map("".join)),
)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_shared_case_reads_as_agreed(case: dict[str, Any]) -> None:
    expected = case["expected"]
    scanned = read_scanned(case["text"], case["base_url"])
    assert scanned.kind == expected["kind"]
    assert scanned.fields == expected["fields"]
    assert scanned.text == expected.get("text", scanned.text)


def test_every_kind_has_a_shared_case() -> None:
    kinds = {case["expected"]["kind"] for case in CASES}
    assert kinds == {"hallway_card", "vcard", "mecard", "linkedin", "link", "text"}


@given(payloads)
def test_any_text_is_read_and_gives_only_plain_fields_and_safe_links(text: str) -> None:
    scanned = read_scanned(text, BASE)
    assert set(scanned.fields) <= FIELDS
    for field, value in scanned.fields.items():
        if field == "links":
            assert value
            assert all(safe_link(link) == link and link.startswith("http") for link in value)
        else:
            assert isinstance(value, str)
            assert value
            assert value == one_line(value)


@given(payloads)
def test_the_text_to_show_can_be_stored_and_reads_the_same_again(text: str) -> None:
    scanned = read_scanned(text, BASE)
    scanned.text.encode()
    assert "\0" not in scanned.text
    assert read_scanned(scanned.text, BASE) == scanned


@given(st.text(st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"), min_size=26, max_size=26))
def test_every_token_of_ours_is_recognised(token: str) -> None:
    assert read_scanned(f"{BASE}/c/{token}", BASE).fields == {"token": token}


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.linkedin.com/in/asha-rao-1a2b3c", "Asha Rao"),
        ("https://www.linkedin.com/in/asha-1a2b3c/", "Asha"),
        ("https://www.linkedin.com/in/md-karim-rahman-phd", "Md Karim Rahman PhD"),
        ("https://www.linkedin.com/pub/asha-rao/1/2/3", "Asha Rao"),
        ("https://www.linkedin.com/in/%D9%84%D9%8A%D9%84%D9%89-x", "ليلى X"),
        ("https://www.linkedin.com/in/asharao", ""),
        ("https://www.linkedin.com/in/-1-2", ""),
        ("https://www.linkedin.com/in/asha--rao", ""),
        ("https://www.linkedin.com/in/%ff-%00-a", ""),
        ("https://www.linkedin.com/feed/", ""),
    ],
)
def test_a_name_is_guessed_only_from_a_slug_that_spells_one(url: str, name: str) -> None:
    assert name_from_linkedin(url) == name


@pytest.mark.parametrize(
    "order", [*permutations(["FN:Asha Rao", "TEL:1", "URL:https://example.org"])]
)
def test_the_order_of_a_vcards_lines_does_not_matter(order: tuple[str, ...]) -> None:
    person = scan_vcard("\n".join(["BEGIN:VCARD", *order, "END:VCARD"]))
    assert person is not None
    assert (person.name, person.phones, person.links) == (
        "Asha Rao",
        ("1",),
        ("https://example.org",),
    )


@pytest.mark.parametrize("bit", REPEATED)
@pytest.mark.parametrize("start", BEGINNINGS)
def test_twice_the_text_makes_at_most_twice_the_calls(start: str, bit: str) -> None:
    counts = []
    for times in (2_000, 4_000):
        with counted_calls() as calls:
            read_scanned(start + bit * times, BASE)
        counts.append(calls[0])
    assert counts[1] <= 2.2 * counts[0] + 1_000
