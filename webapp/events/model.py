"""Events: where people are met, from which day to which, in which time zone."""

from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String, bindparam, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from webapp.db import Base, new_id

KINDS = {
    "conference": "Conference",
    "rotation": "Rotation",
    "observership": "Observership",
    "virtual_open_house": "Virtual open house",
    "society_meeting": "Society meeting",
    "call": "Call",
}
ROLES = {"attendee": "Attendee", "presenter": "Presenter", "volunteer": "Volunteer"}


class Event(Base):
    """A conference, rotation, observership, open house, society meeting or call."""

    __tablename__ = "event"
    pocket = ("event", "id")
    __table_args__ = (
        ForeignKeyConstraint(["owner_id", "program_id"], ["program.owner_id", "program.id"]),
        Index(None, "owner_id", "starts_on", "id"),
        {"sqlite_with_rowid": False},
    )

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20), default="conference")
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    time_zone: Mapped[str] = mapped_column(String(64))
    place: Mapped[str] = mapped_column(String(200), default="")
    role: Mapped[str] = mapped_column(String(20), default="attendee")
    program_id: Mapped[UUID | None]
    """The program where a rotation, open house or call is."""
    created_at: Mapped[datetime]

    def is_on(self, now: datetime) -> bool:
        """Whether the event is running at this moment, by its own calendar."""
        return self.starts_on <= now.astimezone(ZoneInfo(self.time_zone)).date() <= self.ends_on


class EventTask(Base):
    """What became of something that an event asked; without a row it is still open."""

    pocket = ("event", "event_id")
    __tablename__ = "event_task"
    __table_args__ = (
        ForeignKeyConstraint(
            ["owner_id", "event_id"], ["event.owner_id", "event.id"], ondelete="CASCADE"
        ),
        {"sqlite_with_rowid": False},
    )

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    event_id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    state: Mapped[str] = mapped_column(String(10))
    settled_at: Mapped[datetime]


def list_events(session: Session, owner_id: UUID) -> list[Event]:
    """All of an owner's events, the latest first."""
    return list(
        session.scalars(
            select(Event)
            .where(Event.owner_id == owner_id)
            .order_by(Event.starts_on.desc(), Event.id.desc())
        )
    )


def events_near(session: Session, owner_id: UUID, moments: Collection[datetime]) -> list[Event]:
    """Those that may be on at any of these moments, the latest first; see event_on_now."""
    if not moments:
        return []
    # By the clocks of the world it may be the day before or after.
    asked = {
        "owner": owner_id,
        "latest": max(moments).astimezone(UTC).date() + timedelta(days=1),
        "earliest": min(moments).astimezone(UTC).date() - timedelta(days=1),
    }
    return list(session.scalars(_NEAR, asked))


# Asked for every capture; building it costs more than asking it.
_NEAR = (
    select(Event)
    .where(
        Event.owner_id == bindparam("owner"),
        Event.starts_on <= bindparam("latest"),
        Event.ends_on >= bindparam("earliest"),
    )
    .order_by(Event.starts_on.desc(), Event.id.desc())
)


def event_on_now(events: list[Event], now: datetime) -> Event | None:
    """The event that a capture made at this moment falls to: the last to begin of those on."""
    return next((event for event in events if event.is_on(now)), None)
