"""Two contacts found to be one person, and the way back."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.contacts.combine import Values, combine, take_apart, values_of
from webapp.contacts.meet import get_contact, settle
from webapp.contacts.merges import has_later, keep_absorbed, standing_merge
from webapp.contacts.model import Contact, ContactPhoto, Merge
from webapp.contacts.references import point_at, point_back
from webapp.db import get_owned
from webapp.errors import Conflict, FieldError, Invalid
from webapp.revisions import lock


def merge(
    session: Session,
    owner_id: UUID,
    kept_id: UUID,
    absorbed_id: UUID,
    now: datetime,
    *,
    takes_name: bool = False,
) -> Merge:
    """Let one contact absorb another: every value, meeting and follow-up of both is then its own.

    `takes_name` lets the absorbed one's name stand. Contacts that are one already stay as they
    are: the answer is the merge that made them so. Invalid for a contact and itself.
    """
    _lock(session, owner_id, kept_id, absorbed_id)
    kept = get_contact(session, owner_id, kept_id)
    absorbed = get_contact(session, owner_id, absorbed_id)
    if kept.id == absorbed.id:
        made = standing_merge(session, owner_id, kept_id, absorbed_id)
        if made is None:
            raise Invalid(FieldError("absorb", "is the same contact."))
        return made
    before = values_of(kept)
    after = combine(before, values_of(absorbed), takes_name=takes_name)
    taken = Merge(
        owner_id=owner_id,
        kept_id=kept.id,
        absorbed_id=absorbed.id,
        merged_at=now,
        before={
            "values": before,
            "combined": after,
            "newest_at": kept.newest_at.isoformat(),
            "photo": _share_photo(session, kept, absorbed),
            "moved": point_at(session, owner_id, absorbed.id, kept.id),
        },
    )
    session.add(taken)
    _set(kept, after)
    kept.newest_at = max(kept.newest_at, absorbed.newest_at)
    absorbed.deleted_at, absorbed.merged_into_id = now, kept.id
    _settle(session, kept, absorbed, now=now)
    return taken


def combined(kept: Contact, absorbed: Contact) -> Contact:
    """What a merge would make of the kept one's values; nothing is kept of it."""
    return Contact(**combine(values_of(kept), values_of(absorbed)))


def undo_merge(session: Session, owner_id: UUID, merge_id: UUID, now: datetime) -> Merge:
    """Make two contacts of one again, each as it was; repeatable.

    What was changed or added since stays with the one that was kept. Conflict while a later merge
    into the same contact stands: these are undone in turn.
    """
    taken = get_owned(session, Merge, owner_id, merge_id)
    _lock(session, owner_id, taken.kept_id, taken.absorbed_id)
    session.refresh(taken)
    if taken.undone_at is not None:
        return taken
    kept = get_owned(session, Contact, owner_id, taken.kept_id)
    absorbed = get_owned(session, Contact, owner_id, taken.absorbed_id)
    if has_later(session, taken):
        raise Conflict(f"Others were merged into {kept.name} since. Undo the latest one first.")
    then = taken.before
    _set(kept, take_apart(then["values"], then["combined"], values_of(kept)))
    kept.newest_at = datetime.fromisoformat(then["newest_at"])
    _take_photo_back(session, kept, then["photo"])
    session.flush()
    point_back(session, owner_id, kept.id, absorbed.id, then["moved"])
    absorbed.deleted_at = absorbed.merged_into_id = None
    taken.undone_at = now
    _settle(session, kept, absorbed, now=now)
    return taken


def _lock(session: Session, owner_id: UUID, *contact_ids: UUID) -> None:
    """Wait for whoever else changes anything of this owner's, and see the contacts as they are."""
    lock(session, owner_id)
    session.execute(
        select(Contact)
        .where(Contact.owner_id == owner_id, Contact.id.in_(contact_ids))
        .order_by(Contact.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).all()


def _set(contact: Contact, values: Values) -> None:
    for name, value in values.items():
        setattr(contact, name, UUID(value) if name == "program_id" and value else value)


def _settle(session: Session, *contacts: Contact, now: datetime) -> None:
    session.flush()
    # The rows that were pointed elsewhere went past the session.
    session.expire_all()
    for contact in contacts:
        contact.changed_at = now
        keep_absorbed(session, contact)
        if contact.merged_into_id is None:
            settle(session, contact)
    session.flush()


def _share_photo(session: Session, kept: Contact, absorbed: Contact) -> str | None:
    """Give the kept contact the other's photo if it has none; says which one by its time."""
    photo = session.get(ContactPhoto, (absorbed.owner_id, absorbed.id))
    if photo is None or session.get(ContactPhoto, (kept.owner_id, kept.id)) is not None:
        return None
    session.add(
        ContactPhoto(
            owner_id=kept.owner_id,
            contact_id=kept.id,
            jpeg=photo.jpeg,
            changed_at=photo.changed_at,
        )
    )
    return photo.changed_at.isoformat()


def _take_photo_back(session: Session, kept: Contact, given: str | None) -> None:
    photo = session.get(ContactPhoto, (kept.owner_id, kept.id)) if given else None
    if photo is not None and photo.changed_at.isoformat() == given:
        session.delete(photo)
