"""Writing everything that an account holds into one zip."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from webapp.accounts.model import User
from webapp.export.tables import account_model, owned_tables, row_model

FORMAT = 1
JSON_NAME = "hallway.json"
VCARDS_NAME = "contacts.vcf"

_IN_MEMORY = 4 * 1024 * 1024
_AT_ONCE = 50


def write_archive(
    session: Session,
    owner: User,
    vcards: Iterable[str],
    csv: Iterable[str],
    now: datetime,
) -> IO[bytes]:
    """A zip of contacts.vcf, contacts.csv and hallway.json, open for reading from its start.

    What is larger than 4 MB waits on the disk and not in memory; closing the file deletes it.
    """
    spool = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  # the caller closes it
    parts = {VCARDS_NAME: vcards, "contacts.csv": csv, JSON_NAME: account_json(session, owner)}
    with ZipFile(spool, "w") as archive:
        for name, pieces in parts.items():
            entry = ZipInfo(name, now.timetuple()[:6])
            entry.compress_type = ZIP_DEFLATED
            with archive.open(entry, "w") as file:
                for piece in pieces:
                    file.write(piece.encode())
    spool.seek(0)
    return spool


def account_json(session: Session, owner: User) -> Iterator[str]:
    """`{"hallway": 1, "account": {...}, "tables": {name: [rows]}}`, a piece of text at a time.

    Ids and instants are text, photos base64. Neither the password nor any token that opens the
    account is in it.
    """
    account = account_model()
    values = {name: getattr(owner, name) for name in account.model_fields}
    yield f'{{"hallway": {FORMAT},\n"account": '
    yield account.model_construct(**values).model_dump_json() + ',\n"tables": {'
    for place, table in enumerate(owned_tables()):
        yield (",\n" if place else "\n") + json.dumps(table.name) + ": ["
        yield from _rows(session, owner, table)
        yield "]"
    yield "\n}}\n"


def _rows(session: Session, owner: User, table: Table) -> Iterator[str]:
    model = row_model(table)
    columns = [table.c[name] for name in model.model_fields]
    query = select(*columns).where(table.c.owner_id == owner.id).order_by(*table.primary_key)
    rows = session.execute(query.execution_options(yield_per=_AT_ONCE))
    for place, row in enumerate(rows.mappings()):
        yield (",\n" if place else "\n") + model.model_construct(**row).model_dump_json()
