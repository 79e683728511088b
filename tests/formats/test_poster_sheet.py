"""The sheet beside a poster: read by phones, found by searches, right in every script."""

import pypdfium2
import pytest

from tests.formats.test_qr import ADDRESS, decoded, error_correction, opened
from webapp.formats.poster_sheet import PAPERS, Paper, Words, sheet_pdf, sheet_png
from webapp.formats.qr import print_matrix

MATRIX = print_matrix(ADDRESS)
TITLE = "Two lines in plain language halve the returns of patients with heart failure"


def words(title: str = TITLE, name: str = "Asha Rao", place: str = "Poster 140") -> Words:
    return Words(title, name, "Scan for my card.", place)


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 1
    return " ".join(document[0].get_textpage().get_text_range().split())


@pytest.mark.parametrize("paper", PAPERS)
def test_a_sheet_has_the_size_of_its_paper_and_its_code_is_read(paper: Paper) -> None:
    drawn = sheet_pdf(MATRIX, words(), paper)
    page = pypdfium2.PdfDocument(drawn.pdf)[0]
    width, height = (side / 25.4 * 72 for side in PAPERS[paper])
    assert (page.get_width(), page.get_height()) == pytest.approx((width, height), abs=0.1)
    picture = opened(sheet_png(drawn.pdf, paper))
    assert picture.size == (round(width / 72 * 300), round(height / 72 * 300))
    assert decoded(picture) == ADDRESS
    assert error_correction(picture) == "Q"


def test_all_of_it_stays_on_the_page_with_the_longest_title() -> None:
    drawn = sheet_pdf(MATRIX, words(title="Wards and returns " * 9), "letter")
    assert drawn.left_out == ()
    picture = opened(sheet_png(drawn.pdf, "letter")).convert("L")
    dark = picture.point(lambda light: 255 * (light < 128))
    _, top, _, bottom = dark.getbbox() or (0, 0, 0, 0)
    assert picture.height * 0.05 < top
    assert bottom < picture.height * 0.96


def test_the_text_of_a_sheet_is_text() -> None:
    found = text_of(sheet_pdf(MATRIX, words(name="Ngozi Adébáyò, Иван Петров"), "a4").pdf)
    for part in (TITLE, "Ngozi Adébáyò, Иван Петров", "Scan for my card.", "Poster 140"):
        assert part in found


@pytest.mark.slow
@pytest.mark.parametrize(
    "title",
    ["سطران يخفضان العودة إلى المستشفى 24% من Dr. Müller", "محمد (Ali)", "Как две строки помогают"],
)
def test_other_scripts_are_drawn_with_letters_of_their_own(title: str) -> None:
    drawn = sheet_pdf(MATRIX, words(title=title), "a4")
    assert drawn.left_out == ()
    assert decoded(opened(sheet_png(drawn.pdf, "a4"))) == ADDRESS


def test_a_line_keeps_its_font_behind_one_that_had_to_borrow_another() -> None:
    """fpdf2 2.8.9 set the line behind a wholly Arabic one in another font, and lost letters."""
    title = "سطران يخفضان العودة إلى المستشفى من Dr. Müller"
    assert "Dr. Müller" in text_of(sheet_pdf(MATRIX, words(title=title), "a4").pdf)


def test_what_cannot_be_written_is_left_out_and_named() -> None:
    drawn = sheet_pdf(MATRIX, words(title="A \ue000 title"), "a4")
    assert drawn.left_out == ("A \ue000 title",)
    assert "title" not in text_of(drawn.pdf)
