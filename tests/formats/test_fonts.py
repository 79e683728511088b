"""Which letters can be printed."""

from pathlib import Path

import pytest

from webapp.formats import fonts
from webapp.formats.fonts import missing_letters, needed_fonts


@pytest.mark.parametrize(
    "text",
    [
        "Adébáyò Müller",
        "Łukasz Șerban",
        "Иван Петров",
        "Γιώργος",
        "Ngô Thị Ánh",
        "ليلى حداد",
        "گل‌نار",
        "",
    ],
)
def test_names_of_many_peoples_can_be_written(text: str) -> None:
    assert missing_letters(text) == ""


def test_what_no_font_has_is_named_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "DROID", Path("/nowhere"))
    assert missing_letters("王小明 王 Wang\t\u200d") == "王小明"


def test_only_the_fonts_that_a_text_needs_are_taken() -> None:
    assert [font.name for font in needed_fonts("Adébáyò")] == ["NotoSans"]
    assert [font.name for font in needed_fonts("Dr. ليلى")] == ["NotoSans", "NotoNaskhArabic"]


def test_a_front_end_that_is_not_built_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    nowhere = fonts.Font("Gone", Path("/nowhere/a.ttf"), Path("/nowhere/b.ttf"))
    monkeypatch.setattr(fonts, "MAIN", nowhere)
    with pytest.raises(RuntimeError, match="make build"):
        missing_letters("a")
