"""Who has had enough letters for now."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.accounts.model import User
from webapp.contacts.model import Contact
from webapp.followups.kinds import KINDS
from webapp.followups.model import FollowUp
from webapp.followups.plan import own_accord_days
from webapp.relations.cadence import limit_of, too_soon_until

OF_OWN_ACCORD = [name for name, kind in KINDS.items() if kind.of_own_accord]
"""Kinds that nobody waits for, of which there can be too many."""


def too_soon(
    session: Session, owner_id: UUID, contacts: Collection[Contact], on: date
) -> dict[UUID, date]:
    """For each contact who has had the year's letters, the day from which on one more is in order.

    Costs no query where no contact has a limit.
    """
    account = session.get_one(User, owner_id).contact_limit_a_year if contacts else 1
    limits = {one.id: limit_of(one.stage, one.contact_limit_a_year, account) for one in contacts}
    limited = [contact_id for contact_id, limit in limits.items() if limit is not None]
    written = _written(session, owner_id, limited) if limited else {}
    until = {
        contact_id: too_soon_until(written.get(contact_id, ()), limits[contact_id], on)
        for contact_id in limited
    }
    return {contact_id: day for contact_id, day in until.items() if day is not None}


def _written(
    session: Session, owner_id: UUID, contact_ids: Collection[UUID]
) -> dict[UUID, list[date]]:
    query = select(FollowUp).where(
        FollowUp.owner_id == owner_id,
        FollowUp.contact_id.in_(contact_ids),
        FollowUp.kind.in_(OF_OWN_ACCORD),
        FollowUp.state.in_(("sent", "replied")),
    )
    rows: dict[UUID, list[FollowUp]] = defaultdict(list)
    for row in session.scalars(query):
        rows[row.contact_id].append(row)
    return {contact_id: own_accord_days(theirs) for contact_id, theirs in rows.items()}
