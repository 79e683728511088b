"""What goes with a letter, and how it leaves."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, LargeBinary, String
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


class MailServer(Base):
    """The owner's own mail server; its password can be read with the house's key alone."""

    __tablename__ = "mail_server"
    __table_args__ = {"sqlite_with_rowid": False}

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    host: Mapped[str] = mapped_column(String(253))
    port: Mapped[int]
    username: Mapped[str] = mapped_column(String(254))
    address: Mapped[str] = mapped_column(String(254))
    """Whom letters are from."""
    password: Mapped[bytes] = mapped_column(LargeBinary)


class Sending(Base):
    """A letter that was given to the owner's mail server. Whoever adds the row sends it, once."""

    __tablename__ = "sending"
    __table_args__ = (
        ForeignKeyConstraint(
            ["owner_id", "follow_up_id"],
            ["follow_up.owner_id", "follow_up.id"],
            ondelete="CASCADE",
        ),
        {"sqlite_with_rowid": False},
    )

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    follow_up_id: Mapped[UUID] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(String(10))
    """`claimed` while it is not known to have been taken, then `sent`."""
    claimed_at: Mapped[datetime]
