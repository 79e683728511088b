"""Whatever is pasted is read as the best guess."""

from hypothesis import given
from hypothesis import strategies as st

from webapp.imports.pasted import read_pasted


def test_a_mecard_is_read_whole() -> None:
    [card] = read_pasted(
        "MECARD:N:Owen,Sean;TEL:+12125551212;EMAIL:sean@example.org;URL:https://example.org;"
        "ADR:1 Main St;NOTE:likes trains;;"
    )
    person = card.contact
    assert person.name == "Sean Owen"
    assert [phone.value for phone in person.phones] == ["+12125551212"]
    assert [email.value for email in person.emails] == ["sean@example.org"]
    assert person.links == ("https://example.org",)
    assert person.addresses[0].street == "1 Main St"
    assert person.note == "likes trains"


def test_a_bizcard_is_read() -> None:
    [card] = read_pasted("BIZCARD:N:Sean;X:Owen;C:Google;B:+12125551212;E:sean@example.org;;")
    assert (card.contact.name, card.contact.organisation) == ("Sean Owen", "Google")


def test_addressees_are_one_person_each() -> None:
    cards = read_pasted("Asha Rao <asha@example.org>, Ngozi Adébáyò <ngozi@example.org>")
    assert [card.contact.name for card in cards] == ["Asha Rao", "Ngozi Adébáyò"]
    assert [card.index for card in cards] == [0, 1]


def test_anything_else_is_a_signature() -> None:
    [card] = read_pasted("Dr. Lena Vogt\nQueens General\nlena@example.org\n")
    assert [email.value for email in card.contact.emails] == ["lena@example.org"]


@given(st.text())
def test_any_text_gives_somebody_and_never_an_error(text: str) -> None:
    assert len(read_pasted(text)) >= 1
