"""How a letter begins."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.followups.salutations import salutation


@pytest.mark.parametrize(
    ("name", "greeting"),
    [
        ("Ngozi Adébáyò", "Dear Ngozi,"),
        ("Ngozi", "Dear Ngozi,"),
        ("Dr. Ngozi Adébáyò", "Dear Dr. Adébáyò,"),
        ("dr ngozi adébáyò", "Dear Dr. Adébáyò,"),
        ("Dr. Kim", "Dear Dr. Kim,"),
        ("Prof. Dr. Lena Vogt", "Dear Prof. Vogt,"),
        ("Professor Lena Vogt", "Dear Professor Vogt,"),
        ("Mrs Jane Roe", "Dear Mrs. Roe,"),
        ("Jane Roe, MD, FACP", "Dear Dr. Roe,"),
        ("Jane Roe M.D.", "Dear Dr. Roe,"),
        ("Jane Roe, MPH", "Dear Jane,"),
        ("Dr. Maria van der Berg", "Dear Dr. van der Berg,"),
        ("Vogt, Lena", "Dear Lena,"),
        ("Vogt, Dr. Lena", "Dear Dr. Vogt,"),
        ("van der Berg, Maria", "Dear Maria,"),
        ("Lena Vogt, cardiology", "Dear Lena,"),
        ("Luis (Newark)", "Dear Luis,"),
        ("J. Robert Roe", "Dear J. Robert Roe,"),
        ("ana lucia", "Dear Ana,"),
        ("李伟", "Dear 李伟,"),
        ("Minh DO", "Dear Minh,"),
        ("Dr.", "Dear Dr.,"),
        (",", "Dear ,,"),
        ("(the tall one)", "Dear (the tall one),"),
    ],
)
def test_the_greeting_follows_from_the_name(name: str, greeting: str) -> None:
    assert salutation(name) == greeting


def test_a_post_is_no_title() -> None:
    assert salutation("Ngozi Adébáyò", title="Program director") == "Dear Ngozi,"
    assert salutation("Ngozi Adébáyò", title="Dr") == "Dear Dr. Adébáyò,"


def test_names_known_in_parts_count() -> None:
    assert salutation("Dr. Juan García Márquez", last="García Márquez") == (
        "Dear Dr. García Márquez,"
    )
    assert salutation("Ana Lucia Souza", first="Ana Lucia") == "Dear Ana Lucia,"


@given(name=st.text(min_size=1).filter(str.strip), title=st.text())
def test_any_name_has_a_greeting_on_one_line(name: str, title: str) -> None:
    greeting = salutation(name, title=title)
    assert greeting.startswith("Dear ")
    assert greeting.endswith(",")
    assert len(greeting.splitlines()) == 1
    assert greeting != "Dear ,"
