"""The card as vCard and as codes, read back by other people's readers."""

import io

import pytest
import vobject
import zxingcpp
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PIL import Image

from tests.cards.conftest import ASHA, scanned
from tests.conftest import NOON, at_most
from webapp.cards.codes import card_matrix, card_person, offline_code
from webapp.cards.details import CardDetails
from webapp.cards.model import Card
from webapp.cards.shown import ShownCard
from webapp.db import new_id
from webapp.formats.qr import to_png
from webapp.formats.vcard_writer import write_vcard

QR = zxingcpp.BarcodeFormat.QRCode
BASE = "https://hall.example.org"
TOKEN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def a_card(**changes: object) -> Card:
    details = CardDetails(**{**ASHA, **changes})
    return Card(id=new_id(), changed_at=NOON, **details.model_dump())


def a_shown(*, with_photo: bool = False, **changes: object) -> ShownCard:
    return ShownCard(a_card(**changes), TOKEN, NOON if with_photo else None)


def test_an_address_book_reads_every_public_field() -> None:
    card = a_card()
    read = vobject.readOne(write_vcard(card_person(card)))
    assert read.fn.value == "Dr. Asha Rao"
    assert (read.n.value.prefix, read.n.value.family) == ("Dr.", "Rao")
    assert read.org.value == ["St. George’s University"]
    assert read.title.value == "Final-year student"
    assert [e.value for e in read.email_list] == ["asha.rao@example.org"]
    assert [t.value for t in read.tel_list] == ["+1 473 555 0100", "+1 473 555 0199"]
    assert [u.value for u in read.url_list] == ASHA["links"]
    assert read.uid.value == f"urn:uuid:{card.id}"
    assert read.note.value.startswith("Internal medicine, heart failure\n\nI work on what")


def test_pitch_and_project_are_in_it_only_once_they_are_shown() -> None:
    hidden = write_vcard(card_person(a_card())).replace("\r\n ", "")
    assert "Newark" not in hidden
    assert "halved" not in hidden
    assert "General" not in hidden
    shown = write_vcard(card_person(a_card(shows_pitch=True, shows_project=True)))
    assert "Newark" in shown.replace("\r\n ", "")
    assert "halved" in shown.replace("\r\n ", "")


def test_a_headline_stands_in_for_a_missing_title_once() -> None:
    person = card_person(a_card(title=""))
    assert person.title == "Internal medicine, heart failure"
    assert person.title not in person.note


def test_the_offline_code_fits_and_says_what_it_leaves_out() -> None:
    offline = offline_code(a_shown(with_photo=True))
    assert len(offline.text.encode()) <= 190
    assert "your second phone number" in offline.left_out
    assert offline.left_out[-2:] == ("your statement", "your photo")
    assert "your note" not in offline.left_out


def test_a_card_that_fits_leaves_nothing_out() -> None:
    plain = {"positioning": "", "headline": "", "links": [], "phones": ASHA["phones"][:1]}
    assert offline_code(a_shown(**plain)).left_out == ()


@pytest.mark.parametrize("kind", ["address", "print"])
def test_the_code_of_the_address_reads_back(kind: str) -> None:
    png = to_png(card_matrix(a_shown(), kind, BASE), 512)
    assert scanned(png) == f"{BASE}/c/{TOKEN}"


def test_the_code_for_paper_may_lose_a_quarter_and_still_reads() -> None:
    levels = {}
    for kind in ("address", "print", "offline"):
        png = to_png(card_matrix(a_shown(), kind, BASE), 512)
        (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(png)), formats=QR)
        levels[kind] = found.ec_level
    assert levels == {"address": "M", "print": "Q", "offline": "L"}


def test_the_code_for_a_short_host_is_small() -> None:
    version = (len(card_matrix(a_shown(), "address", "https://hall.example")) - 17) // 4
    assert version <= 3


names = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)


@hypothesis_settings(deadline=None, max_examples=at_most(40))
@given(name=names.filter(str.strip), organisation=names, title=names)
def test_any_name_makes_an_offline_code(name: str, organisation: str, title: str) -> None:
    shown = a_shown(name=name[:200], organisation=organisation[:200], title=title[:200])
    offline = offline_code(shown)
    assert len(offline.text.encode()) <= 271
    code = to_png(card_matrix(shown, "offline", BASE), 512)
    assert scanned(code).startswith("BEGIN:VCARD")
