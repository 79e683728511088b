"""Follow-ups: what is owed to a contact, and by when."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, ForeignKeyConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.contacts.model import Contact, Encounter
from webapp.db import Base, new_id, where_given
from webapp.recommendations.model import Recommendation
from webapp.relations.model import Act

KINDS = {
    "nice_to_meet_you": "Nice to meet you",
    "promise": "Promise",
    "thank_you": "Thank you",
    "introduction_made": "Introduction made",
    "report_back": "Report back",
    "letter_request": "Letter request",
    "reminder": "Reminder",
    "news": "News",
    "stay_in_touch": "Stay in touch",
}
STATES = ("queued", "sent", "skipped", "replied")


_PLACE = ("owner_id", "state", "kind", "closes_on", "due_on", "id", "snoozed_until", "contact_id")


class FollowUp(Base):
    """Something owed to a contact: its window, its state, and the person's own draft if any."""

    __tablename__ = "follow_up"
    pocket = ("follow_up", "id")
    __table_args__ = (
        ForeignKeyConstraint(
            ["owner_id", "contact_id"], ["contact.owner_id", "contact.id"], ondelete="CASCADE"
        ),
        ForeignKeyConstraint(
            ["owner_id", "encounter_id"], ["encounter.owner_id", "encounter.id"], ondelete="CASCADE"
        ),
        ForeignKeyConstraint(
            ["owner_id", "act_id"], ["act.owner_id", "act.id"], ondelete="CASCADE"
        ),
        ForeignKeyConstraint(
            ["owner_id", "recommendation_id"],
            ["recommendation.owner_id", "recommendation.id"],
            ondelete="CASCADE",
        ),
        # The queue's page walks these; what it asks of a row that it does not show is in them.
        Index("ix_follow_up_owner_id_place", *_PLACE),
        Index(None, "owner_id", "state", "state_at", "id"),
        Index(None, "owner_id", "snoozed_until", **where_given("snoozed_until")),
        Index(None, "owner_id", "contact_id"),
        Index(None, "owner_id", "encounter_id"),
        Index(None, "owner_id", "act_id", **where_given("act_id")),
        Index(None, "owner_id", "recommendation_id", **where_given("recommendation_id")),
        {"sqlite_with_rowid": False},
    )

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    contact_id: Mapped[UUID]
    encounter_id: Mapped[UUID | None]
    """The meeting that it speaks of; none where the two never met."""
    act_id: Mapped[UUID | None]
    """The advice or introduction that it answers."""
    recommendation_id: Mapped[UUID | None]
    """The letter of recommendation that it asks for, or reminds of."""
    about: Mapped[str] = mapped_column(Text, default="", server_default="")
    """The news that it tells, in the person's words."""
    time_zone: Mapped[str] = mapped_column(String(64), default="UTC", server_default="UTC")
    """Where the owner was at home when it opened; a meeting's own counts before it."""
    kind: Mapped[str] = mapped_column(String(20))
    opens_on: Mapped[date]
    due_on: Mapped[date]
    closes_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(10), default="queued")
    snoozed_until: Mapped[date | None]
    subject: Mapped[str] = mapped_column(Text, default="")
    body: Mapped[str] = mapped_column(Text, default="")
    """The person's own wording; empty while the draft from the encounter stands."""
    overruled: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    """The names of the checks that the person overruled."""
    rested_by_id: Mapped[UUID | None]
    """The follow-up that made this one needless; taking that back opens this one again."""
    state_at: Mapped[datetime]
    """When it came into its present state."""

    contact: Mapped[Contact] = relationship(
        primaryjoin="and_(Contact.owner_id == FollowUp.owner_id,"
        " Contact.id == FollowUp.contact_id)",
        foreign_keys="[FollowUp.owner_id, FollowUp.contact_id]",
        viewonly=True,
        lazy="raise",
    )
    encounter: Mapped[Encounter | None] = relationship(
        primaryjoin="and_(Encounter.owner_id == FollowUp.owner_id,"
        " Encounter.id == FollowUp.encounter_id)",
        foreign_keys="[FollowUp.owner_id, FollowUp.encounter_id]",
        viewonly=True,
        lazy="raise",
    )
    act: Mapped[Act | None] = relationship(
        primaryjoin="and_(Act.owner_id == FollowUp.owner_id, Act.id == FollowUp.act_id)",
        foreign_keys="[FollowUp.owner_id, FollowUp.act_id]",
        viewonly=True,
        lazy="raise",
    )
    recommendation: Mapped[Recommendation | None] = relationship(
        primaryjoin="and_(Recommendation.owner_id == FollowUp.owner_id,"
        " Recommendation.id == FollowUp.recommendation_id)",
        foreign_keys="[FollowUp.owner_id, FollowUp.recommendation_id]",
        viewonly=True,
        lazy="raise",
    )

    @property
    def zone(self) -> str:
        """The time zone that its days are in: the meeting's, else the owner's."""
        return self.encounter.time_zone if self.encounter else self.time_zone
