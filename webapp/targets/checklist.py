"""The checklist of an event: its targets with their ticks, by day and in the order of the hall."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.contacts.model import Contact, Encounter
from webapp.contacts.search import fold
from webapp.db import get_owned
from webapp.formats.natural import natural_key
from webapp.targets.model import Target, TargetMeeting


@dataclass(frozen=True, slots=True)
class PersonMet:
    """Somebody in whom a target was met."""

    contact_id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Item:
    """A target and whom I met there."""

    target: Target
    met: tuple[PersonMet, ...]

    @property
    def done(self) -> bool:
        """Whether it is ticked, by hand or by a meeting."""
        return self.target.ticked_at is not None or bool(self.met)


def list_targets(session: Session, owner_id: UUID, event_id: UUID | None = None) -> list[Item]:
    """An owner's targets, of one event or of all, in the order of the checklist."""
    query = select(Target).where(Target.owner_id == owner_id)
    if event_id is not None:
        query = query.where(Target.event_id == event_id)
    return _items(session, owner_id, session.scalars(query))


def targets_by_id(session: Session, owner_id: UUID, ids: Iterable[UUID]) -> list[Item]:
    """The owner's targets among these ids."""
    query = select(Target).where(Target.owner_id == owner_id, Target.id.in_(list(ids)))
    return _items(session, owner_id, session.scalars(query))


def get_target(session: Session, owner_id: UUID, target_id: UUID) -> Item:
    """One target with whom I met there; NotFound also where it is another's."""
    return _items(session, owner_id, [get_owned(session, Target, owner_id, target_id)])[0]


def by_day(items: Iterable[Item]) -> list[tuple[date | None, list[Item]]]:
    """The checklist in its days; what has no day comes last."""
    return [(day, list(some)) for day, some in groupby(items, key=lambda item: item.target.on)]


def _items(session: Session, owner_id: UUID, targets: Iterable[Target]) -> list[Item]:
    targets = list(targets)
    people: dict[UUID, dict[UUID, PersonMet]] = defaultdict(dict)
    rows = session.execute(
        select(TargetMeeting.target_id, Contact.id, Contact.name)
        .join(
            Encounter,
            (Encounter.owner_id == TargetMeeting.owner_id)
            & (Encounter.id == TargetMeeting.encounter_id),
        )
        .join(Encounter.contact)
        .where(
            TargetMeeting.owner_id == owner_id,
            TargetMeeting.target_id.in_([target.id for target in targets]),
            Contact.deleted_at.is_(None),
        )
        .order_by(Encounter.at, Encounter.id)
    )
    for target_id, contact_id, name in rows:
        people[target_id][contact_id] = PersonMet(contact_id, name)
    items = [Item(target, tuple(people[target.id].values())) for target in targets]
    return sorted(items, key=place_in_checklist)


def place_in_checklist(item: Item) -> tuple[Any, ...]:
    """By day; within it what has a time in that order, then the rest as one walks the hall."""
    target = item.target
    return (
        target.on or date.max,
        target.time or "~",
        not target.place,
        natural_key(target.place),
        fold(target.name),
        str(target.id),
    )
