"""A letter goes to the owner's mail server once, whatever is pressed twice or breaks half-way."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from webapp.sending.model import Sending


def claim(session: Session, owner_id: UUID, follow_up_id: UUID, now: datetime) -> bool:
    """Whether this letter is ours to send; the caller commits, and only then sends."""
    try:
        with session.begin_nested():
            row = Sending(owner_id=owner_id, follow_up_id=follow_up_id)
            row.state, row.claimed_at = "claimed", now
            session.add(row)
    except IntegrityError:
        return False
    return True


def note_sent(session: Session, owner_id: UUID, follow_up_id: UUID) -> None:
    """The server has it."""
    session.get_one(Sending, (owner_id, follow_up_id)).state = "sent"
    session.flush()


def give_up(session: Session, owner_id: UUID, follow_up_id: UUID) -> None:
    """The server surely has it not, or the owner found that it did not go out: it may be tried
    again.
    """
    row = session.get(Sending, (owner_id, follow_up_id))
    if row is not None and row.state != "sent":
        session.delete(row)
        session.flush()


def sending_state(session: Session, owner_id: UUID, follow_up_id: UUID) -> str:
    """ "", claimed, or sent."""
    row = session.get(Sending, (owner_id, follow_up_id))
    return row.state if row else ""
