"""Who signs the letters."""

from sqlalchemy.orm import Session

from webapp.accounts.model import User
from webapp.cards.cards import list_cards
from webapp.followups.drafts import Sender


def signature_of(session: Session, user: User, base_url: str) -> Sender:
    """The user as their general card says, with its public address; without a card, the account."""
    cards = list_cards(session, user.id)
    if not cards:
        return Sender(user.name or user.email, school=user.school)
    general = cards[0]
    card = general.card
    school = "" if user.school in card.headline else user.school
    return Sender(card.name, card.headline or card.title, school, general.url(base_url))
