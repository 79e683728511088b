"""Forgetting what no phone can ask for any more, and erasing who was deleted long ago."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import Session

from webapp.accounts.model import User
from webapp.capture.model import Receipt
from webapp.capture.pocket import load
from webapp.contacts.deletion import KEPT_FOR, purge_deleted
from webapp.contacts.model import Contact
from webapp.db import Base
from webapp.exchange.leave import WAITS, forget_old
from webapp.exchange.model import Exchange
from webapp.revisions import Change, Revision

TOMBSTONES_KEPT = timedelta(days=400)
RECEIPTS_KEPT = timedelta(days=365)

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Tidied:
    """How much went."""

    contacts: int
    tombstones: int
    receipts: int
    exchanges: int = 0


def owners_with_something_old(session: Session, now: datetime) -> list[UUID]:
    """Whose rows there is anything to tidy of."""
    deleted = select(Contact.owner_id).where(Contact.deleted_at < now - KEPT_FOR)
    changed = select(Change.owner_id).where(Change.at < now - TOMBSTONES_KEPT)
    received = select(Receipt.owner_id).where(Receipt.received_at < now - RECEIPTS_KEPT)
    left = select(Exchange.owner_id).where(Exchange.received_at < now - WAITS)
    old = deleted.union(changed, received, left).subquery()
    return list(session.scalars(select(User.id).where(User.id.in_(select(old.c.owner_id)))))


def tidy(session: Session, owner_id: UUID, now: datetime) -> Tidied:
    """Erase an owner's contacts 30 days after their deletion, and forget what is older.

    That is the tombstones of what went more than 400 days ago, the receipts of operations that
    came more than a year ago, and what visitors left three months ago and nobody kept. A phone
    that has not asked since then pulls everything anew.
    """
    contacts = purge_deleted(session, owner_id, now - KEPT_FOR)
    tombstones = _forget(session, owner_id, list(_gone(session, owner_id, now - TOMBSTONES_KEPT)))
    old = (Receipt.owner_id == owner_id, Receipt.received_at < now - RECEIPTS_KEPT)
    receipts = len(session.scalars(delete(Receipt).where(*old).returning(Receipt.id)).all())
    return Tidied(contacts, tombstones, receipts, forget_old(session, owner_id, now))


def _gone(session: Session, owner_id: UUID, before: datetime) -> Iterator[int]:
    """The numbers of old changes of things that are no more."""
    for kind, model in _kinds().items():
        has_row = exists().where(model.owner_id == Change.owner_id, model.id == Change.id)
        query = select(Change.id, Change.rev).where(
            Change.owner_id == owner_id, Change.kind == kind, Change.at < before, ~has_row
        )
        # Some things have a value without having a row, as the house's own prompts do.
        for some in session.execute(query).partitions(_AT_ONCE):
            values = load(session, owner_id, ((kind, row.id) for row in some), "")
            yield from (row.rev for row in some if (kind, row.id) not in values)


def _forget(session: Session, owner_id: UUID, revs: list[int]) -> int:
    """Forget these changes, and that there were any so far; gives how many."""
    if revs:
        session.execute(
            update(Revision)
            .where(Revision.owner_id == owner_id, Revision.forgotten < max(revs))
            .values(forgotten=max(revs))
        )
        for start in range(0, len(revs), _AT_ONCE):
            some = revs[start : start + _AT_ONCE]
            these = (Change.owner_id == owner_id, Change.rev.in_(some))
            session.execute(delete(Change).where(*these))
    return len(revs)


def _kinds() -> dict[str, Any]:
    """Each kind with the class whose rows are such things; the account never goes."""
    models = [mapper.class_ for mapper in Base.registry.mappers]
    named = ((getattr(model, "pocket", None), model) for model in models)
    return {
        pocket[0]: model
        for pocket, model in named
        if pocket is not None and pocket[1] == "id" and model is not User
    }
