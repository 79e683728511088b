"""Which passwords are refused: those that are guessed first, and no others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.accounts.weak_passwords import is_weak

GUESSED_FIRST = """
password password1 Password123! passw0rd P@ssw0rd2024 12345678 123456789 1234567890 87654321
qwertyuiop qwerty123 qwertz12 1q2w3e4r5t 1qaz2wsx qazwsxedc zxcvbnm1 asdfghjkl asdf1234 iloveyou
iloveyou11 letmein1 welcome1 Welcome2026 admin123 administrator abc12345 abcd1234 aaaaaaaa
abcabcabc 11111111 00000000 19871987 121212121212 sunshine1 football1 baseball dragon123 monkey12
princess1 superman1 batman123 trustno1 changeme liverpool1 michael1 jessica12 hallway1 hallway2026
doctor2026 resident1 summer2026 google123 starwars1
"""


@pytest.mark.parametrize("password", GUESSED_FIRST.split())
def test_what_is_guessed_first_is_refused(password: str) -> None:
    assert is_weak(password)


@pytest.mark.parametrize(
    "password", ["vespucci", "Naruto123", "bmw330ci", "87e5nclizry", "momanddad", "Karen123"]
)
def test_what_was_broken_often_is_refused_though_no_rule_finds_it(password: str) -> None:
    assert is_weak(password)


@pytest.mark.parametrize("password", ["asharao1", "Asha.Rao.2026", "rao-asha!", "asha@example.org"])
def test_what_is_known_of_the_person_is_no_password(password: str) -> None:
    assert is_weak(password, "Asha Rao", "asha@example.org")
    assert not is_weak("quiet lantern", "Asha Rao", "asha@example.org")


@pytest.mark.parametrize(
    "password",
    ["a long password", "another password", "tulips in october", "mxkqzwvt", "Grüße an die Oma",
     "日本語のパスワード", "x7#kdp!qz", "plain brown dog", "twin daughters in Boston"],
)  # fmt: skip
def test_a_few_words_of_ones_own_are_taken(password: str) -> None:
    assert not is_weak(password, "Asha Rao", "asha@example.org")


@given(st.text(max_size=256), st.text(max_size=60))
def test_any_text_gets_an_answer(password: str, name: str) -> None:
    assert is_weak(password, name) in {True, False}
