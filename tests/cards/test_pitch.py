"""How long a pitch takes."""

from webapp.cards.pitch import spoken_seconds


def test_sixty_words_take_twenty_four_seconds() -> None:
    assert spoken_seconds("word " * 60) == 24


def test_nothing_takes_no_time() -> None:
    assert spoken_seconds("") == 0
