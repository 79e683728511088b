"""Places in the order in which one walks past them."""

import string

from hypothesis import given
from hypothesis import strategies as st

from webapp.formats.natural import natural_key


def test_booth_9_comes_before_booth_40() -> None:
    walked = ["Booth 9", "booth 12", "Booth 40", "Booth 40 B", "Poster 7", "Poster 101"]
    assert sorted(walked, key=natural_key) == walked


def test_a_bare_number_comes_before_words() -> None:
    assert sorted(["Hall B", "12", "9"], key=natural_key) == ["9", "12", "Hall B"]


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_two_places_have_one_order(one: str, other: str) -> None:
    key, another = natural_key(one), natural_key(other)
    assert (key < another) + (key > another) + (key == another) == 1


@given(st.text(string.ascii_letters, min_size=1), st.integers(0, 10**17), st.integers(0, 10**17))
def test_numbers_after_the_same_word_count_as_numbers(word: str, one: int, other: int) -> None:
    assert (natural_key(f"{word} {one}") < natural_key(f"{word} {other}")) == (one < other)
