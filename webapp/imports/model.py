"""Imports and their entries: what a file holds, what was chosen, and what became of it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    String,
    Text,
    bindparam,
    delete,
    func,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from webapp.contacts.model import Contact
from webapp.db import Base, get_owned, new_id
from webapp.imports.card import KeptCard

AT_ONCE = 200


class Import(Base):
    """One file that came in.

    Its `state` is reading, ready, running, done, undone or restored.
    """

    __tablename__ = "import"
    __table_args__ = (Index(None, "owner_id", "created_at"), {"sqlite_with_rowid": False})

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    file_name: Mapped[str] = mapped_column(String(200), default="")
    kind: Mapped[str] = mapped_column(String(10))
    """vcard, csv, account for an export of ours, or text for what was pasted."""
    state: Mapped[str] = mapped_column(String(10), default="reading")
    total: Mapped[int] = mapped_column(default=0)
    """How many entries there are; while the file is read, how many lines it has."""
    done: Mapped[int] = mapped_column(default=0)
    """How many of them what is under way is through with; also the index of the next one."""
    columns: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    """Of a list: each column's name and the field that it fills."""
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class ImportFile(Base):
    """The file of an import until it is read; a list as long as its columns can be corrected.

    It stands apart because SQLite reads the whole of a row for every key that points at it: each
    entry that was stored would have read the file anew.
    """

    __tablename__ = "import_file"
    __table_args__ = (
        ForeignKeyConstraint(
            ["owner_id", "import_id"], ["import.owner_id", "import.id"], ondelete="CASCADE"
        ),
        {"sqlite_with_rowid": False},
    )

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    import_id: Mapped[UUID] = mapped_column(primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class ImportEntry(Base):
    """One card or row of the file."""

    __tablename__ = "import_entry"
    __table_args__ = (
        ForeignKeyConstraint(
            ["owner_id", "import_id"], ["import.owner_id", "import.id"], ondelete="CASCADE"
        ),
        {"sqlite_with_rowid": False},
    )

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    import_id: Mapped[UUID] = mapped_column(primary_key=True)
    index: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    first_line: Mapped[int]
    card: Mapped[dict[str, Any]] = mapped_column(KeptCard)
    """What the card says (imports/card.py), without the photo."""
    photo: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    """The photo as it stands in the card, unchecked, until the entry was run."""
    photo_bytes: Mapped[int | None]
    dropped: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    finding: Mapped[str] = mapped_column(String(10))
    """Before the run: new, same, probably or left_out."""
    matches: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    """The contacts it may be, the likeliest first: {contact_id, why, certain}."""
    choice: Mapped[str] = mapped_column(String(40), default="")
    """new, leave, the id of the contact to update, or nothing for what the finding suggests."""
    fate: Mapped[str] = mapped_column(String(10), default="")
    """After the run: added, updated, unchanged or left_out."""
    why: Mapped[str] = mapped_column(Text, default="")
    contact_id: Mapped[UUID | None]
    encounter_id: Mapped[UUID | None]
    """The meeting that the entry told of, where it was not known before."""
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """The contact's values that this entry changed, and what it changed them to."""
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class SeenCard(Base):
    """Which contact a card went to, so that the very same card is known again."""

    __tablename__ = "seen_card"
    __table_args__ = (
        ForeignKeyConstraint(
            ["owner_id", "contact_id"], ["contact.owner_id", "contact.id"], ondelete="CASCADE"
        ),
        Index(None, "owner_id", "contact_id"),
        {"sqlite_with_rowid": False},
    )

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    """Of all that the card says but the photo (imports/card.py)."""
    contact_id: Mapped[UUID]


def get_import(session: Session, owner_id: UUID, import_id: UUID) -> Import:
    """The owner's import; NotFound for what is absent or another's."""
    found = get_owned(session, Import, owner_id, import_id)
    # A run moves on by statements of its own, past what the session remembers.
    session.refresh(found)
    return found


def file_of(session: Session, found: Import) -> bytes | None:
    """The file, or None once it was forgotten."""
    return session.scalar(select(ImportFile.data).where(*_file(found)))


def forget_file(session: Session, found: Import) -> None:
    """Keep the file no longer; what was read of it stays."""
    session.execute(delete(ImportFile).where(*_file(found)))


def list_imports(session: Session, owner_id: UUID) -> list[Import]:
    """The owner's latest imports, the newest first."""
    query = select(Import).where(Import.owner_id == owner_id)
    return list(
        session.scalars(query.order_by(Import.created_at.desc(), Import.id.desc()).limit(5))
    )


def count_fates(session: Session, found: Import) -> dict[str, int]:
    """How many entries have each fate: as found before the run, as it was after it."""
    fate = ImportEntry.finding if is_open(found) else ImportEntry.fate
    query = select(fate, func.count()).where(*_of(found)).group_by(fate)
    return {name: number for name, number in session.execute(query) if name}


def list_entries(
    session: Session, found: Import, fate: str, start: int, most: int
) -> list[ImportEntry]:
    """Some entries in the file's order, all of them or those of one fate."""
    column = ImportEntry.finding if is_open(found) else ImportEntry.fate
    query = select(ImportEntry).where(*_of(found)).order_by(ImportEntry.index)
    query = query.offset(start).limit(most)
    return list(session.scalars(query.where(column == fate) if fate else query))


def seen_cards(session: Session, owner_id: UUID, digests: Sequence[bytes]) -> dict[bytes, UUID]:
    """Those of these cards that came in before, and to whom they went."""
    asked = {"owner": owner_id, "digests": list(digests)}
    return {row.digest: row.contact_id for row in session.execute(_SEEN, asked)}


def note_seen(session: Session, owner_id: UUID, went: Mapping[bytes, UUID]) -> None:
    """Remember to whom these cards went, the last time that they came in."""
    rows = [
        {"owner_id": owner_id, "digest": digest, "contact_id": contact_id}
        for digest, contact_id in went.items()
    ]
    if rows:
        session.connection().execute(_NOTED[session.get_bind().dialect.name], rows)


def names_of_matches(
    session: Session, owner_id: UUID, entries: Iterable[ImportEntry]
) -> dict[str, str]:
    """The names of the contacts that these entries may be, by their ids."""
    ids = {UUID(match["contact_id"]) for entry in entries for match in entry.matches}
    query = select(Contact.id, Contact.name).where(
        Contact.owner_id == owner_id, Contact.id.in_(ids), Contact.deleted_at.is_(None)
    )
    return {str(contact_id): name for contact_id, name in session.execute(query)}


def is_open(found: Import) -> bool:
    """Whether nothing of this import has been taken yet."""
    return found.state in ("reading", "ready")


def _noted(insert: Any) -> Any:
    statement = insert(SeenCard.__table__)
    goes_to = {"contact_id": statement.excluded.contact_id}
    return statement.on_conflict_do_update(index_elements=["owner_id", "digest"], set_=goes_to)


# A run asks and notes this for each lot; building it anew would cost more.
_NOTED = {"postgresql": _noted(postgresql.insert), "sqlite": _noted(sqlite.insert)}
_SEEN = select(SeenCard.digest, SeenCard.contact_id).where(
    SeenCard.owner_id == bindparam("owner"),
    SeenCard.digest.in_(bindparam("digests", expanding=True)),
)


def _file(found: Import) -> Any:
    return ImportFile.owner_id == found.owner_id, ImportFile.import_id == found.id


def _of(found: Import) -> Any:
    return ImportEntry.owner_id == found.owner_id, ImportEntry.import_id == found.id
