"""My cards as a phone keeps them: both codes can be drawn from them with no network."""

from collections.abc import Collection
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy.orm import Session

from webapp.cards.codes import card_matrix, offline_code
from webapp.cards.model import Card
from webapp.cards.shapes import CardOut, card_out
from webapp.cards.shown import ShownCard, shown_cards
from webapp.formats.qr import Matrix, pen_path


class CodeOut(BaseModel):
    """A QR code: so many modules a side without the quiet zone, and its dark ones as an SVG path.

    The path is drawn by a square pen of one unit, from the middle of the first module at 0,0.
    """

    size: int
    path: str


class OfflineCodeOut(CodeOut):
    """The code that carries the card itself, and what it has no room for, in words."""

    left_out: list[str]


class CodesOut(BaseModel):
    """Both codes of a card."""

    address: CodeOut
    offline: OfflineCodeOut


class PocketCard(CardOut):
    """A card with its codes."""

    codes: CodesOut


def pocket_values(
    session: Session, owner_id: UUID, ids: Collection[UUID], base_url: str
) -> dict[UUID, BaseModel]:
    """Those that are there, in one query."""
    query = shown_cards().where(Card.owner_id == owner_id, Card.id.in_(ids))
    found = (ShownCard(*row) for row in session.execute(query))
    return {shown.card.id: _out(shown, base_url) for shown in found}


def _out(shown: ShownCard, base_url: str) -> PocketCard:
    address = card_matrix(shown, "address", base_url)
    offline = card_matrix(shown, "offline", base_url)
    codes = CodesOut(
        address=CodeOut(**_code(address)),
        offline=OfflineCodeOut(**_code(offline), left_out=list(offline_code(shown).left_out)),
    )
    return PocketCard(**dict(card_out(shown, base_url)), codes=codes)


def _code(matrix: Matrix) -> dict[str, int | str]:
    return {"size": len(matrix), "path": pen_path(matrix)}
