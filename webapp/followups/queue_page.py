"""The queue a screen at a time: the first of each group, led to by an index.

`queue.list_queue` gives everything in one list; here no more is loaded than is shown.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Date,
    Select,
    and_,
    bindparam,
    literal,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Session

from webapp.contacts.model import Contact
from webapp.followups.kinds import KINDS, RANKS
from webapp.followups.model import FollowUp
from webapp.followups.queue import QueueItem, items_about
from webapp.followups.windows import GROUPS

SHOWN, SHOWN_ALONE = 20, 50
"""So many of each group on the first screen, and so many at once of one that is asked for alone."""

_STATES = {"waiting": ("sent",), "done": ("skipped", "replied")}
"""The states of a group; the others are queued."""


@dataclass(slots=True)
class Part:
    """Some of a group in the queue's order; `following` is how many to skip for the next ones."""

    items: list[QueueItem] = field(default_factory=list)
    following: int | None = None


class _Place(NamedTuple):
    """A row and where it stands in its group, before it is loaded."""

    rank: int
    closes_on: date
    due_on: date
    id: UUID
    contact_id: UUID


def queue_parts(
    session: Session,
    owner_id: UUID,
    on: date,
    *,
    groups: Collection[str] = GROUPS,
    skip: int = 0,
    most: int = SHOWN,
    state: str | None = None,
) -> dict[str, Part]:
    """At most so many of each of these groups on a day, after so many that are skipped.

    What is not the next thing for its person is left out, unless one `state` is asked for.
    """
    end = skip + most
    # One more than are shown, so as to know whether any follow.
    found = {group: _places(session, owner_id, on, group, state, end + 1) for group in groups}
    shown = {group: places[skip:end] for group, places in found.items()}
    items = _load(session, owner_id, on, shown)
    return {
        group: Part(
            [item for item in items[group] if item.is_next or group == "done" or state],
            end if len(found[group]) > end else None,
        )
        for group in groups
    }


def _load(
    session: Session, owner_id: UUID, on: date, shown: dict[str, list[_Place]]
) -> dict[str, list[QueueItem]]:
    """The rows as the day sees them, which needs whatever else is open for their people."""
    group_of = {place.id: group for group, places in shown.items() for place in places}
    contact_ids = {
        place.contact_id for group, places in shown.items() if group != "done" for place in places
    }
    found: dict[str, list[QueueItem]] = defaultdict(list)
    for item in items_about(session, owner_id, contact_ids, group_of, on):
        if item.follow_up.id in group_of:
            found[item.group].append(item)
    return found


def _places(
    session: Session, owner_id: UUID, on: date, group: str, state: str | None, most: int
) -> list[_Place]:
    """The first of a group in the queue's order."""
    states = [one for one in _STATES.get(group, ("queued",)) if state in (None, one)]
    if not states:
        return []
    given = {"owner_id": owner_id, "today": on, "most": most}
    if group == "done":
        rows = session.execute(_latest(tuple(states)), given).all()
        latest = sorted(rows, key=lambda row: (row.state_at, row.id), reverse=True)
        return [_Place(*row[:-1]) for row in latest[:most]]
    found = session.execute(_first(group, states[0]), given)
    return sorted(_Place(*row) for row in found)[:most]


# To put these statements together takes longer than to have them answered, so it is done once.
@cache
def _first(group: str, state: str) -> CompoundSelect[*tuple[Any, ...]]:
    """The first of each kind; by itself, because the index has them in order within one kind."""
    some = [
        _standing(state, kind)
        .where(asks)
        .order_by(FollowUp.closes_on, FollowUp.due_on, FollowUp.id)
        .limit(bindparam("most"))
        .subquery()
        for kind in KINDS
        for asks in _asks(group)
    ]
    return union_all(*map(select, some))


@cache
def _latest(states: tuple[str, ...]) -> CompoundSelect[*tuple[Any, ...]]:
    """What came to its end last, of each of these states."""
    some = [
        _standing(state)
        .add_columns(FollowUp.state_at)
        .order_by(FollowUp.state_at.desc(), FollowUp.id.desc())
        .limit(bindparam("most"))
        .subquery()
        for state in states
    ]
    return union_all(*map(select, some))


def _standing(state: str, kind: str | None = None) -> Select[*tuple[Any, ...]]:
    """The places of an owner's rows in this state whose contact is not deleted.

    That is asked for each row by itself, and is no join: behind row-level security PostgreSQL
    expects next to nobody there, and would begin with every contact.
    """
    contact_stands = (
        select(Contact.deleted_at.is_(None))
        .where(Contact.owner_id == FollowUp.owner_id, Contact.id == FollowUp.contact_id)
        .scalar_subquery()
    )
    query = select(
        literal(RANKS[kind] if kind else 0).label("rank"),
        FollowUp.closes_on,
        FollowUp.due_on,
        FollowUp.id,
        FollowUp.contact_id,
    ).where(
        FollowUp.owner_id == bindparam("owner_id"),
        FollowUp.state == state,
        contact_stands,
    )
    return query.where(FollowUp.kind == kind) if kind else query


def _asks(group: str) -> list[ColumnElement[bool]]:
    """What is true of a row that is in a group today: `windows.group` in the database's words.

    One of these is, and an index leads to the first of each.
    """
    today = bindparam("today", type_=Date())
    if group == "waiting":
        return [true()]
    if group == "coming":
        # A window closes on the day it is due, or later.
        ahead = and_(FollowUp.closes_on > today, FollowUp.due_on > today)
        return [ahead, and_(FollowUp.due_on <= today, FollowUp.snoozed_until > today)]
    awake = and_(
        FollowUp.due_on <= today,
        or_(FollowUp.snoozed_until.is_(None), FollowUp.snoozed_until <= today),
    )
    if group == "late":
        return [and_(awake, FollowUp.closes_on < today)]
    evening = and_(FollowUp.due_on == today, FollowUp.opens_on == FollowUp.due_on)
    return [and_(awake, FollowUp.closes_on >= today, evening if group == "tonight" else ~evening)]
