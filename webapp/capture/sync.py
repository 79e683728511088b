"""The operations of a phone: each is taken down exactly once, whatever became of the person."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.accounts.details import zone
from webapp.accounts.model import User
from webapp.capture import operations as ops
from webapp.capture.clocks import Arrival
from webapp.capture.conflicts import is_stale, keep_both
from webapp.capture.model import Receipt
from webapp.capture.receipts import Sent, Taken, digest_of, once
from webapp.capture.receive import receive, receive_newcomers
from webapp.capture.undo import undo
from webapp.contacts.deletion import delete_contact, revive
from webapp.contacts.edit import change_contact
from webapp.contacts.listing import get_person
from webapp.contacts.meet import get_standing
from webapp.contacts.model import Contact
from webapp.errors import FieldError, Invalid, NotFound
from webapp.events.due import settle_task
from webapp.events.model import Event
from webapp.followups import fate, states
from webapp.followups.model import FollowUp
from webapp.followups.plan import FIRST_LETTERS, replan
from webapp.revisions import was_told
from webapp.targets.model import Target
from webapp.targets.plan import settle

_VERBS = {
    "follow_up_sent": "sent",
    "follow_up_skipped": "skipped",
    "follow_up_replied": "replied",
    "follow_up_reopened": "reopened",
}


@dataclass(frozen=True, slots=True)
class Phone:
    """Which phone sends, and when it arrives."""

    name: str
    arrival: Arrival


def take(session: Session, owner: User, operation: ops.Operation, phone: Phone) -> Taken:
    """Take an operation down, once for its id; the same again gives the first answer.

    Invalid names the fields that cannot be taken, Conflict is for an id that came with another
    payload. The caller commits, or rolls back and goes on with the next.
    """
    if isinstance(operation, ops.Capture):
        return receive(
            session,
            owner,
            operation.op_id,
            operation.details(),
            phone.arrival,
            phone.name,
            operation.base_rev,
        )
    digest = digest_of(
        operation.model_dump_json(include={"fields", "captured_at"}, exclude_unset=True)
    )
    said = operation.captured_at
    sent = Sent(operation.op_id, operation.type, digest, said, phone.arrival, phone.name)
    return once(session, owner.id, sent, partial(_act, session, owner, operation, phone))


def take_run(
    session: Session, owner: User, run: Sequence[ops.Operation], phone: Phone
) -> list[Taken]:
    """The same for operations that can be taken in one go (capture/runs.py): all or none."""
    if len(run) == 1:
        return [take(session, owner, run[0], phone)]
    captures = {one.op_id: one.details() for one in run if isinstance(one, ops.Capture)}
    taken = receive_newcomers(session, owner, captures, phone.arrival, phone.name)
    return [taken[one.op_id] for one in run]


def _act(session: Session, owner: User, operation: ops.Operation, phone: Phone) -> Taken:
    match operation:
        case ops.EditContact():
            return _edit(session, owner, operation, phone)
        case ops.DeleteContact():
            return _delete(session, owner, operation, phone)
        case ops.UndoCapture():
            return _undo(session, owner, operation, phone)
        case ops.MarkFollowUp() | ops.SnoozeFollowUp():
            return _follow_up(session, owner, operation, phone)
        case ops.TickTarget():
            return _tick(session, owner, operation, phone)
        case ops.SettleTask():
            return _settle(session, owner, operation, phone)
    raise AssertionError(operation)


def _edit(session: Session, owner: User, operation: ops.EditContact, phone: Phone) -> Taken:
    contact = _standing(session, owner.id, operation.fields.contact_id)
    stale = is_stale(session, contact, operation.base_rev, phone.name)
    revive(contact, phone.arrival.at)
    session.flush()
    changes, both = operation.fields.changes(), False
    if stale:
        contact = get_person(session, owner.id, contact.id)
        changes, both = keep_both(contact, changes, operation.fields.note_was)
    change_contact(session, owner, contact.id, changes, phone.arrival.at)
    replan(session, owner, contact.id, phone.arrival.at)
    return Taken(contact.id, more={"kept_both": True} if both else {}, stale=stale)


def _delete(session: Session, owner: User, operation: ops.DeleteContact, phone: Phone) -> Taken:
    """Delete, unless the person was changed in a way that the phone did not know."""
    contact_id = operation.fields.contact_id
    if session.get(Contact, (owner.id, contact_id)) is None:
        _check_told(session, owner.id, "contact", contact_id)
        return Taken(contact_id)
    contact = get_standing(session, owner.id, contact_id)
    unknown = contact.id != contact_id and operation.base_rev is None
    if unknown or is_stale(session, contact, operation.base_rev, phone.name):
        lost = contact.deleted_at is None
        return Taken(contact.id, more={"lost": True} if lost else {}, stale=True)
    if contact.deleted_at is None:
        delete_contact(session, owner.id, contact.id, phone.arrival.at)
    return Taken(contact.id)


def _undo(session: Session, owner: User, operation: ops.UndoCapture, phone: Phone) -> Taken:
    try:
        contact = undo(session, owner.id, operation.fields.capture_id, phone.arrival.at)
    except NotFound:
        raise Invalid(FieldError("capture_id", "is none of your captures.")) from None
    return Taken(contact.id if contact else None, operation.fields.capture_id)


def _follow_up(
    session: Session,
    owner: User,
    operation: ops.MarkFollowUp | ops.SnoozeFollowUp,
    phone: Phone,
) -> Taken:
    row = _named(session, owner.id, operation.fields)
    if row is None:
        return Taken()
    at = phone.arrival.moment(operation.captured_at)
    if isinstance(operation, ops.SnoozeFollowUp):
        states.snooze(row, operation.fields.until, at.astimezone(zone(owner.time_zone)).date())
    else:
        fate.note(session, row, _VERBS[operation.type], at)
    return Taken(row.contact_id, row.encounter_id, {"follow_up_id": str(row.id)})


def _tick(session: Session, owner: User, operation: ops.TickTarget, phone: Phone) -> Taken:
    """The last that arrives stands; a target that is gone by now needs no tick."""
    target = session.get(Target, (owner.id, operation.fields.target_id))
    if target is None:
        _check_told(session, owner.id, "target", operation.fields.target_id)
        return Taken()
    at = phone.arrival.moment(operation.captured_at)
    settle(session, target, at, done=operation.type == "target_ticked")
    return Taken()


def _settle(session: Session, owner: User, operation: ops.SettleTask, phone: Phone) -> Taken:
    """The last that arrives stands; an event that is gone by now asks nothing."""
    asked = operation.fields
    if session.get(Event, (owner.id, asked.event_id)) is None:
        _check_told(session, owner.id, "event", asked.event_id)
        return Taken()
    at = phone.arrival.moment(operation.captured_at)
    try:
        settle_task(session, owner.id, asked.event_id, asked.kind, asked.state, at)
    except NotFound:
        raise Invalid(FieldError("kind", "is nothing that this event asks.")) from None
    return Taken()


def _named(session: Session, owner_id: UUID, named: ops.WhichFollowUp) -> FollowUp | None:
    """The follow-up that is meant; None when it is gone by now."""
    if named.follow_up_id is not None:
        row = session.get(FollowUp, (owner_id, named.follow_up_id))
        if row is None:
            _check_told(session, owner_id, "follow_up", named.follow_up_id)
        return row
    # A phone may take for a first letter what is a thank-you here, since it was a call.
    kinds = FIRST_LETTERS if named.kind in FIRST_LETTERS else (named.kind,)
    receipt = session.get(Receipt, (owner_id, named.encounter_id))
    if receipt is None or receipt.contact_id is None:
        raise Invalid(FieldError("encounter_id", "is none of your captures."))
    return _opened_by(session, receipt, kinds)


def _opened_by(session: Session, receipt: Receipt, kinds: Iterable[str]) -> FollowUp | None:
    """What a capture opened; where a later meeting took it over, that person's open one."""
    mine = (FollowUp.owner_id == receipt.owner_id, FollowUp.kind.in_(kinds))
    of_meeting = select(FollowUp).where(*mine, FollowUp.encounter_id == receipt.encounter_id)
    row = session.scalars(of_meeting.order_by(FollowUp.id)).first()
    if row is not None:
        return row
    try:
        contact = get_standing(session, receipt.owner_id, receipt.contact_id or receipt.id)
    except NotFound:
        return None
    of_person = select(FollowUp).where(*mine, FollowUp.contact_id == contact.id)
    return session.scalars(of_person.order_by(FollowUp.state_at.desc(), FollowUp.id)).first()


def _standing(session: Session, owner_id: UUID, contact_id: UUID) -> Contact:
    try:
        return get_standing(session, owner_id, contact_id)
    except NotFound:
        gone = was_told(session, owner_id, "contact", contact_id)
        why = "was deleted for good." if gone else "is none of your contacts."
        raise Invalid(FieldError("contact_id", why)) from None


def _check_told(session: Session, owner_id: UUID, kind: str, id: UUID) -> None:
    if not was_told(session, owner_id, kind, id):
        raise Invalid(FieldError(f"{kind}_id", "is none of yours."))
