"""The owner's own wording of the templates that letters are written from."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import Base


class LetterTemplate(Base):
    """One template as its owner worded it; the others stand as Hallway has them."""

    __tablename__ = "letter_template"
    __table_args__ = {"sqlite_with_rowid": False}

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    """A key of followups/templates.py: "nice_to_meet_you", "stay_in_touch.alum"."""
    subject: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime]
