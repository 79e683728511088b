"""What is printed of a card."""

from typing import Any

import pypdfium2
import pytest

from tests.cards.conftest import scanned
from tests.conftest import Person


def text_of(pdf: bytes) -> str:
    return " ".join(pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range().split())


def change(person: Person, card: dict[str, Any], **values: str) -> None:
    assert person.browser.patch(f"/api/v1/cards/{card['id']}", json=values).status_code == 200


def test_the_sheet_says_what_the_card_says(asha: Person, ashas_card: dict[str, Any]) -> None:
    change(asha, ashas_card, headline="Two lines that halve returns", place="Poster 140, hall B")
    sheet = asha.browser.get(f"/cards/{ashas_card['id']}/sheet.pdf")
    assert sheet.content_type == "application/pdf"
    for part in ("Two lines that halve returns", ashas_card["name"], "Poster 140, hall B"):
        assert part in text_of(sheet.data)
    assert (
        scanned(asha.browser.get(f"/cards/{ashas_card['id']}/sheet.png").data) == ashas_card["url"]
    )


def test_other_words_and_the_other_paper_are_one_form_away(
    asha: Person, ashas_card: dict[str, Any]
) -> None:
    query = {"title": "My own title", "line": "Come closer", "paper": "letter"}
    page = asha.browser.get(f"/cards/{ashas_card['id']}/print", query_string=query).text
    assert "title=My+own+title" in page
    sheet = asha.browser.get(f"/cards/{ashas_card['id']}/sheet.pdf", query_string=query).data
    assert "My own title" in text_of(sheet)
    assert "Come closer" in text_of(sheet)
    assert pypdfium2.PdfDocument(sheet)[0].get_height() == pytest.approx(792, abs=0.1)


def test_the_page_names_letters_that_cannot_be_printed(
    asha: Person, ashas_card: dict[str, Any]
) -> None:
    path = f"/cards/{ashas_card['id']}/print"
    assert "No font here" not in asha.browser.get(path).text
    change(asha, ashas_card, name="Ali \ue000")
    assert "\ue000" in asha.browser.get(path).text
    assert "No font here" in asha.browser.get(path).text


@pytest.mark.parametrize("query", [{"paper": "a5"}, {"title": "x" * 201}, {"colour": "red"}])
def test_a_sheet_that_there_is_not_is_refused(
    asha: Person, ashas_card: dict[str, Any], query: dict[str, str]
) -> None:
    path = f"/cards/{ashas_card['id']}/sheet.pdf"
    assert asha.browser.get(path, query_string=query).status_code == 422


def test_another_owners_sheet_is_not_there(
    someone_else: Person, ashas_card: dict[str, Any]
) -> None:
    for name in ("print", "sheet.pdf", "sheet.png", "lock-screen.png"):
        path = f"/cards/{ashas_card['id']}/{name}"
        assert someone_else.browser.get(path).status_code == 404
