"""What goes with a letter, and how it leaves."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import Base


class Cv(Base):
    """The owner's CV as they uploaded it; it is shown to nobody but them."""

    __tablename__ = "cv"
    __table_args__ = {"sqlite_with_rowid": False}

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    """The name of the file, without its ending."""
    pdf: Mapped[bytes] = mapped_column(LargeBinary)
    changed_at: Mapped[datetime]
