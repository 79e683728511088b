"""Targets as a phone keeps them, to be looked at with no network."""

from collections.abc import Collection, Iterator
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.contacts.model import Contact, Encounter
from webapp.events.model import Event
from webapp.revisions import Note, shown_in
from webapp.targets.checklist import targets_by_id
from webapp.targets.model import Target, TargetMeeting
from webapp.targets.shapes import target_out


def pocket_values(session: Session, owner_id: UUID, ids: Collection[UUID]) -> dict[UUID, BaseModel]:
    """Those that are there, in two queries."""
    return {item.target.id: target_out(item) for item in targets_by_id(session, owner_id, ids)}


@shown_in(Encounter)
def _ticked_by(session: Session, owner_id: UUID, ids: Collection[UUID]) -> Iterator[Note]:
    query = select(TargetMeeting.target_id).where(
        TargetMeeting.owner_id == owner_id, TargetMeeting.encounter_id.in_(ids)
    )
    yield from (("target", one) for one in session.scalars(query))


@shown_in(Contact)
def _met_in(session: Session, owner_id: UUID, ids: Collection[UUID]) -> Iterator[Note]:
    query = (
        select(TargetMeeting.target_id)
        .join(
            Encounter,
            (Encounter.owner_id == TargetMeeting.owner_id)
            & (Encounter.id == TargetMeeting.encounter_id),
        )
        .where(TargetMeeting.owner_id == owner_id, Encounter.contact_id.in_(ids))
    )
    yield from (("target", one) for one in session.scalars(query))


@shown_in(Event)
def _planned_for(session: Session, owner_id: UUID, ids: Collection[UUID]) -> Iterator[Note]:
    """An event takes its targets along when it goes."""
    query = select(Target.id).where(Target.owner_id == owner_id, Target.event_id.in_(ids))
    yield from (("target", one) for one in session.scalars(query))
