"""Reading MECARD, BIZCARD and MATMSG texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.work import counted_calls
from webapp.formats.mecard import (
    ScannedPerson,
    one_line,
    parse_matmsg,
    parse_mecard,
    split_unescaped,
)

words = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20)
cards = st.sampled_from(["MECARD:", "BIZCARD:", "mecard:", "MATMSG:", ""])
bits = st.sampled_from([*r"\;:,", "N:", "TEL:", "E:", "\\", "\n", "\0", "\ud800", "x", "ü"])


def escaped(text: str) -> str:
    return "".join("\\" + char if char in "\\;:," else char for char in text)


def test_every_field_of_a_mecard_is_read() -> None:
    text = (
        "MECARD:N:Owen,Sean;NICKNAME:Sno;TEL:+15550100;TEL:+15550101;EMAIL:sean@example.org;"
        "URL:https://example.org;ORG:Acme;TITLE:Engineer;NOTE:Met\\, twice;ADR:76 9th Avenue;"
        "BDAY:19700310;;"
    )
    assert parse_mecard(text) == ScannedPerson(
        name="Sean Owen",
        organisation="Acme",
        title="Engineer",
        emails=("sean@example.org",),
        phones=("+15550100", "+15550101"),
        links=("https://example.org",),
        note="Met, twice",
        address="76 9th Avenue",
        nickname="Sno",
        birthday="19700310",
    )


def test_every_field_of_a_bizcard_is_read() -> None:
    text = "BIZCARD:N:Sean;X:Owen;T:Engineer;C:Acme;A:76 9th;B:1;M:2;F:3;E:sean@example.org;;"
    assert parse_mecard(text) == ScannedPerson(
        name="Sean Owen",
        organisation="Acme",
        title="Engineer",
        emails=("sean@example.org",),
        phones=("2", "1"),
        address="76 9th",
    )


@given(last=words, first=words, organisation=words, note=words)
def test_what_was_escaped_is_read_as_it_was(
    last: str, first: str, organisation: str, note: str
) -> None:
    text = "MECARD:N:{},{};ORG:{};NOTE:{};;".format(
        *map(escaped, (last, first, organisation, note))
    )
    person = parse_mecard(text)
    assert person is not None
    assert (person.name, person.organisation, person.note) == (
        f"{first} {last}",
        organisation,
        note,
    )


@pytest.mark.parametrize("text", ["", "MECARD", "MECARD:", "MECARD:;;", "MECARD:N:;;", "N:A;;"])
def test_a_text_that_says_nothing_of_a_person_is_none(text: str) -> None:
    assert parse_mecard(text) is None


def test_the_address_of_a_matmsg_is_read() -> None:
    assert parse_matmsg("MATMSG:TO:asha@example.org;SUB:Hi;;") == "asha@example.org"
    assert parse_matmsg("MATMSG:SUB:Hi;;") is None
    assert parse_matmsg("MECARD:TO:asha@example.org;;") is None


@given(cards, st.one_of(st.text(), st.lists(bits).map("".join)))
def test_any_text_gives_a_person_or_none(start: str, rest: str) -> None:
    person = parse_mecard(start + rest)
    if person is not None:
        values = [person.name, person.note, *person.phones, *person.emails, *person.links]
        assert all(value == one_line(value) for value in values)
    parse_matmsg(start + rest)


def test_a_value_on_one_line_has_no_breaks_controls_or_half_characters() -> None:
    assert one_line("\r\n As\ud800ha \x07\u2028\xa0 Rao\x00") == "Asha Rao"


@given(st.lists(st.text(), min_size=1), st.sampled_from(";,"))
def test_escaped_parts_are_split_where_they_were_joined(parts: list[str], separator: str) -> None:
    joined = separator.join(map(escaped, parts))
    assert split_unescaped(joined, separator) == list(map(escaped, parts))


@pytest.mark.parametrize("bit", ["\\", ";", "N:a\\", "N:a;", ",", "N:,", "\n"])
def test_twice_the_text_makes_at_most_twice_the_calls(bit: str) -> None:
    counts = []
    for times in (5_000, 10_000):
        with counted_calls() as calls:
            parse_mecard("MECARD:" + bit * times)
        counts.append(calls[0])
    assert counts[1] <= 2.2 * counts[0] + 1_000
