"""A card as a vCard and as the QR codes that carry it."""

from typing import Literal

from webapp.cards.model import Card
from webapp.cards.shown import ShownCard
from webapp.formats.offline_card import OfflineCard, write_offline_vcard
from webapp.formats.qr import Matrix, address_matrix, offline_matrix, print_matrix
from webapp.formats.vcard_contact import TypedValue
from webapp.formats.vcard_people import VCardPerson

Kind = Literal["address", "offline", "print"]


def card_person(card: Card, photo_jpeg: bytes | None = None) -> VCardPerson:
    """The card as an address book takes it, without anything that is private."""
    return VCardPerson(
        uid=str(card.id),
        name=card.name,
        organisation=card.organisation,
        title=card.title or card.headline,
        emails=[TypedValue(email["value"], email["type"]) for email in card.emails],
        phones=[TypedValue(phone["value"], phone["type"]) for phone in card.phones],
        links=card.links,
        note="\n\n".join(_public_texts(card)),
        photo_jpeg=photo_jpeg,
        rev=card.changed_at,
    )


def offline_code(shown: ShownCard) -> OfflineCard:
    """The card cut down to what a phone can read from a screen."""
    offline = write_offline_vcard(card_person(shown.card))
    left_out = [words for words in offline.left_out if words != "your note"]
    left_out += ["your statement"] if _public_texts(shown.card) else []
    left_out += ["your photo"] if shown.photo_at else []
    return OfflineCard(offline.text, tuple(left_out))


def card_matrix(shown: ShownCard, kind: Kind, base_url: str) -> Matrix:
    """The card's code: of its address for the screen or for paper, or of the card itself."""
    if kind == "offline":
        return offline_matrix(offline_code(shown).text)
    url = shown.url(base_url)
    return print_matrix(url) if kind == "print" else address_matrix(url)


def _public_texts(card: Card) -> list[str]:
    texts = [card.headline if card.title else "", card.positioning]
    texts += [card.pitch if card.shows_pitch else "", card.project if card.shows_project else ""]
    return [text for text in texts if text.strip()]
