"""The addresses under which strangers see a card: unguessable, and gone once revoked."""

import re
import secrets
from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from webapp.cards.model import Card, CardAddress
from webapp.cards.shown import ShownCard, shown_cards
from webapp.errors import NotFound
from webapp.row_security import act_for

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
LENGTH = 26

_TOKEN = re.compile(f"[A-Za-z2-7]{{{LENGTH}}}")
# To put these together anew for each request took longer than to ask them.
_OPEN = select(CardAddress.owner_id, CardAddress.token).where(
    CardAddress.token == bindparam("token"), CardAddress.revoked_at.is_(None)
)
_AT_ADDRESS = shown_cards().where(
    Card.owner_id == bindparam("owner_id"), CardAddress.token == bindparam("token")
)


def new_token() -> str:
    """26 letters and digits of base32 (RFC 4648): 130 random bits, and short in a QR code."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def issue_address(session: Session, card: Card, now: datetime) -> str:
    """Give a card an address; the token of it."""
    token = new_token()
    session.add(CardAddress(token=token, owner_id=card.owner_id, card_id=card.id, created_at=now))
    session.flush()
    return token


def revoke_address(session: Session, card: Card, now: datetime) -> str:
    """Take the card's address out of the world at once, and give it a new one."""
    # Two requests at once must not leave two addresses open, so the second waits here.
    session.execute(
        select(Card.id).where(Card.owner_id == card.owner_id, Card.id == card.id).with_for_update()
    )
    session.execute(
        update(CardAddress)
        .where(
            CardAddress.owner_id == card.owner_id,
            CardAddress.card_id == card.id,
            CardAddress.revoked_at.is_(None),
        )
        .values(revoked_at=now)
    )
    return issue_address(session, card, now)


def as_issued(token: str) -> str:
    """A token as it was issued, whatever its case; NotFound for what never can have been."""
    if not _TOKEN.fullmatch(token):
        raise NotFound("CardAddress")
    return token.upper()


def find_public(session: Session, token: str) -> ShownCard:
    """The card at this address, in upper or lower case.

    NotFound alike, after one look into the directory, for what never was and what is revoked.
    From there on the session acts for the card's owner.
    """
    open_one = session.execute(_OPEN, {"token": as_issued(token)}).first()
    if open_one is None:
        raise NotFound("CardAddress")
    act_for(session, open_one.owner_id)
    row = session.execute(
        _AT_ADDRESS, {"owner_id": open_one.owner_id, "token": open_one.token}
    ).first()
    if row is None:
        raise NotFound("CardAddress")
    return ShownCard(*row)
