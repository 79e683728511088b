"""The queue: what an encounter opens, and what a day asks, in order."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased, contains_eager, joinedload

from webapp.contacts.model import Contact, Encounter
from webapp.contacts.search import fold
from webapp.days import day_at
from webapp.errors import NotFound
from webapp.followups.kinds import KINDS, RANKS
from webapp.followups.model import FollowUp
from webapp.followups.windows import GROUPS, group, is_for_the_evening, window
from webapp.followups.words import window_words

OPEN_STATES = ("queued", "sent")
DONE_STATES = ("skipped", "replied")


@dataclass(frozen=True, slots=True)
class QueueItem:
    """A follow-up as a day sees it: its group, and where its window stands in words.

    `promise_settled` says that what was promised there has been sent or given up, so that no
    letter need speak of it again.
    """

    follow_up: FollowUp
    on: date
    group: str
    words: str
    promise_settled: bool


def open_for(session: Session, encounter: Encounter, now: datetime) -> list[FollowUp]:
    """Open what an encounter asks for, each with its window of days; the caller commits.

    The days are those of the encounter's time zone. One that arrives late may be over already:
    it opens all the same, since it is still worth writing.
    """
    met_on = day_at(encounter.at, encounter.time_zone)
    opened = [
        FollowUp(
            owner_id=encounter.owner_id,
            contact_id=encounter.contact_id,
            encounter_id=encounter.id,
            kind=name,
            state="queued",
            state_at=now,
            **window(kind.days, met_on, clicked=encounter.clicked)._asdict(),
        )
        for name, kind in KINDS.items()
        if kind.opens(encounter)
    ]
    session.add_all(opened)
    session.flush()
    return opened


def list_queue(
    session: Session,
    owner_id: UUID,
    on: date,
    state: str | None = None,
    most_done: int | None = None,
) -> list[QueueItem]:
    """What is owed on a day, in the order in which to look at it; deleted contacts are absent.

    `state` keeps that state alone, `most_done` the latest few of those that are done.
    """
    states = (state,) if state else OPEN_STATES + DONE_STATES
    still_open = _owned(owner_id).where(FollowUp.state.in_(set(states).intersection(OPEN_STATES)))
    done = (
        _owned(owner_id)
        .where(FollowUp.state.in_(set(states).intersection(DONE_STATES)))
        .order_by(FollowUp.state_at.desc(), FollowUp.id.desc())
        .limit(most_done)
    )
    return sorted([*_items(session, still_open, on), *_items(session, done, on)], key=_place)


def follow_ups_of(
    session: Session, owner_id: UUID, contact_ids: Collection[UUID], on: date
) -> dict[UUID, list[QueueItem]]:
    """The follow-ups of each of these contacts, in the order of the queue."""
    found: dict[UUID, list[QueueItem]] = defaultdict(list)
    query = _owned(owner_id).where(FollowUp.contact_id.in_(contact_ids))
    for item in sorted(_items(session, query, on), key=_place):
        found[item.follow_up.contact_id].append(item)
    return found


def items_of(
    session: Session, owner_id: UUID, follow_up_ids: Collection[UUID], on: date
) -> list[QueueItem]:
    """Those of these follow-ups that are the owner's and whose contact is not deleted."""
    return list(_items(session, _owned(owner_id).where(FollowUp.id.in_(follow_up_ids)), on))


def owed_words(items: Iterable[QueueItem]) -> list[str]:
    """What is still owed, a line each for the NOTE of a vCard: "Promised: the sepsis paper"."""
    owed = (item.follow_up for item in items)
    return [KINDS[row.kind].owes(row) for row in owed if row.state == "queued"]


def get_item(session: Session, owner_id: UUID, follow_up_id: UUID, on: date) -> QueueItem:
    """One follow-up of the owner's; NotFound also while its contact is deleted."""
    found = list(_items(session, _owned(owner_id).where(FollowUp.id == follow_up_id), on))
    if not found:
        raise NotFound("FollowUp")
    return found[0]


def seen_on(follow_up: FollowUp, on: date, *, promise_settled: bool) -> QueueItem:
    """A follow-up as this day sees it."""
    in_group = group(
        state=follow_up.state,
        due_on=follow_up.due_on,
        closes_on=follow_up.closes_on,
        snoozed_until=follow_up.snoozed_until,
        tonight=is_for_the_evening(follow_up.opens_on, follow_up.due_on),
        on=on,
    )
    words = window_words(follow_up, in_group, on)
    return QueueItem(follow_up, on, in_group, words, promise_settled)


def _owned(owner_id: UUID) -> Select[FollowUp, bool]:
    """Follow-ups with all that a row or a letter needs, and whether their promise is settled."""
    kept = aliased(FollowUp)
    settled = select(kept.id).where(
        kept.owner_id == owner_id,
        kept.encounter_id == FollowUp.encounter_id,
        kept.kind == "promise",
        kept.state != "queued",
    )
    return (
        select(FollowUp, settled.exists())
        .join(FollowUp.contact)
        .where(FollowUp.owner_id == owner_id, Contact.deleted_at.is_(None))
        .options(
            contains_eager(FollowUp.contact),
            joinedload(FollowUp.encounter).options(
                joinedload(Encounter.event), joinedload(Encounter.introducer)
            ),
        )
    )


def _items(session: Session, query: Select[FollowUp, bool], on: date) -> Iterable[QueueItem]:
    for follow_up, settled in session.execute(query):
        yield seen_on(follow_up, on, promise_settled=settled)


def _place(item: QueueItem) -> tuple[Any, ...]:
    """Where an item stands in the queue; of what is over, the latest comes first."""
    row = item.follow_up
    if item.group == "done":
        return (GROUPS.index(item.group), -row.state_at.timestamp(), str(row.id))
    name = fold(row.contact.name)
    order = (row.closes_on, row.due_on, name, str(row.id))
    return (GROUPS.index(item.group), RANKS[row.kind], *order)
