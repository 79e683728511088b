"""The database: one schema on two engines, and the one owner-scoped way to fetch."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, Protocol, TypeVar
from uuid import UUID

import uuid_utils.compat
from flask import g, has_request_context, request
from flask_sqlalchemy_lite import SQLAlchemy
from pydantic_core import from_json, to_json
from sqlalchemy import (
    BigInteger,
    Dialect,
    Engine,
    LargeBinary,
    MetaData,
    event,
    make_url,
    text,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator, TypeEngine

from webapp.errors import NotFound
from webapp.write_turns import WriteTurns

try:
    # Python 3.11 links an SQLite with the WAL-reset bug; this one is sound.
    from pysqlite3 import dbapi2 as _sqlite
except ImportError:
    import sqlite3 as _sqlite

sqlite = _sqlite
"""The driver of SQLite files."""

_SAFE = {"GET", "HEAD", "OPTIONS"}

WAL_RESET_BUG = ((3, 7, 0), (3, 51, 2))


class Id(TypeDecorator[UUID]):
    """A UUID: native on PostgreSQL, sixteen bytes on SQLite."""

    impl = LargeBinary
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.UUID(as_uuid=True))
        return dialect.type_descriptor(LargeBinary(16))

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> Any:
        return value if value is None or dialect.name == "postgresql" else value.bytes

    def process_result_value(self, value: Any, dialect: Dialect) -> UUID | None:
        return value if value is None or isinstance(value, UUID) else _read_id(bytes(value))


@lru_cache(maxsize=8192)
def _read_id(raw: bytes) -> UUID:
    """Most ids of a page are read many times: its owner's in every row, a person's in each join."""
    return UUID(bytes=raw)


class Instant(TypeDecorator[datetime]):
    """A moment in UTC: timestamptz on PostgreSQL, microseconds since 1970 on SQLite."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.TIMESTAMP(timezone=True))
        return dialect.type_descriptor(BigInteger())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None or dialect.name == "postgresql":
            return value
        since = value.astimezone(UTC) - _EPOCH
        return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if isinstance(value, datetime):
            return value.astimezone(UTC)
        return _EPOCH + timedelta(microseconds=int(value))


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Base(DeclarativeBase):
    """The rows of every room."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {UUID: Id, datetime: Instant}


class Owned(Protocol):
    """A row with an owner; `(owner_id, id)` is its primary key."""

    owner_id: Any
    id: Any


Row = TypeVar("Row", bound=Owned)

db = SQLAlchemy(session_options={"expire_on_commit": False})


def new_id() -> UUID:
    """A UUIDv7 (RFC 9562): a name that also sorts roughly by age, so that rows stay together."""
    return uuid_utils.compat.uuid7()


def where_given(column: str) -> dict[str, Any]:
    """Let an index hold only the rows that have a value there: nobody looks for the others."""
    condition = text(f"{column} IS NOT NULL")
    return {"sqlite_where": condition, "postgresql_where": condition}


def get_owned(session: Session, model: type[Row], owner_id: UUID, id: UUID) -> Row:
    """The owner's row with this id; NotFound alike for what is absent and what is another's."""
    row = session.get(model, (owner_id, id))
    if row is None:
        raise NotFound(model.__name__)
    return row


@contextmanager
def writing() -> Iterator[None]:
    """Let a request that only reads write something within, as a transaction of its own."""
    db.session.rollback()
    g.only_reading = False
    try:
        yield
    finally:
        db.session.rollback()
        g.pop("only_reading")


def engine_options(database_url: str) -> dict[str, Any]:
    """What create_engine needs for this address; no error quotes the values of a statement.

    `?prepare_threshold=none` in a PostgreSQL address turns prepared statements off, for pools
    that hand a connection on after each transaction.
    """
    url = make_url(database_url)
    options: dict[str, Any] = {
        "hide_parameters": True,
        "json_serializer": write_json,
        "json_deserializer": read_json,
    }
    if url.drivername.startswith("sqlite"):
        return {**options, "url": url, "module": sqlite}
    if str(url.query.get("prepare_threshold", "")).lower() == "none":
        options["connect_args"] = {"prepare_threshold": None}
        url = url.difference_update_query(["prepare_threshold"])
    return {**options, "url": url, "pool_pre_ping": True}


def write_json(value: Any) -> str:
    """A value for a JSON column, in a fifth of the time and fewer bytes than `json.dumps` takes."""
    try:
        return to_json(value).decode()
    except ValueError:
        # Half a character, which UTF-8 has no bytes for, can only be written as an escape.
        return json.dumps(value)


def read_json(text: str | bytes) -> Any:
    """The value of a JSON column, also as `json.dumps` wrote it."""
    try:
        return from_json(text)
    except ValueError:
        return json.loads(text)


def prepare(engine: Engine) -> None:
    """Give an SQLite engine the settings under which several workers lose nothing."""
    if engine.dialect.name != "sqlite" or not engine.url.database:
        return
    turns = WriteTurns(engine.url.database)
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", lambda connection: _begin(connection, turns))
    # A connection goes back to the pool right after its transaction has ended, either way.
    event.listen(engine, "checkin", lambda _, record: turns.give_back(record.info))


@contextmanager
def reading_first(session: Session) -> Iterator[None]:
    """Let a request find out who asks before it waits for its turn to write."""
    if session.get_bind().dialect.name != "sqlite" or request.method in _SAFE:
        yield
        return
    g.only_reading = True
    try:
        yield
        session.commit()
    finally:
        g.pop("only_reading", None)


@contextmanager
def only_reading(session: Session) -> Iterator[None]:
    """End the transaction; those of this block only read, so they never wait for a writer."""
    session.commit()
    g.only_reading = True
    try:
        yield
        session.commit()
    finally:
        g.only_reading = False


def has_wal_reset_bug() -> bool:
    """Whether this SQLite can corrupt a file that two workers write (3.7.0 to 3.51.2)."""
    first, last = WAL_RESET_BUG
    return bool(first <= sqlite.sqlite_version_info <= last)


def _set_pragmas(connection: DBAPIConnection, _record: object) -> None:
    # The driver must not open transactions by itself: `_begin` says which kind.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "busy_timeout=5000",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        # What is deleted is overwritten, so that nothing of an erased person stays in the file.
        "secure_delete=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Any, turns: WriteTurns) -> None:
    # A deferred transaction that turns into a writer fails at once when another
    # has written meanwhile; only requests that cannot write start as readers.
    reads = has_request_context() and g.get("only_reading", request.method in _SAFE)
    if reads:
        # It takes no lock, so it cannot fail, and the driver alone is quicker than all round it.
        connection.connection.driver_connection.execute("BEGIN")
    else:
        turns.take(connection.info)
        connection.exec_driver_sql("BEGIN IMMEDIATE")
