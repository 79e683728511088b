"""Sensing the character set of a list of people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.formats.sensed_charsets import sense_charset

POLISH = "Łukasz Wąsik, Paweł Żak, Stanisława Gołąb, Zdzisław Świątek"
CZECH = "Dvořák, Štěpánek, Růžička, Jiří Černý, Žofie Šťastná"
GERMAN = "Jörg Müller, Weiß, Käthe Groß"
FRENCH = "Hélène Lefèvre, François Bœuf, Anaïs Crêpe, Noël Forêt"
DANISH = "Søren Ærø, Åse Nygård, Bjørn Kjærgaard"
RUSSIAN = "Иван Петров, Ёлкина Анна"


@pytest.mark.parametrize(
    ("names", "charset"),
    [
        (POLISH, "cp1250"),
        (CZECH, "cp1250"),
        (GERMAN, "cp1252"),
        (FRENCH, "cp1252"),
        (DANISH, "cp1252"),
        (RUSSIAN, "cp1251"),
        ("דוד כהן, שרה לוי", "cp1255"),
        ("Γιώργος Παπαδόπουλος", "cp1253"),
        ("渡辺 太郎, さくら", "cp932"),
        ("김지수, 이민호", "cp949"),
    ],
)
def test_a_code_page_is_told_by_its_letters(names: str, charset: str) -> None:
    data = f"Name,Email\n{names}".encode(charset)
    assert data.decode(sense_charset(data)) == f"Name,Email\n{names}"


@pytest.mark.parametrize("names", [POLISH, CZECH, GERMAN, RUSSIAN, "山田 太郎", "Asha Rao", ""])
def test_utf_8_is_known_with_and_without_its_mark(names: str) -> None:
    for codec in ("utf-8", "utf-8-sig"):
        data = names.encode(codec)
        assert data.decode(sense_charset(data)) == names


def test_a_few_damaged_letters_do_not_make_a_file_less_utf_8() -> None:
    assert sense_charset(FRENCH.encode() + b" \xff\xe9") == "utf-8-sig"


@given(st.binary())
def test_any_bytes_have_a_character_set(data: bytes) -> None:
    data.decode(sense_charset(data), "replace")
