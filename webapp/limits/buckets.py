"""Token buckets in the database, so that all workers share each limit.

A bucket is one number: when it will be full again (the generic cell rate algorithm, ITU-T I.371).
"""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from ipaddress import ip_address, ip_network

from sqlalchemy import ColumnElement, case, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from webapp.errors import TooMany
from webapp.limits.model import Bucket
from webapp.limits.rules import Limit

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def take(session: Session, limit: Limit, *whose: str, now: datetime) -> None:
    """Take one from a bucket; TooMany, with the seconds to wait, when it is empty.

    An empty bucket costs no write, so that a flood is answered from one look. The caller commits
    before it does what is limited.
    """
    key, moment = _key(limit, whose), _micro(now)
    every = limit.every // _MICROSECOND
    full_at = session.scalar(select(Bucket.full_at).where(Bucket.key == key)) or 0
    if max(full_at, moment) + every - moment > limit.burst * every:
        raise _too_many(full_at, moment, limit)
    if not _put(session, key, moment, every, limit.burst):
        raise _too_many(moment + limit.burst * every, moment, limit)


def give_back(session: Session, limit: Limit, *whose: str) -> None:
    """Fill a bucket again: what was counted turned out to be right."""
    session.execute(delete(Bucket).where(Bucket.key == _key(limit, whose)))


def put_back(session: Session, limit: Limit, *whose: str) -> None:
    """Put one back into a bucket: that one turned out to be right."""
    session.execute(
        update(Bucket)
        .where(Bucket.key == _key(limit, whose))
        .values(full_at=Bucket.full_at - limit.every // _MICROSECOND)
    )


def forget_full(session: Session, now: datetime) -> None:
    """Forget the buckets that are full: they limit nothing."""
    session.execute(delete(Bucket).where(Bucket.full_at < _micro(now)))


def network_of(address: str | None) -> str:
    """The address that is counted: of IPv6 the first half, which is one household's."""
    if not address:
        return "unknown"
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((found, 64), strict=False)) if found.version == 6 else str(found)


def _put(session: Session, key: bytes, moment: int, every: int, burst: int) -> bool:
    dialect = session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    after: ColumnElement[int] = case((Bucket.full_at > moment, Bucket.full_at), else_=moment)
    put = (
        insert(Bucket)
        .values(key=key, full_at=moment + every)
        .on_conflict_do_update(
            index_elements=[Bucket.key],
            set_={"full_at": after + every},
            where=after + every - moment <= burst * every,
        )
        .returning(Bucket.full_at)
    )
    return session.execute(put).first() is not None


def _too_many(full_at: int, moment: int, limit: Limit) -> TooMany:
    every = limit.every // _MICROSECOND
    wait = full_at + every - moment - limit.burst * every
    return TooMany(max(1, -(-wait // 1_000_000)))


def _key(limit: Limit, whose: tuple[str, ...]) -> bytes:
    return sha256("\0".join((limit.name, *whose)).encode()).digest()


def _micro(moment: datetime) -> int:
    return (moment - _EPOCH) // _MICROSECOND
