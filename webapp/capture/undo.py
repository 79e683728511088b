"""Taking a capture back right after it was made."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.capture.model import Receipt
from webapp.contacts.meet import of_contact, settle
from webapp.contacts.model import Contact, Encounter
from webapp.db import get_owned
from webapp.errors import NotFound
from webapp.followups.model import FollowUp
from webapp.followups.opening import go_back
from webapp.revisions import lock


def undo(session: Session, owner_id: UUID, op_id: UUID, now: datetime) -> Contact | None:
    """Take the encounter of this capture back, and the contact with it if there is no other.

    The receipt stays, so that a late repeat of the capture does not bring it back. Gives the
    contact, or None when the capture was taken back before.
    """
    lock(session, owner_id)
    receipt = get_owned(session, Receipt, owner_id, op_id)
    if receipt.type != "capture":
        raise NotFound("Receipt")
    encounter = session.get(Encounter, (owner_id, receipt.encounter_id))
    if encounter is None:
        return None
    # Not the receipt's: that contact may have been merged into another since.
    contact = session.get_one(Contact, (owner_id, encounter.contact_id))
    others = [met for met in session.scalars(of_contact(contact)) if met.id != encounter.id]
    if others:
        _remove(session, encounter, back_to=others[0])
        settle(session, contact)
    else:
        contact.deleted_at = contact.deleted_at or now
    contact.changed_at = now
    session.flush()
    return contact


def _remove(session: Session, encounter: Encounter, back_to: Encounter) -> None:
    query = select(FollowUp).where(
        FollowUp.owner_id == encounter.owner_id, FollowUp.encounter_id == encounter.id
    )
    for row in session.scalars(query).all():
        if not go_back(session, row, back_to):
            session.delete(row)
    session.flush()
    session.delete(encounter)
