"""The queue: what a day asks, in order, and what comes next for each person."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, bindparam, or_, select
from sqlalchemy.orm import Session, aliased, contains_eager, joinedload

from webapp.contacts.model import Contact, Encounter
from webapp.contacts.search import fold
from webapp.days import day_at
from webapp.db import Id
from webapp.errors import NotFound
from webapp.followups.cap import too_soon
from webapp.followups.kinds import KINDS, RANKS, owed_line
from webapp.followups.model import FollowUp
from webapp.followups.windows import (
    GROUPS,
    Advice,
    Window,
    best_day,
    group,
    is_for_the_evening,
    urgency_rank,
)
from webapp.followups.words import best_day_words, window_words

TRAVELLED_TO = {"conference", "society_meeting"}
"""Events from which one travels home when they are over."""

OPEN_STATES = ("queued", "sent")
DONE_STATES = ("skipped", "replied")


@dataclass(frozen=True, slots=True)
class QueueItem:
    """A follow-up as a day sees it: its group, and where its window stands in words.

    `promise_settled` says that what was promised there has been sent or given up, so that no
    letter need speak of it again. `is_next` is true of the one that comes next for its person,
    `behind` counts the other open ones. `met_before` says that it was not their first meeting,
    `told` that a letter about this meeting went to them before.
    """

    follow_up: FollowUp
    on: date
    group: str
    words: str
    promise_settled: bool
    met_before: bool = False
    told: bool = False
    is_next: bool = True
    behind: int = 0
    too_soon_until: date | None = None

    @property
    def best(self) -> Advice | None:
        """A better day for writing than the day it is due, while that still lies ahead."""
        if self.group not in ("coming", "due") or self.follow_up.snoozed_until is not None:
            return None
        found = better_day(self.follow_up)
        return found if found and found.on > self.on else None

    @property
    def best_why(self) -> str:
        """That day and its reason in words, if there is one."""
        best = self.best
        return best_day_words(best) if best else ""


def better_day(row: FollowUp) -> Advice | None:
    """A better day for writing than the day a follow-up is due, whatever day it is now."""
    event = row.encounter.event if row.encounter else None
    ends_on = event.ends_on if event and event.kind in TRAVELLED_TO else None
    return best_day(Window(row.opens_on, row.due_on, row.closes_on), ends_on)


def list_queue(
    session: Session,
    owner_id: UUID,
    on: date,
    state: str | None = None,
) -> list[QueueItem]:
    """What is owed on a day, in the order in which to look at it; deleted contacts are absent.

    `state` keeps that state alone.
    """
    wanted = [FollowUp.state == state] if state else []
    items = _items(session, owner_id, on, *wanted)
    return sorted(one_next(_capped(session, owner_id, items, on)), key=_place)


def one_next(items: Iterable[QueueItem]) -> list[QueueItem]:
    """The same items, each saying whether it is the next thing for its person.

    What is done is nobody's next thing.
    """
    by_person: dict[UUID, list[QueueItem]] = defaultdict(list)
    for item in items:
        by_person[item.follow_up.contact_id].append(item)
    return [found for theirs in by_person.values() for found in _one_of_theirs(theirs)]


def _one_of_theirs(items: list[QueueItem]) -> Iterable[QueueItem]:
    still_open = sorted((item for item in items if item.group != "done"), key=_urgency)
    for item in items:
        is_next = bool(still_open) and item is still_open[0]
        yield replace(item, is_next=is_next, behind=len(still_open) - 1 if is_next else 0)


def _urgency(item: QueueItem) -> tuple[Any, ...]:
    row = item.follow_up
    return (*urgency_rank(item.group, RANKS[row.kind], row.due_on), str(row.id))


def follow_ups_of(
    session: Session, owner_id: UUID, contact_ids: Collection[UUID], on: date
) -> dict[UUID, list[QueueItem]]:
    """The follow-ups of each of these contacts, in the order of the queue."""
    found: dict[UUID, list[QueueItem]] = defaultdict(list)
    items = _items(session, owner_id, on, FollowUp.contact_id.in_(contact_ids))
    capped = _capped(session, owner_id, items, on)
    for item in sorted(one_next(capped), key=_place):
        found[item.follow_up.contact_id].append(item)
    return found


def items_of(
    session: Session, owner_id: UUID, follow_up_ids: Collection[UUID], on: date
) -> list[QueueItem]:
    """Those of these follow-ups that are the owner's and whose contact is not deleted."""
    return _items(session, owner_id, on, FollowUp.id.in_(follow_up_ids))


def items_about(
    session: Session,
    owner_id: UUID,
    contact_ids: Collection[UUID],
    follow_up_ids: Collection[UUID],
    on: date,
) -> list[QueueItem]:
    """What is open for these contacts, and what is done of these follow-ups, in order."""
    still_open = (FollowUp.contact_id.in_(contact_ids), FollowUp.state.in_(OPEN_STATES))
    done = (FollowUp.id.in_(follow_up_ids), FollowUp.state.in_(DONE_STATES))
    items = [
        *_items(session, owner_id, on, *still_open),
        *_items(session, owner_id, on, *done),
    ]
    return sorted(one_next(_capped(session, owner_id, items, on)), key=_place)


