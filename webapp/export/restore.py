"""Reading an export back into an account that has nothing in it yet."""

import io
import zlib
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Any, Literal
from zipfile import BadZipFile, ZipFile

from pydantic import BaseModel, ConfigDict, ValidationError, create_model
from sqlalchemy import Table, insert, select
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import Session

from webapp.accounts.model import User
from webapp.cards.addresses import new_token
from webapp.errors import FieldError, Invalid
from webapp.export.archive import FORMAT, JSON_NAME, VCARDS_NAME
from webapp.export.tables import STAYS, account_model, owned_tables, row_model
from webapp.validation import field_errors

MOST_BYTES = 500 * 1024 * 1024
MOST_BYTES_OF_PEOPLE = 5 * 1024 * 1024

_AT_ONCE = 200
_ZIP = b"PK\x03\x04"
_UNREADABLE = (
    BadZipFile,
    KeyError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    zlib.error,
)


def restore_account(session: Session, owner: User, data: bytes, most: int = MOST_BYTES) -> int:
    """Take every row of an export, a zip or its hallway.json; gives how many there were.

    All rows belong to this owner, whatever the file says; `most` is how large its hallway.json may
    be. Card addresses that are taken in this house get new ones. Invalid names `file` when the
    account holds something, when the file is not an export, or when a row does not fit; nothing
    was taken then.
    """
    if not is_empty(session, owner):
        raise _refused("goes into an empty account only, and this one holds something.")
    read = read_export(data, most)
    try:
        with session.begin_nested():
            for name in account_model().model_fields.keys() - STAYS:
                setattr(owner, name, getattr(read.account, name))
            taken = [_insert(session, owner, table, read.tables) for table in owned_tables()]
    except (IntegrityError, DataError) as error:
        raise _refused("has rows that do not fit together.") from error
    return sum(taken)


def is_empty(session: Session, owner: User) -> bool:
    """Whether the owner has nothing that an export would hold."""
    return not any(
        session.execute(select(table.c.owner_id).where(table.c.owner_id == owner.id).limit(1)).all()
        for table in owned_tables()
    )


def read_export(data: bytes, most: int = MOST_BYTES) -> Any:
    """The checked export, with `account` and `tables`; Invalid names `file`."""
    try:
        return _export_model().model_validate_json(_json_of(data, most))
    except ValidationError as error:
        first = field_errors(error)[0]
        where = f"{first.field} {first.message}"
        raise _refused(f"is not an export that we can read: {where}") from None


@cache
def _export_model() -> type[BaseModel]:
    """A table that the house did not have when the file was written may be missing."""
    config = ConfigDict(strict=True, extra="forbid", hide_input_in_errors=True)
    lists: Any = {table.name: (list[row_model(table)], []) for table in owned_tables()}  # type: ignore[misc]  # models made at run time
    tables = create_model("Tables", __config__=config, **lists)
    fields: Any = {
        "hallway": (Literal[FORMAT], ...),
        "account": (account_model(), ...),
        "tables": (tables, ...),
    }
    return create_model("Export", __config__=config, **fields)


def is_archive(data: bytes) -> bool:
    """Whether these bytes are a zip, as exports are."""
    return data.startswith(_ZIP)


def people_in(data: bytes) -> bytes:
    """The vCards of an export; Invalid names `file` for any other zip."""
    return _part(data, VCARDS_NAME, MOST_BYTES_OF_PEOPLE)


def _json_of(data: bytes, most: int) -> bytes:
    return _part(data, JSON_NAME, most) if is_archive(data) else data


def _part(data: bytes, name: str, most: int) -> bytes:
    try:
        with ZipFile(io.BytesIO(data)) as archive, archive.open(name) as file:
            text = file.read(most + 1)
    except _UNREADABLE as error:
        raise _refused(f"is a zip without a {name} that can be read.") from error
    if len(text) > most:
        raise _refused(f"has a {name} that is larger than {most // 1024**2} MB.")
    return text


def _insert(session: Session, owner: User, table: Table, tables: Any) -> int:
    rows = iter(getattr(tables, table.name))
    taken = 0
    while some := [{**row.model_dump(), "owner_id": owner.id} for row in islice(rows, _AT_ONCE)]:
        if "token" in table.c:
            some = list(_with_free_tokens(session, table, some))
        session.execute(insert(table), some)
        taken += len(some)
    return taken


def _with_free_tokens(
    session: Session, table: Table, rows: list[dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    """The same rows; a token is somebody's already when the file was taken in here before."""
    tokens = [row["token"] for row in rows]
    taken = set(session.scalars(select(table.c.token).where(table.c.token.in_(tokens))))
    for row in rows:
        yield row | {"token": new_token()} if row["token"] in taken else row


def _refused(message: str) -> Invalid:
    return Invalid(FieldError("file", f"{message} Nothing was taken."))
