"""When two phones, or a phone and the web page, changed the same person without each other.

A phone says with `base_rev` how far it knew the changes. Of fields the last arrival wins, but no
text that somebody typed is lost; a deletion loses to whatever it did not know.
"""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.capture.model import Receipt
from webapp.contacts.details import ContactChanges
from webapp.contacts.model import Contact
from webapp.revisions import Change

_CHANGE_THE_CONTACT = ("capture", "edit_contact", "delete_contact", "undo_capture")
_TEXTS = ("detail", "talk", "promise")


def is_stale(session: Session, contact: Contact, base_rev: int | None, phone: str) -> bool:
    """Whether the contact changed since, other than by what the same phone sent.

    Whoever says no `base_rev` speaks of the contact as it is.
    """
    if base_rev is None:
        return False
    rev = session.scalar(
        select(Change.rev).where(
            Change.owner_id == contact.owner_id,
            Change.kind == "contact",
            Change.id == contact.id,
        )
    )
    if rev is None or rev <= base_rev:
        return False
    return not (phone and _is_own(session, contact, rev, phone))


def keep_both(
    contact: Contact, changes: ContactChanges, note_was: str | None
) -> tuple[ContactChanges, bool]:
    """The same changes, with a note that loses none of the texts that they would overwrite.

    Says whether there were any. `note_was` is the note that the phone showed: where it still
    stands, the new one overwrites nothing.
    """
    lost = list(_overwritten(contact, changes))
    given = "note" in changes.model_fields_set
    if given and note_was != contact.note:
        lost.insert(0, contact.note)
    note = _with(lost, changes.note if given else contact.note)
    if note == (changes.note if given else contact.note):
        return changes, False
    return changes.model_copy(update={"note": note}), True


def _overwritten(contact: Contact, changes: ContactChanges) -> Iterable[str]:
    """The texts of meetings in whose place others were typed."""
    meetings = {encounter.id: encounter for encounter in contact.encounters}
    for changed in changes.encounters:
        for name in changed.model_fields_set.intersection(_TEXTS):
            if changed.id in meetings and getattr(changed, name) != getattr(
                meetings[changed.id], name
            ):
                yield getattr(meetings[changed.id], name)


def _with(lost: Iterable[str], note: str) -> str:
    """The note with those of the texts before it that it does not hold already."""
    found = [text for text in lost if text.strip() and text.strip() not in note]
    return "\n\n".join([*found, note] if note.strip() else found) if found else note


def _is_own(session: Session, contact: Contact, rev: int, phone: str) -> bool:
    """Whether this phone's own last operation on the contact left it as it is, knowing it."""
    query = select(Receipt.rev, Receipt.stale).where(
        Receipt.owner_id == contact.owner_id,
        Receipt.contact_id == contact.id,
        Receipt.phone == phone,
        Receipt.type.in_(_CHANGE_THE_CONTACT),
    )
    last = session.execute(query.order_by(Receipt.rev.desc()).limit(1)).first()
    return last is not None and last.rev >= rev and not last.stale
