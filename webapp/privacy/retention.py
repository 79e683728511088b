"""Names that are kept for no reason: people met long ago and never written to."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from webapp.contacts.model import Contact
from webapp.followups.model import FollowUp

LONG = timedelta(days=365)
MOST_SHOWN = 20


def never_written_to(
    session: Session, owner_id: UUID, now: datetime
) -> tuple[int, Sequence[Contact]]:
    """How many people were last met over a year ago and never written to; the oldest of them."""
    written = exists().where(
        FollowUp.owner_id == owner_id,
        FollowUp.contact_id == Contact.id,
        FollowUp.state.in_(("sent", "replied")),
    )
    which = (
        Contact.owner_id == owner_id,
        Contact.deleted_at.is_(None),
        Contact.newest_at < now - LONG,
        ~written,
    )
    count = session.scalar(select(func.count()).select_from(Contact).where(*which)) or 0
    oldest = select(Contact).where(*which).order_by(Contact.newest_at, Contact.id)
    return count, session.scalars(oldest.limit(MOST_SHOWN)).all()
