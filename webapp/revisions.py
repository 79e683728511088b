"""What changed since a phone last asked: each owner's changes, numbered in the order of commits.

A mapped class whose rows a phone keeps names them: `pocket = ("contact", "contact_id")` says that
a row of the class is part of what the phone knows as the contact of its `contact_id`. Whatever a
Session writes of such classes is noted by itself, also by a bulk `update()`, `delete()` or
`insert()` that goes through the Session; `touch` is for statements that go past it.
"""

import secrets
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ForeignKey,
    Index,
    String,
    bindparam,
    func,
    literal,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from webapp.accounts.model import User
from webapp.db import Base

Note = tuple[str, UUID]
"""A kind of thing that phones keep, and the id of one such thing."""
ShownIn = Callable[[Session, UUID, Collection[UUID]], Iterable[Note]]

_shown_in: dict[str, list[ShownIn]] = defaultdict(list)
_shown_anew_in: dict[str, list[ShownIn]] = defaultdict(list)


class Revision(Base):
    """How far an owner's changes have been counted."""

    __tablename__ = "revision"
    __table_args__ = {"sqlite_with_rowid": False}

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    rev: Mapped[int] = mapped_column(BigInteger, default=0)
    """The number of the newest change; there is none without a number below it."""
    forgotten: Mapped[int] = mapped_column(BigInteger, default=0)
    """Up to which number the changes of what is gone may have been forgotten."""
    epoch: Mapped[str] = mapped_column(String(16), default=lambda: secrets.token_hex(8))
    """Another one begins where the count may have gone back: after a restored backup."""


class Change(Base):
    """The latest change of one thing that phones keep; it may be gone by now."""

    __tablename__ = "change"
    __table_args__ = (
        Index(None, "owner_id", "rev", unique=True),
        {"sqlite_with_rowid": False},
    )

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    rev: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]


def shown_in(*classes: type[Base], new: bool = False) -> Callable[[ShownIn], ShownIn]:
    """Say what else shows values of these classes' rows, and so changes with them.

    The function gets the rows' ids, also of rows that are about to be deleted; and of new ones
    only if those can be shown in what was there before (`new`).
    """

    def register(find: ShownIn) -> ShownIn:
        for model in classes:
            _shown_in[model.__tablename__].append(find)
            if new:
                _shown_anew_in[model.__tablename__].append(find)
        return find

    return register


def lock(session: Session, owner_id: UUID) -> None:
    """Let nobody else change anything of this owner's until the transaction ends.

    The first flush does so by itself; whoever decides by what it reads before calls this first.
    SQLite has one writer at a time anyway.
    """
    locked = session.info.setdefault("locked", set())
    if owner_id in locked or session.get_bind().dialect.name == "sqlite":
        return
    # Who waits for a row that changes must begin again at its new version, behind whoever comes
    # just then; this queue is served in order. Any number that only few owners share will do.
    session.connection().execute(_LOCKED, {"key": owner_id.int & _POSITIVE_BIGINT})
    locked.add(owner_id)


def touch(session: Session, owner_id: UUID, kind: str, ids: Iterable[UUID]) -> None:
    """Note that these things changed, with whatever shows them; written at the commit."""
    ids = list(ids)
    if ids:
        note(session, owner_id, ((kind, one) for one in ids))
        note_shown(session, owner_id, kind, ids)


def note(session: Session, owner_id: UUID, notes: Iterable[Note]) -> None:
    """Note that these things changed, and nothing else."""
    noted = session.info.setdefault("changes", defaultdict(dict))
    noted[owner_id].update(dict.fromkeys(notes))


def note_shown(
    session: Session, owner_id: UUID, table: str, ids: Collection[UUID], *, new: bool = False
) -> None:
    """Note whatever shows these rows of a table."""
    for find in (_shown_anew_in if new else _shown_in)[table]:
        with session.no_autoflush:
            note(session, owner_id, find(session, owner_id, ids))


def was_told(session: Session, owner_id: UUID, kind: str, id: UUID) -> bool:
    """Whether a phone was ever told of this thing, be it gone by now."""
    return session.get(Change, (owner_id, kind, id)) is not None


def unnote(session: Session) -> None:
    """Forget what was noted since the changes were last written: it was taken back."""
    session.info.pop("changes", None)


def forget(session: Session) -> None:
    """Forget what was noted and locked: the transaction is over, either way."""
    session.info.pop("changes", None)
    session.info.pop("locked", None)


def write_changes(session: Session) -> dict[UUID, int]:
    """Number what was noted, and keep it: the last thing that a transaction does.

    Gives the newest number of each owner of whom anything was noted.
    """
    newest: dict[UUID, int] = {}
    for owner_id, noted in session.info.pop("changes", {}).items():
        if noted and (last := _raise(session, owner_id, len(noted))):
            first = last - len(noted) + 1
            at = datetime.now(UTC)
            _keep(
                session,
                [
                    {"owner_id": owner_id, "kind": kind, "id": one, "rev": rev, "at": at}
                    for rev, (kind, one) in enumerate(noted, first)
                ],
            )
            newest[owner_id] = last
    return newest


def new_epoch(session: Session) -> None:
    """Let every phone pull everything anew, because the count may have gone back."""
    session.execute(update(Revision).values(epoch=secrets.token_hex(8)))


def _begin(session: Session, owner_id: UUID) -> None:
    """Begin the owner's count, unless it was begun, or the owner is no more."""
    new = [literal(owner_id, Revision.owner_id.type), literal(0), literal(0)]
    query = select(*new, literal(secrets.token_hex(8))).where(User.id == owner_id)
    columns = ["owner_id", "rev", "forgotten", "epoch"]
    session.execute(_insert(session)(Revision).from_select(columns, query).on_conflict_do_nothing())


def _raise(session: Session, owner_id: UUID, by: int) -> int | None:
    """The owner's newest number, raised; None where the owner is no more."""
    given = {"owner": owner_id, "by": by}
    last: int | None = session.connection().execute(_RAISED, given).scalar()
    if last is None:
        _begin(session, owner_id)
        last = session.connection().execute(_RAISED, given).scalar()
    return last


def _keep(session: Session, rows: list[dict[str, Any]]) -> None:
    session.connection().execute(_KEPT[session.get_bind().dialect.name], rows)


def _insert(session: Session) -> Any:
    return postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert


def _kept(insert: Any) -> Any:
    statement = insert(Change.__table__)
    newer = {"rev": statement.excluded.rev, "at": statement.excluded.at}
    return statement.on_conflict_do_update(index_elements=["owner_id", "kind", "id"], set_=newer)


# Every writing transaction runs these, and building them costs more than running them.
_COUNTS: Any = Revision.__table__
_POSITIVE_BIGINT = 2**63 - 1
_LOCKED = select(func.pg_advisory_xact_lock(bindparam("key", type_=BigInteger)))
_RAISED = (
    update(_COUNTS)
    .where(_COUNTS.c.owner_id == bindparam("owner"))
    .values(rev=_COUNTS.c.rev + bindparam("by"))
    .returning(_COUNTS.c.rev)
)
_KEPT = {"postgresql": _kept(postgresql.insert), "sqlite": _kept(sqlite.insert)}
