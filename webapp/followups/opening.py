"""What a meeting opens, and what is opened by hand."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.accounts.details import zone
from webapp.accounts.model import User
from webapp.contacts.model import Contact, Encounter
from webapp.days import day_at
from webapp.events.model import Event
from webapp.followups.kinds import KINDS, promise_of
from webapp.followups.model import FollowUp
from webapp.followups.windows import Days, Window, window
from webapp.rows import write_new

THANKED = {"call", "interview"}
"""Events at which somebody gave me their time: the letter after these is a thank-you."""

BY_HAND = {
    "thank_you": KINDS["thank_you"].days,
    "news": KINDS["news"].days,
    "stay_in_touch": Days(due=0, closes=7),
}
"""What may be opened without a meeting that asks for it, and its days from today."""


def open_for(session: Session, encounter: Encounter, now: datetime) -> list[FollowUp]:
    """Open what an encounter asks for, each with its window of days; the caller commits.

    The days are those of the encounter's time zone. One that arrives late may be over already:
    it opens all the same, since it is still worth writing. A first letter that is still open is
    not joined by a second: it moves to the newer meeting.
    """
    opened = [
        *_join_or_open_letter(session, encounter, now),
        *_promise(encounter, now),
        *_for_introducer(encounter, now),
    ]
    session.add_all(opened)
    session.flush()
    return opened


def open_for_newcomers(session: Session, met: Iterable[Encounter], now: datetime) -> None:
    """The same for the first meetings with people of whom nothing is open yet, in one go."""
    opened: list[FollowUp] = []
    for encounter in met:
        opened += [
            _letter(encounter, letter_kind(session, encounter), now),
            *_promise(encounter, now),
            *_for_introducer(encounter, now),
        ]
    write_new(session, opened)


def meeting_window(encounter: Encounter, kind: str) -> Window:
    """The window that a meeting gives to a follow-up of a kind."""
    met_on = day_at(encounter.at, encounter.time_zone)
    by = encounter.promise_by if kind == "promise" else None
    return window(KINDS[kind].days, met_on, clicked=encounter.clicked, by=by)


def letter_kind(session: Session, encounter: Encounter) -> str:
    """The kind of the letter after a meeting: a thank-you after a call, else the first letter."""
    event = encounter.event_id and session.get(Event, (encounter.owner_id, encounter.event_id))
    return "thank_you" if event and event.kind in THANKED else "nice_to_meet_you"


def open_by_hand(
    session: Session, owner: User, contact: Contact, kind: str, now: datetime, about: str = ""
) -> FollowUp:
    """Open a follow-up that no meeting asks for; it speaks of the newest one where there is one.

    An open one of the kind is not joined by a second: its window starts anew.
    """
    today = now.astimezone(zone(owner.time_zone)).date()
    open_one = next(iter(_queued(session, contact, kind)), None)
    if open_one is not None:
        start_anew(open_one, window(BY_HAND[kind], today), about)
        return open_one
    newest = session.scalar(
        select(Encounter.id)
        .where(Encounter.owner_id == owner.id, Encounter.contact_id == contact.id)
        .order_by(Encounter.at.desc(), Encounter.id.desc())
        .limit(1)
    )
    row = make(owner.id, contact.id, kind, window(BY_HAND[kind], today), now)
    row.encounter_id, row.about, row.time_zone = newest, about, owner.time_zone
    session.add(row)
    session.flush()
    return row


def go_back(session: Session, row: FollowUp, encounter: Encounter) -> bool:
    """Let an open first letter return to an earlier meeting, as the one it moved to is taken back.

    False where that meeting has had its letter, or the follow-up is of another kind.
    """
    kind = letter_kind(session, encounter)
    had = select(FollowUp.id).where(
        FollowUp.owner_id == row.owner_id,
        FollowUp.encounter_id == encounter.id,
        FollowUp.kind == kind,
    )
    if row.state != "queued" or row.kind != kind or session.scalars(had).first() is not None:
        return False
    row.encounter_id = encounter.id
    move(row, meeting_window(encounter, kind))
    return True


def make(
    owner_id: UUID, contact_id: UUID, kind: str, found: Window, now: datetime, **about: Any
) -> FollowUp:
    """A new follow-up, not yet in the session."""
    return FollowUp(
        owner_id=owner_id,
        contact_id=contact_id,
        kind=kind,
        state="queued",
        state_at=now,
        **found._asdict(),
        **about,
    )


def move(row: FollowUp, found: Window) -> None:
    """Give a follow-up another window; setting what is there already changes nothing."""
    for name, day in found._asdict().items():
        if getattr(row, name) != day:
            setattr(row, name, day)


def start_anew(row: FollowUp, found: Window, about: str = "") -> None:
    """Let an open follow-up begin again, as if it had been opened now."""
    move(row, found)
    row.snoozed_until = None
    row.about = about or row.about


def _join_or_open_letter(session: Session, encounter: Encounter, now: datetime) -> list[FollowUp]:
    kind = letter_kind(session, encounter)
    for row in _queued(session, encounter, kind):
        if row.encounter_id is None or _is_older(session, row, encounter):
            row.encounter_id = encounter.id
            start_anew(row, meeting_window(encounter, kind))
        return []
    return [_letter(encounter, kind, now)]


def _letter(encounter: Encounter, kind: str, now: datetime) -> FollowUp:
    return _of_meeting(encounter, encounter.contact_id, kind, now)


def _promise(encounter: Encounter, now: datetime) -> list[FollowUp]:
    if not promise_of(encounter):
        return []
    return [_of_meeting(encounter, encounter.contact_id, "promise", now)]


def _for_introducer(encounter: Encounter, now: datetime) -> list[FollowUp]:
    if encounter.introducer_id is None or encounter.introducer_id == encounter.contact_id:
        return []
    return [_of_meeting(encounter, encounter.introducer_id, "introduction_made", now)]


def _of_meeting(encounter: Encounter, contact_id: UUID, kind: str, now: datetime) -> FollowUp:
    row = make(encounter.owner_id, contact_id, kind, meeting_window(encounter, kind), now)
    row.encounter_id, row.time_zone = encounter.id, encounter.time_zone
    return row


def _queued(session: Session, of: Contact | Encounter, kind: str) -> list[FollowUp]:
    contact_id = of.contact_id if isinstance(of, Encounter) else of.id
    query = select(FollowUp).where(
        FollowUp.owner_id == of.owner_id,
        FollowUp.contact_id == contact_id,
        FollowUp.kind == kind,
        FollowUp.state == "queued",
        FollowUp.recommendation_id.is_(None),
    )
    return list(session.scalars(query.order_by(FollowUp.id)))


def _is_older(session: Session, row: FollowUp, encounter: Encounter) -> bool:
    other = session.get(Encounter, (encounter.owner_id, row.encounter_id))
    return other is None or other.at <= encounter.at
