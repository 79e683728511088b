"""What was kept of a stranger's card goes out again, and never as anything else than a line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.formats.given_back import free_groups, lines_to_give_back
from webapp.formats.vcard_reader import read_vcards


@pytest.mark.parametrize(
    "line",
    [
        "X-SKYPE:asha.rao",
        "item1.X-ABADR:us",
        'X-NOTE;X-PLACE="Newark, NJ";TYPE=a,b:tea\\, not coffee; "always":',
        "LOGO;ENCODING=b;TYPE=PNG:iVBORw0KGgo=",
        "TITLE:Second title",
        "X-EMPTY:",
        "AGENT;VALUE=uri:cid:sue@host.example",
    ],
)
def test_a_line_that_was_kept_is_given_back_as_it_was(line: str) -> None:
    assert list(lines_to_give_back([line])) == [line]


@pytest.mark.parametrize(
    "line",
    [
        *("BEGIN:VCARD", "end:VCARD", "x.END:VCARD", "VERSION:4.0", "UID:1", "FN:Somebody else"),
        *("AGENT:", "agent:BEGIN:VCARD", "a.AGENT: begin : vcard "),
        *("X-A:1\r\nEND:VCARD", "X-A:1\nTEL:1", "X-A:1\u2028TEL:1", "X-A:1\x85TEL:1"),
        *("X-A;B=\r\n:1", 'X-A;B="\n":1', "X A:1", "X-A", "", ":1", " X-A:1", "X-A;B:1", "a.b.C:1"),
        *("X-A:\ud800", "X" * 201 + ":1"),
    ],
)
def test_whatever_is_not_one_line_of_its_own_stays_here(line: str) -> None:
    assert list(lines_to_give_back([line])) == []


def test_a_line_built_to_be_slow_is_judged_at_once() -> None:
    hostile = "X-A" + ';B="a"' * 20_000 + '"'
    assert list(lines_to_give_back([hostile, "X-A" + ";B=," * 20_000])) == []


@given(st.binary(max_size=200))
def test_what_the_reader_keeps_of_any_line_is_given_back_or_left_out_whole(line: bytes) -> None:
    [card, *_] = read_vcards(b"BEGIN:VCARD\r\nX-A;B=1:" + line + b"\r\nEND:VCARD\r\n")
    kept = card.contact.unmodelled
    assert set(lines_to_give_back(kept)) <= set(kept)


def test_a_new_group_is_none_of_those_that_are_taken() -> None:
    groups = free_groups(["ITEM1.X-ABADR:us", "item3.X-A:1", "X-B:1"])
    assert [next(groups), next(groups)] == ["item2", "item4"]
