"""The face of a card: what anybody with its address sees, and nothing else of it."""

from typing import NamedTuple

from sqlalchemy import Connection, Text, and_, bindparam, case, cast, select

from webapp.cards.addresses import as_issued
from webapp.cards.model import Card, CardAddress, CardPhoto
from webapp.errors import NotFound
from webapp.row_security import open_to


class Face(NamedTuple):
    """What strangers see of a card; `emails`, `phones` and `links` are JSON as it is kept."""

    token: str
    has_photo: bool
    name: str
    headline: str
    organisation: str
    title: str
    positioning: str
    pitch: str
    project: str
    emails: str
    phones: str
    links: str


_FACE = (
    select(
        CardAddress.owner_id,
        CardAddress.token,
        CardPhoto.card_id.is_not(None),
        Card.name,
        Card.headline,
        Card.organisation,
        Card.title,
        Card.positioning,
        case((Card.shows_pitch, Card.pitch), else_=""),
        case((Card.shows_project, Card.project), else_=""),
        *(cast(several, Text) for several in (Card.emails, Card.phones, Card.links)),
    )
    .outerjoin(Card, and_(Card.owner_id == CardAddress.owner_id, Card.id == CardAddress.card_id))
    .outerjoin(CardPhoto, and_(CardPhoto.owner_id == Card.owner_id, CardPhoto.card_id == Card.id))
    .where(CardAddress.token == bindparam("token"), CardAddress.revoked_at.is_(None))
)


def find_face(connection: Connection, token: str) -> Face:
    """The face of the card at this address, in upper or lower case; NotFound as `find_public`.

    This is asked more often than anything else, so it is one statement past the ORM. On PostgreSQL
    the directory alone answers until it is said for whom to look: there it is asked twice.
    """
    asked = {"token": as_issued(token)}
    row = connection.execute(_FACE, asked).first()
    if row is not None and row.name is None:
        open_to(connection, row.owner_id)
        row = connection.execute(_FACE, asked).first()
    if row is None or row.name is None:
        raise NotFound("CardAddress")
    return Face(*row[1:])
