"""How well I know who is who."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import Base


class Recall(Base):
    """What became of asking me for one contact's name."""

    __tablename__ = "recall"
    __table_args__ = (
        ForeignKeyConstraint(
            ["owner_id", "contact_id"], ["contact.owner_id", "contact.id"], ondelete="CASCADE"
        ),
        {"sqlite_with_rowid": False},
    )

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    contact_id: Mapped[UUID] = mapped_column(primary_key=True)
    known: Mapped[int] = mapped_column(default=0)
    """How many times in a row the name was known."""
    due_on: Mapped[date]
    """The day from which on to ask again."""
    asked_at: Mapped[datetime]
