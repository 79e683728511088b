"""Take captures, each exactly once, whatever the network does."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from webapp.accounts.model import User
from webapp.capture.clocks import Arrival
from webapp.capture.conflicts import is_stale
from webapp.capture.details import CaptureDetails
from webapp.capture.meetings import Meeting, events_of, meeting, named
from webapp.capture.receipts import Sent, Taken, digest_of, once, once_each
from webapp.contacts.deletion import revive
from webapp.contacts.meet import add_encounter, get_standing
from webapp.contacts.model import Contact, Encounter
from webapp.contacts.newcomers import meet_all
from webapp.errors import Conflict
from webapp.followups.opening import open_for, open_for_newcomers
from webapp.followups.plan import replan
from webapp.targets.ticks import tick_matching


def receive(
    session: Session,
    owner: User,
    op_id: UUID,
    details: CaptureDetails,
    arrival: Arrival,
    phone: str = "",
    base_rev: int | None = None,
) -> Taken:
    """Take a capture down, once for each `op_id`, which becomes the id of what is new by it.

    The same again gives the first answer. Conflict when the id came with another payload,
    Invalid for an event, contact or introducer that is not the owner's. The caller commits.
    """
    if details.contact_id is None:
        return receive_newcomers(session, owner, {op_id: details}, arrival, phone)[op_id]
    sent = _sent(op_id, details, arrival, phone)
    act = partial(_take_down, session, owner, sent, details, base_rev)
    return once(session, owner.id, sent, act)


def receive_newcomers(
    session: Session,
    owner: User,
    captures: Mapping[UUID, CaptureDetails],
    arrival: Arrival,
    phone: str = "",
) -> dict[UUID, Taken]:
    """The same for captures of people met for the first time, all or none, in a few statements.

    Whoever names an introducer may mean somebody of an earlier capture, so that must be written.
    """
    sent = {op_id: _sent(op_id, details, arrival, phone) for op_id, details in captures.items()}

    # What does not depend on the owner's turn is asked before it: others wait for its end.
    in_use = _in_use(session, owner.id, list(sent))

    def act(new: list[Sent]) -> list[Taken]:
        _check_free(in_use, [one.id for one in new])
        events = events_of(session, owner.id, ((one, captures[one.id]) for one in new))
        met = [meeting(session, owner, one, captures[one.id], events) for one in new]
        alike = _write(session, met, arrival)
        return [Taken(one.id, one.id, may_be_known=one.id in alike) for one in new]

    return once_each(session, owner.id, sent, act)


def _sent(op_id: UUID, details: CaptureDetails, arrival: Arrival, phone: str) -> Sent:
    digest = digest_of(details.model_dump_json(exclude_defaults=True))
    return Sent(op_id, "capture", digest, details.captured_at, arrival, phone)


def _take_down(
    session: Session, owner: User, sent: Sent, details: CaptureDetails, base_rev: int | None
) -> Taken:
    """A further meeting with somebody known, be they deleted, or erased for good, meanwhile."""
    _check_free(_in_use(session, owner.id, [sent.id]), [sent.id])
    known = named(session, owner.id, Contact, details.contact_id)
    events = events_of(session, owner.id, [(sent, details)])
    if known is None:
        _write(session, [meeting(session, owner, sent, details, events)], sent.arrival)
        return Taken(sent.id, sent.id)
    known = get_standing(session, owner.id, known.id)
    stale = is_stale(session, known, base_rev, sent.phone)
    contact, encounter, _event = meeting(session, owner, sent, details, events, known)
    now = sent.arrival.at
    revive(contact, now)
    add_encounter(session, contact, encounter, now)
    open_for(session, encounter, now)
    replan(session, owner, contact.id, now)
    tick_matching(session, [(contact, encounter)])
    return Taken(contact.id, encounter.id, stale=stale)


def _write(session: Session, meetings: Sequence[Meeting], arrival: Arrival) -> set[UUID]:
    """Write meetings with newcomers; gives the ids of those who may be somebody known."""
    met = [(contact, encounter) for contact, encounter, _event in meetings]
    alike = meet_all(session, met)
    open_for_newcomers(session, [encounter for _, encounter in met], arrival.at)
    tick_matching(session, met)
    return alike


def _in_use(session: Session, owner_id: UUID, ids: Sequence[UUID]) -> set[UUID]:
    return set(session.scalars(_IN_USE, {"owner": owner_id, "ids": ids}))


def _check_free(in_use: set[UUID], ids: Sequence[UUID]) -> None:
    """Conflict where an id is a meeting's that no receipt knows."""
    if not in_use.isdisjoint(ids):
        raise Conflict("This id belongs to another meeting. Send it under a new one.")


_encounters: Any = Encounter.__table__
_IN_USE = select(_encounters.c.id).where(
    _encounters.c.owner_id == bindparam("owner"),
    _encounters.c.id.in_(bindparam("ids", expanding=True)),
)
