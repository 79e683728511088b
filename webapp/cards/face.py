"""The face of a card: what anybody with its address sees, and nothing else of it."""

from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    Connection,
    Dialect,
    Text,
    and_,
    bindparam,
    case,
    cast,
    literal_column,
    select,
)
from sqlalchemy.exc import OperationalError

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
        case((Card.shows_pitch, Card.pitch), else_=literal_column("''")),
        case((Card.shows_project, Card.project), else_=literal_column("''")),
        *(cast(several, Text) for several in (Card.emails, Card.phones, Card.links)),
    )
    .outerjoin(Card, and_(Card.owner_id == CardAddress.owner_id, Card.id == CardAddress.card_id))
    .outerjoin(CardPhoto, and_(CardPhoto.owner_id == Card.owner_id, CardPhoto.card_id == Card.id))
    .where(CardAddress.token == bindparam("token"), CardAddress.revoked_at.is_(None))
)
_OWNER, _NAME = 0, 3
"""Where these stand among the columns."""


def find_face(connection: Connection, token: str) -> Face:
    """The face of the card at this address, in upper or lower case; NotFound as `find_public`.

    This is asked more often than anything else, so it is one statement, and the driver is asked
    itself, which takes a third of the time (docs/decisions/0017). On PostgreSQL the directory alone
    answers until it is said for whom to look: there it is asked twice.
    """
    row = _ask(connection, token)
    if row is not None and row[_NAME] is None:
        open_to(connection, row[_OWNER])
        row = _ask(connection, token)
    if row is None or row[_NAME] is None:
        raise NotFound("CardAddress")
    return Face(row[1], bool(row[2]), *row[_NAME:])


def _ask(connection: Connection, token: str) -> tuple[Any, ...] | None:
    driver: Any = connection.connection.driver_connection
    dialect, given = connection.dialect, as_issued(token)
    values = (given,) if dialect.positional else {"token": given}
    try:
        row: tuple[Any, ...] | None = driver.execute(_text(dialect), values).fetchone()
    except dialect.loaded_dbapi.OperationalError as error:
        raise OperationalError("the face of a card", None, error) from error
    return row


@cache
def _text(dialect: Dialect) -> str:
    return str(_FACE.compile(dialect=dialect))
