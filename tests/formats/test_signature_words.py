"""Telling names, titles and organisations apart."""

import pytest

from webapp.formats.signature_words import is_name, kind_of_words, plain_name, sort_words


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Chief Resident", "title"),
        ("Cardiologist", "title"),
        ("Director of Mercy Hospital", "title"),
        ("Mercy Hospital", "organisation"),
        ("Beispiel GmbH", "organisation"),
        ("Department of Medicine", "department"),
        ("Internal Medicine", "department"),
        ("Asha Rao", None),
        ("Hospital Street 12", None),
    ],
)
def test_a_typical_word_tells_what_words_are(words: str, kind: str | None) -> None:
    assert kind_of_words(words) == kind


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        (
            "Chief Resident, Mercy Hospital",
            [("title", "Chief Resident"), ("organisation", "Mercy Hospital")],
        ),
        ("Resident at Acme", [("title", "Resident"), ("organisation", "Acme")]),
        (
            "Resident, Internal Medicine Ward",
            [("title", "Resident"), ("organisation", "Internal Medicine Ward")],
        ),
        ("Mercy Hospital, Cork", [("organisation", "Mercy Hospital, Cork")]),
        ("Mercy Hospital, 1 Main St", [("organisation", "Mercy Hospital"), (None, "1 Main St")]),
        ("1 Main St, Cork", [(None, "1 Main St, Cork")]),
    ],
)
def test_a_line_is_split_where_its_parts_are_told_apart(
    words: str, parts: list[tuple[str | None, str]]
) -> None:
    assert sort_words(words) == parts


@pytest.mark.parametrize(
    "words",
    [
        "Asha Rao",
        "Dr. Asha Rao, MD, PhD",
        "Ludwig van der Berg",
        "O’Neill-Łuczak",
        "राधा राव",
        "田中 太郎",
        "Asha Rao (she/her)",
    ],
)
def test_a_name_is_known(words: str) -> None:
    assert is_name(words)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "1 Main St",
        "Mercy Hospital",
        "see you there",
        "Chief Resident",
        "A " * 40,
        "A&B",
    ],
)
def test_other_words_are_no_name(words: str) -> None:
    assert not is_name(words)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Rao, Asha", "Asha Rao"),
        ('"Rao, Asha"', "Asha Rao"),
        ("Asha Rao, MD", "Asha Rao, MD"),
        ("Asha Rao (she/her)", "Asha Rao"),
        ("Rao,", "Rao,"),
    ],
)
def test_a_name_is_turned_the_way_it_is_spoken(words: str, name: str) -> None:
    assert plain_name(words) == name
