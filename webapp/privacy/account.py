"""The end of an account: everything of it, in every table, and then what the files still held."""

from uuid import UUID

from sqlalchemy import Engine, delete
from sqlalchemy.orm import Session

from webapp.accounts.model import User
from webapp.db import Base
from webapp.revisions import lock


def delete_account(session: Session, owner_id: UUID) -> None:
    """Delete every row that belongs to this user, whatever room it is of, and then the user.

    The rooms' tables are found in the schema, so that a new one counts too.
    """
    session.flush()
    session.expunge_all()
    # Waited for now: the last statement would do it too late, and begin the count anew for that.
    lock(session, owner_id)
    for table in reversed(Base.metadata.sorted_tables):
        if "owner_id" in table.c:
            session.execute(delete(table).where(table.c.owner_id == owner_id))
    session.execute(delete(User).where(User.id == owner_id))


def scrub(engine: Engine) -> None:
    """Let an SQLite file forget what was deleted: empty its log, whose pages are older.

    The file itself is overwritten with zeros where a row was (`PRAGMA secure_delete`). PostgreSQL
    gives the room of deleted rows to others as it vacuums. To be called outside a transaction.
    """
    if engine.dialect.name != "sqlite":
        return
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.close()
    finally:
        connection.close()
