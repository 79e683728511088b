"""Programs: the places the owner wants into, as they were noted down."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, ForeignKeyConstraint, Index, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from webapp.contacts.search import fold
from webapp.db import Base, new_id

HISTORIES = {
    "strong": "Takes many IMGs",
    "mixed": "Takes some IMGs",
    "rare": "Seldom takes an IMG",
    "once_burned": "Took one once, and was disappointed",
    "unknown": "Not known",
}
STATES = {
    "looking": "Looking",
    "applied": "Applied",
    "interview": "Interview",
    "ranked": "Ranked",
}
ASKS = {
    "introduction": "An introduction",
    "talk": "Fifteen minutes",
    "call": "A call to the program",
}
ANSWERS = {"": "No answer yet", "yes": "Said yes", "no": "Would rather not"}


class Program(Base):
    """A residency program, or any place the owner wants into."""

    __tablename__ = "program"
    pocket = ("program", "id")
    __table_args__ = {"sqlite_with_rowid": False}

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(200))
    city: Mapped[str] = mapped_column(String(200), default="")
    specialty: Mapped[str] = mapped_column(String(200), default="")
    links: Mapped[list[str]] = mapped_column(JSON, default=list)
    requirements: Mapped[str] = mapped_column(Text, default="")
    history: Mapped[str] = mapped_column(String(20), default="unknown")
    state: Mapped[str] = mapped_column(String(20), default="looking")
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class Ask(Base):
    """What I asked of a contact for the sake of a program, on a day, and what they answered."""

    __tablename__ = "ask"
    __table_args__ = (
        ForeignKeyConstraint(
            ["owner_id", "program_id"], ["program.owner_id", "program.id"], ondelete="CASCADE"
        ),
        ForeignKeyConstraint(
            ["owner_id", "contact_id"], ["contact.owner_id", "contact.id"], ondelete="CASCADE"
        ),
        ForeignKeyConstraint(
            ["owner_id", "for_id"], ["contact.owner_id", "contact.id"], ondelete="CASCADE"
        ),
        Index(None, "owner_id", "program_id"),
        Index(None, "owner_id", "contact_id"),
        Index(None, "owner_id", "for_id"),
        {"sqlite_with_rowid": False},
    )

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    program_id: Mapped[UUID]
    contact_id: Mapped[UUID]
    """Whom I asked."""
    for_id: Mapped[UUID | None]
    """To whom they were to introduce me, where that was it."""
    kind: Mapped[str] = mapped_column(String(20))
    asked_on: Mapped[date]
    answer: Mapped[str] = mapped_column(String(10), default="")
    answered_on: Mapped[date | None]
    created_at: Mapped[datetime]


def list_programs(session: Session, owner_id: UUID) -> list[Program]:
    """All of an owner's programs, by name."""
    return by_name(session.scalars(select(Program).where(Program.owner_id == owner_id)))


def by_name(programs: Iterable[Program]) -> list[Program]:
    """Programs as a directory has them: by name, then city, case and accents aside."""
    return sorted(programs, key=lambda one: (fold(one.name), fold(one.city), one.id))