def owed_words(items: Iterable[QueueItem]) -> list[str]:
    """What is still owed, a line each for the NOTE of a vCard: "Promised: the sepsis paper"."""
    return [owed_line(item.follow_up) for item in items if _is_owed(item)]


def _is_owed(item: QueueItem) -> bool:
    """Whether it belongs into a note: a sign of life in half a year does not yet."""
    return (
        item.follow_up.state == "queued"
        and item.follow_up.opens_on <= item.on
        and not (item.follow_up.kind == "stay_in_touch" and item.group == "coming")
    )


def sent_lately(session: Session, owner_id: UUID, most: int = 60) -> list[QueueItem]:
    """The last letters that went out, as the day sees them on which each did."""
    query = (
        _owned()
        .where(FollowUp.state.in_(("sent", "replied")))
        .order_by(FollowUp.state_at.desc(), FollowUp.id.desc())
        .limit(most)
    )
    return [
        seen_on(row, day_at(row.state_at, row.zone), *known)
        for row, *known in session.execute(query, {"owner_id": owner_id})
    ]


def get_item(session: Session, owner_id: UUID, follow_up_id: UUID, on: date) -> QueueItem:
    """One follow-up of the owner's; NotFound also while its contact is deleted."""
    found = _items(session, owner_id, on, FollowUp.id == follow_up_id)
    if not found:
        raise NotFound("FollowUp")
    return _capped(session, owner_id, found, on)[0]


def _capped(
    session: Session, owner_id: UUID, items: Iterable[QueueItem], on: date
) -> list[QueueItem]:
    """The same items; letters that would be one too many say until when they are too soon."""
    items = list(items)
    contacts = {item.follow_up.contact_id: item.follow_up.contact for item in items if _free(item)}
    until = too_soon(session, owner_id, list(contacts.values()), on) if contacts else {}
    return [
        replace(item, too_soon_until=until.get(item.follow_up.contact_id)) if _free(item) else item
        for item in items
    ]


def _free(item: QueueItem) -> bool:
    return item.follow_up.state == "queued" and KINDS[item.follow_up.kind].of_own_accord


def seen_on(
    follow_up: FollowUp,
    on: date,
    promise_settled: bool,  # noqa: FBT001  # as the query gives them
    met_before: bool = False,  # noqa: FBT001
    told: bool = False,  # noqa: FBT001
) -> QueueItem:
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
    return QueueItem(follow_up, on, in_group, words, promise_settled, met_before, told)


@cache
def _owned() -> Select[FollowUp, bool, bool, bool]:
    """An owner's follow-ups with all that a row or a letter needs, and what came before them.

    That is whether their promise is settled, whether the two had met before, and whether a letter
    about the meeting went out. Putting this together takes longer than having it answered.
    """
    owner_id = bindparam("owner_id", type_=Id())
    kept = aliased(FollowUp)
    settled = select(kept.id).where(
        kept.owner_id == owner_id,
        kept.encounter_id == FollowUp.encounter_id,
        kept.kind == "promise",
        kept.state != "queued",
    )
    this, earlier = aliased(Encounter), aliased(Encounter)
    before = (
        select(earlier.id)
        .join(this, (this.owner_id == earlier.owner_id) & (this.id == FollowUp.encounter_id))
        .where(
            earlier.owner_id == owner_id,
            earlier.contact_id == FollowUp.contact_id,
            earlier.at < this.at,
        )
    )
    sent = aliased(FollowUp)
    told = select(sent.id).where(
        sent.owner_id == owner_id,
        sent.encounter_id == FollowUp.encounter_id,
        sent.contact_id == FollowUp.contact_id,
        sent.id != FollowUp.id,
        sent.state.in_(("sent", "replied")),
        or_(FollowUp.state == "queued", sent.state_at < FollowUp.state_at),
    )
    return (
        select(FollowUp, settled.exists(), before.exists(), told.exists())
        .join(FollowUp.contact)
        .where(FollowUp.owner_id == owner_id, Contact.deleted_at.is_(None))
        .options(
            contains_eager(FollowUp.contact),
            joinedload(FollowUp.encounter).options(
                joinedload(Encounter.event),
                joinedload(Encounter.introducer),
                joinedload(Encounter.contact),
            ),
            joinedload(FollowUp.act),
            joinedload(FollowUp.recommendation),
        )
    )


def _items(
    session: Session, owner_id: UUID, on: date, *wanted: ColumnElement[bool]
) -> list[QueueItem]:
    found = session.execute(_owned().where(*wanted), {"owner_id": owner_id})
    return [seen_on(follow_up, on, *known) for follow_up, *known in found]


def _place(item: QueueItem) -> tuple[Any, ...]:
    """Where an item stands in the queue; of what is over, the latest comes first."""
    row = item.follow_up
    if item.group == "done":
        return (GROUPS.index(item.group), -row.state_at.timestamp(), str(row.id))
    name = fold(row.contact.name)
    order = (row.closes_on, row.due_on, name, str(row.id))
    return (GROUPS.index(item.group), RANKS[row.kind], *order)
