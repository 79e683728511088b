"""An index of every three letters in a row of what a contact is found by, on SQLite (FTS5).

The index is the database's own affair: triggers keep it in step with `contact.search_text`
whoever writes there, and no row of it is anybody's to read, to export or to copy. PostgreSQL has
none: behind row-level security it uses no index for an operator that is not leakproof, and neither
LIKE nor any operator of a trigram or word index is (docs/decisions).
"""

from collections.abc import Iterable, Iterator
from uuid import UUID

from sqlalchemy import Connection, Select, column, func, literal_column, select, table, text
from sqlalchemy.orm import Session

from webapp.db import Id, sqlite

LENGTH = 3
MOST = 1_000
"""Of more who may be meant, the newest are found sooner by looking at one after the other."""
MOST_PAIRS, MOST_ENDINGS = 4, 64
"""How many pairs of letters are looked up, and at most how many trigrams that begin with one."""
FEW = 2_000
"""Of so few people it is sooner read what they are found by than what begins with a pair."""
TABLES = frozenset(
    ["contact_number", "contact_trigram"]
    + [f"contact_trigram_{part}" for part in ("config", "data", "idx", "term")]
)
"""What the index is made of, SQLite's own tables for it included."""

_MAKE = (
    """CREATE TABLE IF NOT EXISTS contact_number (
        number INTEGER PRIMARY KEY, owner_id BLOB NOT NULL, contact_id BLOB NOT NULL,
        UNIQUE (owner_id, contact_id))""",
    """CREATE VIRTUAL TABLE IF NOT EXISTS contact_trigram USING fts5(
        text, content='', columnsize=0, detail='none', tokenize='trigram case_sensitive 1')""",
    """CREATE VIRTUAL TABLE IF NOT EXISTS contact_trigram_term
        USING fts5vocab(contact_trigram, 'instance')""",
)
# The last letters of the owner's id are in the index too, in large ones, which no text has here.
# A blank at the end lets the last pair of letters begin a trigram, as every other pair does.
_FILL = (
    "INSERT INTO contact_trigram(contact_trigram) VALUES ('delete-all')",
    "DELETE FROM contact_number",
    "INSERT INTO contact_number(owner_id, contact_id) SELECT owner_id, id FROM contact",
    """INSERT INTO contact_trigram(rowid, text)
        SELECT number, substr(hex(contact.owner_id), -6) || ' ' || search_text || ' '
        FROM contact_number JOIN contact
        ON contact.owner_id = contact_number.owner_id AND contact.id = contact_id
        ORDER BY number""",
)
_TRIGGERS = {
    "contact_trigram_insert": """AFTER INSERT ON contact BEGIN
        INSERT INTO contact_number(owner_id, contact_id) VALUES (new.owner_id, new.id);
        INSERT INTO contact_trigram(rowid, text)
        SELECT number, substr(hex(owner_id), -6) || ' ' || new.search_text || ' '
        FROM contact_number WHERE owner_id = new.owner_id AND contact_id = new.id;
        END""",
    "contact_trigram_update": """AFTER UPDATE OF search_text ON contact
        WHEN old.search_text <> new.search_text BEGIN
        INSERT INTO contact_trigram(contact_trigram, rowid, text)
        SELECT 'delete', number, substr(hex(owner_id), -6) || ' ' || old.search_text || ' '
        FROM contact_number WHERE owner_id = old.owner_id AND contact_id = old.id;
        INSERT INTO contact_trigram(rowid, text)
        SELECT number, substr(hex(owner_id), -6) || ' ' || new.search_text || ' '
        FROM contact_number WHERE owner_id = new.owner_id AND contact_id = new.id;
        END""",
    "contact_trigram_delete": """AFTER DELETE ON contact BEGIN
        INSERT INTO contact_trigram(contact_trigram, rowid, text)
        SELECT 'delete', number, substr(hex(owner_id), -6) || ' ' || old.search_text || ' '
        FROM contact_number WHERE owner_id = old.owner_id AND contact_id = old.id;
        DELETE FROM contact_number WHERE owner_id = old.owner_id AND contact_id = old.id;
        END""",
}
_REALLY_DELETES = (3, 42)
# From one term straight to the next, since each has a row for everybody it is found in.
_THAT_BEGIN_WITH = text("""WITH RECURSIVE begun(term) AS (
    SELECT :pair UNION ALL
    SELECT (SELECT term FROM contact_trigram_term
            WHERE term >= begun.term || char(1) ORDER BY term LIMIT 1)
    FROM begun WHERE substr(term, 1, 2) = :pair)
    SELECT term FROM begun WHERE substr(term, 1, 2) = :pair LIMIT :most OFFSET 1""")

_index = table("contact_trigram", column("rowid"))
_number = table(
    "contact_number", column("number"), column("owner_id", Id()), column("contact_id", Id())
)


def enforce(connection: Connection) -> None:
    """Make the index where its triggers are missing, lost with a rebuilt table, or older ones."""
    if connection.dialect.name != "sqlite":
        return
    triggers = {name: f"CREATE TRIGGER {name} {does}" for name, does in _TRIGGERS.items()}
    query = "SELECT sql FROM sqlite_master WHERE type = 'trigger'"
    if set(triggers.values()) <= set(connection.exec_driver_sql(query).scalars()):
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
    for name, trigger in triggers.items():
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
        connection.exec_driver_sql(trigger)


def few_with(session: Session, owner_id: UUID, words: Iterable[str]) -> Select[UUID] | None:
    """The ids of the few contacts that may hold all of these folded words, and no other contact.

    None where there are more than MOST, the words say too little, or there is no index.
    """
    if session.get_bind().dialect.name != "sqlite":
        return None
    words = sorted(set(words))
    held = {_quoted(gram) for word in words for gram in _grams(word)}
    pairs = [word for word in words if len(word) == LENGTH - 1]
    if pairs and _has_many(session, owner_id):
        held.update(*(_one_of(session, pair) for pair in pairs[:MOST_PAIRS]))
    if not held:
        return None
    own = owner_id.hex[-6:].upper()
    sought = " AND ".join([_quoted(own[:3]), _quoted(own[3:]), *sorted(held)])
    found = (
        select(_number.c.contact_id)
        .select_from(_index.join(_number, _number.c.number == _index.c.rowid))
        .where(
            literal_column("contact_trigram").op("MATCH")(sought), _number.c.owner_id == owner_id
        )
    )
    many = session.scalar(select(func.count()).select_from(found.limit(MOST + 1).subquery()))
    return found if (many or 0) <= MOST else None


def _grams(word: str) -> Iterator[str]:
    return (word[at : at + LENGTH] for at in range(len(word) - LENGTH + 1))


def _has_many(session: Session, owner_id: UUID) -> bool:
    numbers = select(_number.c.number).where(_number.c.owner_id == owner_id)
    return session.scalar(numbers.offset(FEW).limit(1)) is not None


def _one_of(session: Session, pair: str) -> list[str]:
    """That one of the trigrams there is that begin with the pair; nothing where they are many."""
    begun = list(session.scalars(_THAT_BEGIN_WITH, {"pair": pair, "most": MOST_ENDINGS + 1}))
    if len(begun) > MOST_ENDINGS:
        return []
    # Where there is none, this one is nobody's.
    any_of = " OR ".join(map(_quoted, begun or [f"{pair} "]))
    return [f"({any_of})"]


def _quoted(gram: str) -> str:
    return '"' + gram.replace('"', '""') + '"'
