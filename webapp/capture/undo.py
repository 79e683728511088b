"""Taking a capture back right after it was made."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from webapp.capture.model import Receipt
from webapp.contacts.meet import of_contact, settle
from webapp.contacts.model import Contact, Encounter
from webapp.db import get_owned
from webapp.errors import NotFound
from webapp.followups.model import FollowUp
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
        _remove(session, encounter)
        settle(session, contact)
    else:
        contact.deleted_at = contact.deleted_at or now
    contact.changed_at = now
    session.flush()
    return contact


def _remove(session: Session, encounter: Encounter) -> None:
    key = (encounter.owner_id, encounter.id)
    session.execute(
        delete(FollowUp).where(FollowUp.owner_id == key[0], FollowUp.encounter_id == key[1])
    )
    session.execute(delete(Encounter).where(Encounter.owner_id == key[0], Encounter.id == key[1]))
