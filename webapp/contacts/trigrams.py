"""An index of every three letters in a row of what a contact is found by, on SQLite (FTS5).

The index is the database's own affair: triggers keep it in step with `contact.search_text`
whoever writes there, and no row of it is anybody's to read, to export or to copy. PostgreSQL has
none: behind row-level security it uses no index for an operator that is not leakproof, and neither
LIKE nor any operator of a trigram or word index is (docs/decisions).
"""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import Connection, Select, column, func, literal_column, select, table
from sqlalchemy.orm import Session

from webapp.db import Id, sqlite

LENGTH = 3
MOST = 1_000
"""Of more who may be meant, the newest are found sooner by looking at one after the other."""
TABLES = frozenset(
    ["contact_number", "contact_trigram"]
    + [f"contact_trigram_{part}" for part in ("config", "data", "idx")]
)
"""What the index is made of, SQLite's own tables for it included."""

_MAKE = (
    """CREATE TABLE IF NOT EXISTS contact_number (
        number INTEGER PRIMARY KEY, owner_id BLOB NOT NULL, contact_id BLOB NOT NULL,
        UNIQUE (owner_id, contact_id))""",
    """CREATE VIRTUAL TABLE IF NOT EXISTS contact_trigram USING fts5(
        text, content='', columnsize=0, detail='none', tokenize='trigram case_sensitive 1')""",
)
# The last letters of the owner's id are in the index too, in large ones, which no text has here.
_FILL = (
    "INSERT INTO contact_trigram(contact_trigram) VALUES ('delete-all')",
    "DELETE FROM contact_number",
    "INSERT INTO contact_number(owner_id, contact_id) SELECT owner_id, id FROM contact",
    """INSERT INTO contact_trigram(rowid, text)
        SELECT number, substr(hex(contact.owner_id), -6) || ' ' || search_text FROM contact_number
        JOIN contact ON contact.owner_id = contact_number.owner_id AND contact.id = contact_id
        ORDER BY number""",
)
_TRIGGERS = {
    "contact_trigram_insert": """AFTER INSERT ON contact BEGIN
        INSERT INTO contact_number(owner_id, contact_id) VALUES (new.owner_id, new.id);
        INSERT INTO contact_trigram(rowid, text)
        SELECT number, substr(hex(owner_id), -6) || ' ' || new.search_text
        FROM contact_number WHERE owner_id = new.owner_id AND contact_id = new.id;
        END""",
    "contact_trigram_update": """AFTER UPDATE OF search_text ON contact
        WHEN old.search_text <> new.search_text BEGIN
        INSERT INTO contact_trigram(contact_trigram, rowid, text)
        SELECT 'delete', number, substr(hex(owner_id), -6) || ' ' || old.search_text
        FROM contact_number WHERE owner_id = old.owner_id AND contact_id = old.id;
        INSERT INTO contact_trigram(rowid, text)
        SELECT number, substr(hex(owner_id), -6) || ' ' || new.search_text
        FROM contact_number WHERE owner_id = new.owner_id AND contact_id = new.id;
        END""",
    "contact_trigram_delete": """AFTER DELETE ON contact BEGIN
        INSERT INTO contact_trigram(contact_trigram, rowid, text)
        SELECT 'delete', number, substr(hex(owner_id), -6) || ' ' || old.search_text
        FROM contact_number WHERE owner_id = old.owner_id AND contact_id = old.id;
        DELETE FROM contact_number WHERE owner_id = old.owner_id AND contact_id = old.id;
        END""",
}
_REALLY_DELETES = (3, 42)

_index = table("contact_trigram", column("rowid"))
_number = table(
    "contact_number", column("number"), column("owner_id", Id()), column("contact_id", Id())
)


def enforce(connection: Connection) -> None:
    """Make the index where it is missing or lost its triggers with a rebuilt table; repeatable."""
    if connection.dialect.name != "sqlite":
        return
    query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    if set(_TRIGGERS) <= set(connection.exec_driver_sql(query).scalars()):
        return
    for statement in _MAKE:
        connection.exec_driver_sql(statement)
    if sqlite.sqlite_version_info >= _REALLY_DELETES:
        # Without it what was deleted would stay in the index until it is next put in order.
        connection.exec_driver_sql(
            "INSERT INTO contact_trigram(contact_trigram, rank) VALUES ('secure-delete', 1)"
        )
    for statement in _FILL:
        connection.exec_driver_sql(statement)
    for name, trigger in _TRIGGERS.items():
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
        connection.exec_driver_sql(f"CREATE TRIGGER {name} {trigger}")


def few_with(session: Session, owner_id: UUID, words: Iterable[str]) -> Select[UUID] | None:
    """The ids of the few contacts that may hold all of these folded words, and no other contact.

    None where there are more than MOST, no word has three letters, or there is no index.
    """
    grams = {word[at : at + LENGTH] for word in words for at in range(len(word) - LENGTH + 1)}
    if not grams or session.get_bind().dialect.name != "sqlite":
        return None
    own = owner_id.hex[-6:].upper()
    sought = " ".join(f'"{_quoted(gram)}"' for gram in (own[:3], own[3:], *sorted(grams)))
    found = (
        select(_number.c.contact_id)
        .select_from(_index.join(_number, _number.c.number == _index.c.rowid))
        .where(
            literal_column("contact_trigram").op("MATCH")(sought), _number.c.owner_id == owner_id
        )
    )
    many = session.scalar(select(func.count()).select_from(found.limit(MOST + 1).subquery()))
    return found if (many or 0) <= MOST else None


def _quoted(gram: str) -> str:
    return gram.replace('"', '""')
