"""Ticking targets: by a meeting that matches, or by hand."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from webapp.contacts.model import Contact, Encounter
from webapp.targets.match import Met, matches
from webapp.targets.model import Target, TargetMeeting


def tick_matching(session: Session, met: Iterable[tuple[Contact, Encounter]]) -> None:
    """Tick the targets that these meetings of one owner match, each at its event; in one query."""
    at_events = [(contact, encounter) for contact, encounter in met if encounter.event_id]
    if not at_events:
        return
    targets = _targets(session, at_events[0][1].owner_id, {met.event_id for _, met in at_events})
    for contact, encounter in at_events:
        for target in targets:
            if target.event_id == encounter.event_id and matches(target, _met(contact, encounter)):
                _tie(session, target, encounter.id)
    session.flush()


def tick_if_met(session: Session, target: Target) -> None:
    """Tick a new target that was met at its event before it was put down."""
    rows = session.execute(
        select(Encounter, Contact)
        .join(Encounter.contact)
        .where(
            Encounter.owner_id == target.owner_id,
            Encounter.event_id == target.event_id,
            Contact.deleted_at.is_(None),
        )
    )
    for encounter, contact in rows:
        if matches(target, _met(contact, encounter)):
            _tie(session, target, encounter.id)
    session.flush()


def tick(target: Target, now: datetime) -> None:
    """Tick a target by hand; it keeps the time of the first tick."""
    target.ticked_at = target.ticked_at or now


def untick(session: Session, target: Target) -> None:
    """Take the tick off, also one that a meeting made. The meeting itself stays."""
    target.ticked_at = None
    session.execute(
        delete(TargetMeeting).where(
            TargetMeeting.owner_id == target.owner_id, TargetMeeting.target_id == target.id
        )
    )
    session.flush()


def _targets(session: Session, owner_id: UUID, event_ids: Collection[UUID | None]) -> list[Target]:
    query = select(Target).where(Target.owner_id == owner_id, Target.event_id.in_(event_ids))
    return list(session.scalars(query))


def _met(contact: Contact, encounter: Encounter) -> Met:
    return Met(
        contact_id=contact.id,
        program_id=contact.program_id,
        name=contact.name,
        organisation=contact.organisation or "",
        place=encounter.place,
    )


def _tie(session: Session, target: Target, encounter_id: UUID) -> None:
    key = (target.owner_id, target.id, encounter_id)
    if session.get(TargetMeeting, key) is None:
        session.add(TargetMeeting(owner_id=key[0], target_id=target.id, encounter_id=encounter_id))
