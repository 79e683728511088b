"""People with an account, where they are signed in, and the tokens of their scripts."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import JSON, BigInteger, ForeignKey, LargeBinary, SmallInteger, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from webapp.db import Base, new_id


class User(Base):
    """An owner: everything else in the database belongs to exactly one of them."""

    __tablename__ = "user"
    pocket = ("account", "id")

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    """As typed but in lower case: what a person signs in with."""
    name: Mapped[str] = mapped_column(String(200), default="")
    school: Mapped[str] = mapped_column(String(200), default="")
    school_spellings: Mapped[list[str]] = mapped_column(JSON, default=list)
    """How else people write the owner's school: "SGU"."""
    other_schools: Mapped[list[str]] = mapped_column(JSON, default=list)
    """What is written much like the owner's school and is another, as the owner said."""
    time_zone: Mapped[str] = mapped_column(String(64), default="UTC")
    applications_open_on: Mapped[date | None]
    """The day that the season's applications open; letters are planned back from it."""
    contact_limit_a_year: Mapped[int] = mapped_column(SmallInteger, default=2, server_default="2")
    """How often in a year to write to an alum or a mentor, at most."""
    password_hash: Mapped[str] = mapped_column(String(256))
    created_at: Mapped[datetime]


class SignIn(Base):
    """One browser where a user is signed in. Only the hash of its token is kept."""

    __tablename__ = "sign_in"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    agent: Mapped[str] = mapped_column(String(200), default="")
    seen_at: Mapped[datetime | None]
    """When it was last used, to the hour."""
    proven_at: Mapped[datetime | None]
    """When the person last showed a password or a passkey in it."""


class ApiToken(Base):
    """A token with which a script speaks for a user. Only its hash is kept."""

    __tablename__ = "api_token"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), index=True)
    name: Mapped[str] = mapped_column(String(100), default="")
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
    """When it was last used, to the hour."""


class Passkey(Base):
    """A passkey of a user (WebAuthn): the public half, by which they are found and let in."""

    __tablename__ = "passkey"

    credential_id: Mapped[bytes] = mapped_column(LargeBinary(1023), primary_key=True)
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), index=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str] = mapped_column(String(100), default="")
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]


class RecoveryCode(Base):
    """One of the codes that let a user in once, when all else is lost. Only its hash is kept."""

    __tablename__ = "recovery_code"
    __table_args__ = {"sqlite_with_rowid": False}

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)


class MailedToken(Base):
    """A link that was mailed to a user: for a new password, or to confirm a new address."""

    __tablename__ = "mailed_token"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(10))
    email: Mapped[str] = mapped_column(String(254))
    expires_at: Mapped[datetime]


def find_by_email(session: Session, email: str) -> User | None:
    """The user who signs in with this address, in any case."""
    return session.scalar(select(User).where(User.email == email.strip().lower()))
