"""Which merges were made, and where they lead."""

from uuid import UUID

from sqlalchemy import and_, exists, select, tuple_, update
from sqlalchemy.orm import Session, aliased

from webapp.contacts.model import Contact, Merge


def list_merges(session: Session, owner_id: UUID, limit: int = 20) -> list[tuple[Merge, str, str]]:
    """The latest merges that stand, each with the names of the one kept and the one absorbed."""
    kept, absorbed = aliased(Contact), aliased(Contact)
    query = (
        select(Merge, kept.name, absorbed.name)
        .join(kept, and_(kept.owner_id == owner_id, kept.id == Merge.kept_id))
        .join(absorbed, and_(absorbed.owner_id == owner_id, absorbed.id == Merge.absorbed_id))
        .where(Merge.owner_id == owner_id, Merge.undone_at.is_(None), kept.deleted_at.is_(None))
        .order_by(Merge.merged_at.desc(), Merge.id.desc())
        .limit(limit)
    )
    return list(session.execute(query))


def standing_merge(session: Session, owner_id: UUID, *contact_ids: UUID) -> Merge | None:
    """The latest merge that stands and absorbed one of these contacts."""
    query = select(Merge).where(
        Merge.owner_id == owner_id,
        Merge.absorbed_id.in_(contact_ids),
        Merge.undone_at.is_(None),
    )
    return session.scalars(query.order_by(Merge.merged_at.desc(), Merge.id.desc())).first()


def has_later(session: Session, taken: Merge) -> bool:
    """Whether a later merge into the same contact stands."""
    since = tuple_(Merge.merged_at, Merge.id) > (taken.merged_at, taken.id)
    later = exists().where(
        Merge.owner_id == taken.owner_id,
        Merge.kept_id == taken.kept_id,
        Merge.undone_at.is_(None),
        since,
    )
    return bool(session.scalar(select(later)))


def keep_absorbed(session: Session, contact: Contact) -> None:
    """Let those who were merged into this contact lead straight to it, not from one to the next."""
    absorbed = select(Merge.absorbed_id).where(
        Merge.owner_id == contact.owner_id,
        Merge.kept_id == contact.id,
        Merge.undone_at.is_(None),
    )
    session.execute(
        update(Contact)
        .where(Contact.owner_id == contact.owner_id, Contact.id.in_(absorbed))
        .values(merged_into_id=contact.id)
    )
