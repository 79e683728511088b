"""Both engines keep the same values and the same promises."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import settings as tries
from hypothesis import strategies as st
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.conftest import NOON
from webapp.accounts.model import User
from webapp.capture.model import Receipt
from webapp.contacts import trigrams
from webapp.contacts.model import Contact
from webapp.db import (
    Base,
    db,
    engine_options,
    get_owned,
    has_wal_reset_bug,
    new_id,
    read_json,
    write_json,
)
from webapp.errors import NotFound
from webapp.schema import metadata

DIRECTORIES = {
    "user",
    "sign_in",
    "api_token",
    "card_address",
    "feed_address",
    "alembic_version",
    "erase_link",
    "bucket",
    "spent_nonce",
    "passkey",
    "mailed_token",
    "push_subscription",
    "push_key",
}
"""Tables whose key must be unique across owners."""


ANY_TEXT = st.text(st.characters())
"""Half characters, which UTF-8 cannot hold, are among it."""


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | ANY_TEXT,
        lambda inner: st.lists(inner) | st.dictionaries(ANY_TEXT, inner),
        max_leaves=8,
    )
)
@example(["Bao\ud800"])
@example({"\ud800": "Bao"})
def test_what_is_kept_as_json_comes_back_as_it_was(value: object) -> None:
    assert read_json(write_json(value)) == value
    assert read_json(json.dumps(value)) == value


def add_receipt(session: Session, owner: User, moment: datetime) -> Receipt:
    receipt = Receipt(
        owner_id=owner.id,
        id=new_id(),
        payload_hash=b"\0" * 32,
        contact_id=new_id(),
        encounter_id=new_id(),
        phone_time=moment,
        received_at=moment,
    )
    session.add(receipt)
    session.commit()
    session.expire_all()
    return receipt


@tries(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    moment=st.datetimes(
        min_value=NOON.replace(year=1970, tzinfo=None),
        max_value=NOON.replace(year=2199, tzinfo=None),
    ),
    hours=st.integers(-12, 14),
)
def test_a_moment_comes_back_as_the_same_moment_in_utc(
    session: Session, owner: User, moment: datetime, hours: int
) -> None:
    there = moment.replace(tzinfo=timezone(timedelta(hours=hours)))
    kept = add_receipt(session, owner, there)
    assert kept.received_at == there
    assert kept.received_at.utcoffset() == timedelta(0)


def test_an_id_comes_back_as_it_was(session: Session, owner: User) -> None:
    kept = add_receipt(session, owner, datetime(2026, 1, 1, tzinfo=UTC))
    assert session.get(Receipt, (owner.id, kept.id)) is kept


def test_another_owners_row_is_not_found(session: Session, owner: User, other_owner: User) -> None:
    kept = add_receipt(session, owner, datetime(2026, 1, 1, tzinfo=UTC))
    with pytest.raises(NotFound):
        get_owned(session, Receipt, other_owner.id, kept.id)


def test_a_row_of_an_unknown_owner_cannot_be_kept(session: Session, owner: User) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    session.add(Contact(owner_id=new_id(), name="x", newest_at=now, created_at=now, changed_at=now))
    with pytest.raises(IntegrityError):
        session.commit()
    session.rollback()


def test_the_owner_leads_every_key() -> None:
    for table in metadata.sorted_tables:
        if table.name in DIRECTORIES:
            continue
        assert next(iter(table.primary_key.columns)).name == "owner_id", table.name
        for key in table.foreign_key_constraints:
            assert next(iter(key.columns)).name == "owner_id", key.name
        for index in table.indexes:
            assert next(iter(index.columns)).name == "owner_id", index.name


def test_the_migrations_make_exactly_the_tables_of_the_models(session: Session) -> None:
    found = inspect(db.engine)
    beside = {"alembic_version", *trigrams.TABLES}
    assert set(found.get_table_names()) - beside == set(Base.metadata.tables)
    for table in metadata.sorted_tables:
        columns = {column["name"]: column["nullable"] for column in found.get_columns(table.name)}
        assert columns == {column.name: bool(column.nullable) for column in table.columns}
        indexes = {index["name"] for index in found.get_indexes(table.name)}
        assert {index.name for index in table.indexes} <= indexes


def test_sqlite_is_sound_and_set_up_to_lose_nothing(session: Session) -> None:
    if db.engine.dialect.name != "sqlite":
        assert session.scalar(text("SHOW fsync")) is not None
        return
    assert not has_wal_reset_bug()
    assert session.scalar(text("PRAGMA journal_mode")) == "wal"
    assert session.scalar(text("PRAGMA synchronous")) == 2
    assert session.scalar(text("PRAGMA foreign_keys")) == 1
    assert session.scalar(text("PRAGMA busy_timeout")) == 5000


def test_prepared_statements_are_turned_off_for_a_pool_between() -> None:
    address = "postgresql+psycopg://hallway@127.0.0.1:6432/hallway?prepare_threshold=none&x=1"
    options = engine_options(address)
    assert options["connect_args"] == {"prepare_threshold": None}
    assert dict(options["url"].query) == {"x": "1"}
    assert "connect_args" not in engine_options("postgresql+psycopg:///hallway")
