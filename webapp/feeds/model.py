"""The secret address under which a calendar program reads an owner's follow-ups."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import Base


class FeedAddress(Base):
    """A directory: what finds the owner. It is shown again for the next device, so it is kept."""

    __tablename__ = "feed_address"

    token: Mapped[str] = mapped_column(String(64), primary_key=True)
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), unique=True)
    created_at: Mapped[datetime]
