"""Follow-ups as a phone keeps them, to write and to mark with no network."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from webapp.accounts.model import User
from webapp.cards.model import Card, CardAddress
from webapp.contacts.model import Contact, Encounter
from webapp.days import day_at
from webapp.events.model import Event
from webapp.followups.drafts import Sender
from webapp.followups.letters import letter_for
from webapp.followups.model import FollowUp
from webapp.followups.queue import QueueItem, better_day, items_of
from webapp.followups.shapes import DraftOut, PersonOut, draft_out
from webapp.followups.signature import signature_of
from webapp.followups.windows import is_for_the_evening
from webapp.followups.words import best_day_words, detail_of, meeting_words
from webapp.recommendations.model import Recommendation
from webapp.relations.model import Act, Offer
from webapp.revisions import Note, shown_in


class PocketFollowUp(BaseModel):
    """What the queue and the letter need; the phone works out the group from the days."""

    id: UUID
    kind: str
    contact: PersonOut
    encounter_id: UUID | None
    event_id: UUID | None
    opens_on: date
    due_on: date
    closes_on: date
    tonight: bool
    """Whether it is for the evening of the day on which it is due."""
    state: str
    state_at: datetime
    snoozed_until: date | None
    best_on: date | None
    best_why: str
    """A better day for writing than the day it is due, if there is one, and why."""
    detail: str
    where: str
    """Where it was, and what else a row says."""
    met_on: date | None
    time_zone: str
    own_wording: bool
    draft: DraftOut


def pocket_values(
    session: Session, owner_id: UUID, ids: Collection[UUID], base_url: str
) -> dict[UUID, BaseModel]:
    """Those that are there; not those of a deleted contact."""
    me = signature_of(session, session.get_one(User, owner_id), base_url)
    # Nothing that is kept depends on the day, so any will do.
    items = items_of(session, owner_id, ids, date.min)
    return {item.follow_up.id: _out(item, me) for item in items}


@shown_in(Contact)
def _of_contacts(session: Session, owner_id: UUID, ids: Collection[UUID]) -> Iterable[Note]:
    """Letters name the contact, whoever introduced them, and to these whom they introduced."""
    of_them = or_(Encounter.contact_id.in_(ids), Encounter.introducer_id.in_(ids))
    meetings = select(Encounter.id).where(Encounter.owner_id == owner_id, of_them)
    yield from _notes(session, owner_id, FollowUp.contact_id.in_(ids))
    yield from _notes(session, owner_id, FollowUp.encounter_id.in_(meetings))


@shown_in(Encounter)
def _of_encounters(session: Session, owner_id: UUID, ids: Collection[UUID]) -> Iterable[Note]:
    return _notes(session, owner_id, FollowUp.encounter_id.in_(ids))


@shown_in(FollowUp)
def _beside(session: Session, owner_id: UUID, ids: Collection[UUID]) -> Iterable[Note]:
    """The first letter speaks of a promise only while that is open."""
    theirs = select(FollowUp.encounter_id).where(
        FollowUp.owner_id == owner_id, FollowUp.id.in_(ids)
    )
    return _notes(session, owner_id, FollowUp.encounter_id.in_(theirs))


@shown_in(Event)
def _of_events(session: Session, owner_id: UUID, ids: Collection[UUID]) -> Iterable[Note]:
    there = select(Encounter.id).where(Encounter.owner_id == owner_id, Encounter.event_id.in_(ids))
    return _notes(session, owner_id, FollowUp.encounter_id.in_(there))


@shown_in(Act, new=True)
def _of_acts(session: Session, owner_id: UUID, ids: Collection[UUID]) -> Iterable[Note]:
    """Letters to somebody name what they did."""
    theirs = select(Act.contact_id).where(Act.owner_id == owner_id, Act.id.in_(ids))
    return _notes(session, owner_id, FollowUp.contact_id.in_(theirs))


@shown_in(Offer, new=True)
def _of_offers(session: Session, owner_id: UUID, ids: Collection[UUID]) -> Iterable[Note]:
    """Letters to somebody name what I can do for them."""
    theirs = select(Offer.contact_id).where(Offer.owner_id == owner_id, Offer.id.in_(ids))
    return _notes(session, owner_id, FollowUp.contact_id.in_(theirs))


@shown_in(Recommendation)
def _of_letters(session: Session, owner_id: UUID, ids: Collection[UUID]) -> Iterable[Note]:
    return _notes(session, owner_id, FollowUp.recommendation_id.in_(ids))


@shown_in(User, Card, CardAddress, new=True)
def _signed(session: Session, owner_id: UUID, _ids: Collection[UUID]) -> Iterable[Note]:
    """Every letter is signed by the account or its general card."""
    return _notes(session, owner_id, FollowUp.owner_id == owner_id)


def _notes(session: Session, owner_id: UUID, which: ColumnElement[bool]) -> Iterable[Note]:
    query = select(FollowUp.id).where(FollowUp.owner_id == owner_id, which)
    return [("follow_up", one) for one in session.scalars(query)]


def _out(item: QueueItem, me: Sender) -> PocketFollowUp:
    row, encounter, letter = item.follow_up, item.follow_up.encounter, letter_for(item, me)
    best = better_day(row)
    return PocketFollowUp(
        id=row.id,
        kind=row.kind,
        contact=PersonOut(id=row.contact.id, name=row.contact.name),
        encounter_id=row.encounter_id,
        event_id=encounter.event_id if encounter else None,
        opens_on=row.opens_on,
        due_on=row.due_on,
        closes_on=row.closes_on,
        tonight=is_for_the_evening(row.opens_on, row.due_on),
        state=row.state,
        state_at=row.state_at,
        snoozed_until=row.snoozed_until,
        best_on=best.on if best else None,
        best_why=best_day_words(best) if best else "",
        detail=detail_of(row),
        where=meeting_words(row),
        met_on=day_at(encounter.at, encounter.time_zone) if encounter else None,
        time_zone=row.zone,
        own_wording=letter.own_wording,
        draft=draft_out(letter),
    )
