"""People whom the owner erased or blocked: who must not come back unasked.

Nothing readable is kept of them, only hashes of their addresses and numbers, or of the name where
there was neither.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, String, bindparam, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from webapp.contacts.likeness import Person
from webapp.contacts.model import Contact
from webapp.contacts.phone_numbers import tail
from webapp.contacts.search import fold
from webapp.db import Base

ERASED = "erased"
BLOCKED = "blocked"


class KeptOut(Base):
    """One way to recognise somebody who is kept out."""

    __tablename__ = "kept_out"
    __table_args__ = {"sqlite_with_rowid": False}

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    why: Mapped[str] = mapped_column(String(10))
    since: Mapped[datetime]


# Asked for each person of a long import; building it anew would cost more than asking.
_SINCE = select(func.min(KeptOut.since)).where(
    KeptOut.owner_id == bindparam("owner_id"),
    KeptOut.why.in_(bindparam("why", expanding=True)),
    KeptOut.digest.in_(bindparam("digests", expanding=True)),
)
_ANYBODY = select(KeptOut.since).where(KeptOut.owner_id == bindparam("owner_id")).limit(1)


def keep_out(
    session: Session,
    owner_id: UUID,
    *,
    why: str,
    now: datetime,
    name: str = "",
    emails: Iterable[str] = (),
    phones: Iterable[str] = (),
) -> None:
    """Remember that this person must not be added again, or, blocked, not even be heard."""
    reach = list(_reach(emails, phones))
    for text in reach or [f"name:{fold(name)}"]:
        key = {"owner_id": owner_id, "digest": _digest(owner_id, text)}
        session.merge(KeptOut(**key, why=why, since=now))
    session.flush()


def is_blocked(
    session: Session, owner_id: UUID, *, emails: Iterable[str] = (), phones: Iterable[str] = ()
) -> bool:
    """Whether the owner blocked who has one of these."""
    return _since(session, owner_id, [BLOCKED], _reach(emails, phones)) is not None


def erased_since(
    session: Session,
    owner_id: UUID,
    *,
    name: str = "",
    emails: Iterable[str] = (),
    phones: Iterable[str] = (),
) -> datetime | None:
    """When the owner erased this person and asked not to add them again; None if never."""
    return _since(session, owner_id, [ERASED, BLOCKED], _known_by(name, emails, phones))


def erased_among(session: Session, owner_id: UUID, people: Sequence[Person]) -> list[bool]:
    """Of each of these people, whether the owner erased them and asked not to add them again."""
    if session.scalar(_ANYBODY, {"owner_id": owner_id}) is None:
        return [False] * len(people)
    digests = [
        {_digest(owner_id, text) for text in _known_by(one.name, one.emails, one.phones)}
        for one in people
    ]
    query = select(KeptOut.digest).where(
        KeptOut.owner_id == owner_id, KeptOut.digest.in_(set[bytes]().union(*digests))
    )
    kept_out = set(session.scalars(query))
    return [not kept_out.isdisjoint(mine) for mine in digests]


def let_in(session: Session, contact: Contact) -> None:
    """Forget that this person was kept out: the owner added them again knowingly."""
    known_by = _known_by(contact.name, _values(contact.emails), _values(contact.phones))
    digests = [_digest(contact.owner_id, text) for text in known_by]
    session.execute(
        delete(KeptOut).where(KeptOut.owner_id == contact.owner_id, KeptOut.digest.in_(digests))
    )


def count_kept_out(session: Session, owner_id: UUID) -> int:
    """How many addresses, numbers and names are kept out."""
    return session.scalar(select(func.count()).where(KeptOut.owner_id == owner_id)) or 0


def forget_kept_out(session: Session, owner_id: UUID) -> None:
    """Let everybody in again."""
    session.execute(delete(KeptOut).where(KeptOut.owner_id == owner_id))


def _since(
    session: Session, owner_id: UUID, why: list[str], known_by: Iterable[str]
) -> datetime | None:
    digests = [_digest(owner_id, text) for text in known_by]
    asked = {"owner_id": owner_id, "why": why, "digests": digests}
    return session.scalar(_SINCE, asked) if digests else None


def _known_by(name: str, emails: Iterable[str], phones: Iterable[str]) -> list[str]:
    return [*_reach(emails, phones), f"name:{fold(name)}"]


def _reach(emails: Iterable[str], phones: Iterable[str]) -> Iterator[str]:
    for email in emails:
        if email.strip():
            yield f"email:{email.strip().casefold()}"
    for phone in phones:
        if end := tail(phone):
            yield f"phone:{end}"


def _values(reach: Iterable[dict[str, str]]) -> Iterator[str]:
    return (one["value"] for one in reach)


def _digest(owner_id: UUID, text: str) -> bytes:
    # The owner's id is in it, so that equal people of two owners cannot be told to be equal.
    return hashlib.sha256(owner_id.bytes + text.encode()).digest()
