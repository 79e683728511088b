"""What one screen shows of the day in a hall: the event, my card, and whom I met today."""

from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from webapp.cards.shown import ShownCard
from webapp.contacts.model import Contact, Encounter
from webapp.db import get_owned
from webapp.events.model import Event, event_on_now, list_events


def hall_event(
    session: Session, owner_id: UUID, event_id: UUID | None, now: datetime
) -> Event | None:
    """The event of this id, else the one on now, else the next to come."""
    if event_id is not None:
        return get_owned(session, Event, owner_id, event_id)
    events = list_events(session, owner_id)
    on = event_on_now(events, now)
    coming = [event for event in events if event.starts_on > now.date()]
    return on or (coming[-1] if coming else None)


def hall_card(cards: list[ShownCard], event: Event | None) -> ShownCard | None:
    """The card to show first: a presenter's is the one that hangs somewhere, else the general."""
    hanging = [shown for shown in cards if shown.card.place]
    if event is not None and event.role == "presenter" and hanging:
        return hanging[0]
    return cards[0] if cards else None


def met_today(session: Session, owner_id: UUID, event: Event, now: datetime) -> list[Encounter]:
    """Today's encounters at an event, by its own calendar, the latest first."""
    zone = ZoneInfo(event.time_zone)
    midnight = datetime.combine(now.astimezone(zone).date(), time(), zone)
    return list(
        session.scalars(
            select(Encounter)
            .join(Encounter.contact)
            .where(
                Encounter.owner_id == owner_id,
                Encounter.event_id == event.id,
                Encounter.at >= midnight,
                Encounter.at < midnight + timedelta(days=1),
                Contact.deleted_at.is_(None),
            )
            .options(contains_eager(Encounter.contact))
            .order_by(Encounter.at.desc(), Encounter.id.desc())
        )
    )
