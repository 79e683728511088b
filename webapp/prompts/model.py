"""Prompts: questions worth asking, the house's and my own."""

from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import Base, new_id

KINDS = {
    "poster": "At a poster",
    "talk": "After a talk",
    "program": "To a program director",
    "alum": "On a call with an alum",
    "virtual": "In a virtual room",
    "anyone": "Anywhere",
}


class Prompt(Base):
    """A question of mine, or what I changed about one of the house's."""

    pocket = ("prompt", "id")
    __tablename__ = "prompt"
    __table_args__ = (
        Index(None, "owner_id", "kind", "position", "id"),
        {"sqlite_with_rowid": False},
    )

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(20))
    question: Mapped[str] = mapped_column(String(300))
    topic: Mapped[str] = mapped_column(String(100), default="")
    """What the talk was of, when it was asked: the beginning of the note."""
    position: Mapped[int]
    hidden: Mapped[bool] = mapped_column(default=False)
    starter: Mapped[str] = mapped_column(String(40), default="")
    """Which of the house's questions this is; empty for one of my own."""
