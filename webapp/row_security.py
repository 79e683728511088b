"""Row-level security: on PostgreSQL the database itself keeps one owner's rows from another.

Every transaction says for whom it acts in the setting `hallway.owner`; without that it sees no
row of anybody. Tables whose key does not begin with the owner are directories (sign-ins, tokens,
public addresses): they are what finds the owner, and are left open.
"""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import Connection, Table, event, text
from sqlalchemy.orm import Session, SessionTransaction

SETTING = "hallway.owner"
EVERYONE = "everyone"

_ACTS_FOR = "hallway_acts_for"
# As sub-selects they are worked out once for a statement and not once for a row.
_MINE = f"owner_id = (SELECT nullif(nullif(current_setting('{SETTING}', true), ''), '{EVERYONE}')::uuid)"  # noqa: E501  # no value from outside
_ALL = f"(SELECT current_setting('{SETTING}', true)) = '{EVERYONE}'"
_POLICY = "own_rows"
# Of a CASE the planner expects half of the rows, of the same with OR next to none: beside a query
# that names the owner too it would then read and sort all that an index has in order.
_SEEN = f"CASE WHEN {_ALL} THEN true ELSE {_MINE} END"


def act_for(session: Session, owner_id: UUID) -> None:
    """From here on this session sees and writes the rows of this owner, and no others."""
    _act_for(session, str(owner_id))


def act_for_everyone(session: Session) -> None:
    """From here on this session sees all rows: for copies of the whole database, never a page."""
    _act_for(session, EVERYONE)


def open_to(connection: Connection, owner_id: UUID) -> None:
    """Let the transaction of this connection see the rows of this owner, and no others."""
    _set(connection, str(owner_id))


def open_to_everyone(connection: Connection) -> None:
    """Let the transaction of this connection see all rows, for migrations and copies."""
    _set(connection, EVERYONE)


def is_owned(table: Table) -> bool:
    """Whether the rows of a table are reached through their owner alone."""
    return next(iter(table.primary_key.columns)).name == "owner_id"


def enforce(connection: Connection, tables: Iterable[Table]) -> None:
    """Put the wall round every owned table that has none yet, or an older one; repeatable.

    It is forced, because the application's role usually owns its tables.
    """
    if connection.dialect.name != "postgresql":
        return
    query = text(
        "SELECT tablename FROM pg_policies"
        " WHERE schemaname = current_schema() AND policyname = :policy"
    )
    done = set(connection.scalars(query, {"policy": _POLICY}))
    quote = connection.dialect.identifier_preparer.quote
    for table in tables:
        if is_owned(table) and table.name not in done:
            name = quote(table.name)
            connection.exec_driver_sql(f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY")
            connection.exec_driver_sql(f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY")
            connection.exec_driver_sql(f"DROP POLICY IF EXISTS owner ON {name}")
            connection.exec_driver_sql(f"CREATE POLICY {_POLICY} ON {name} USING ({_SEEN})")


def _act_for(session: Session, whom: str) -> None:
    if session.info.get(_ACTS_FOR) != whom:
        session.info[_ACTS_FOR] = whom
        if session.in_transaction():
            _set(session.connection(), whom)


@event.listens_for(Session, "after_begin")
def _say_for_whom(session: Session, _transaction: SessionTransaction, on: Connection) -> None:
    if whom := session.info.get(_ACTS_FOR):
        _set(on, whom)


def _set(connection: Connection, whom: str) -> None:
    # For this transaction only: the next one on the same connection may be somebody else's.
    if connection.dialect.name == "postgresql":
        cursor = connection.connection.cursor()
        cursor.execute("SELECT set_config(%s, %s, true)", (SETTING, whom))
        cursor.close()
