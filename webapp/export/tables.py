"""The tables that belong to an owner, and for each the model that writes and checks a row."""

from collections.abc import Collection
from datetime import UTC, date, datetime
from functools import cache
from typing import Annotated, Any, get_args, get_type_hints
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, create_model
from sqlalchemy import JSON, Boolean, Column, Date, Integer, LargeBinary, String, Table
from sqlalchemy.orm import Mapper

from webapp.accounts.details import time_zones
from webapp.accounts.model import User
from webapp.cards.image_header import read_header
from webapp.cards.photos import PAGE_SIDE
from webapp.contacts.likeness import Why
from webapp.contacts.model import RELATIONS, STAGES
from webapp.db import Base, Id, Instant
from webapp.events import model as events
from webapp.events import tasks
from webapp.followups import model as followups
from webapp.programs import model as programs
from webapp.prompts import model as prompts
from webapp.recommendations import model as recommendations
from webapp.relations import model as relations
from webapp.schema import metadata
from webapp.sending import cv
from webapp.targets import model as targets

LEFT_OUT = {
    "feed_address",
    "push_subscription",
    "digest_day",
    "mail_server",
    "sending",
    "passkey",
    "recovery_code",
    "mailed_token",
    "erase_link",
    "sign_in",
    "api_token",
    "receipt",
    "import",
    "import_entry",
    "import_file",
    "merge",
} | {
    "revision",
    "change",
}
"""Doors that are open now, and memories of what was done, which name rows as they were then."""
STAYS = {"id", "email", "password_hash", "created_at"}
"""Of the account: what belongs to this house and not to the file."""

_CHOICES: dict[tuple[str, str], Collection[Any]] = {
    ("act", "kind"): relations.ACTS,
    ("contact", "relation"): {"", *RELATIONS},
    ("contact", "stage"): STAGES,
    ("contact_pair", "why"): list(Why),
    ("event", "kind"): events.KINDS,
    ("event", "role"): events.ROLES,
    ("event_task", "state"): tasks.STATES,
    ("follow_up", "kind"): followups.KINDS,
    ("follow_up", "state"): followups.STATES,
    ("recommendation", "state"): recommendations.STATES,
    ("ask", "answer"): programs.ANSWERS,
    ("ask", "kind"): programs.ASKS,
    ("program", "history"): programs.HISTORIES,
    ("program", "state"): programs.STATES,
    ("prompt", "kind"): prompts.KINDS,
    ("target", "kind"): targets.KINDS,
}
_CONFIG = ConfigDict(
    strict=True,
    extra="forbid",
    hide_input_in_errors=True,
    ser_json_bytes="base64",
    val_json_bytes="base64",
)
_DAYS = Field(ge=date(1900, 1, 1), lt=date(2200, 1, 1))
_INSTANTS = Field(ge=datetime(1900, 1, 1, tzinfo=UTC), lt=datetime(2200, 1, 1, tzinfo=UTC))


def owned_tables() -> list[Table]:
    """The tables of an export, each after those that it refers to."""
    tables = metadata.sorted_tables
    return [table for table in tables if "owner_id" in table.c and table.name not in LEFT_OUT]


@cache
def row_model(table: Table) -> type[BaseModel]:
    """The model of a row without its owner, who is never taken from a file."""
    return _model(table, {"owner_id"})


@cache
def account_model() -> type[BaseModel]:
    """The model of an account without its id and password."""
    return _model(metadata.tables[User.__tablename__], {"id", "password_hash"})


def _model(table: Table, without: set[str]) -> type[BaseModel]:
    hints = get_type_hints(_mapper(table).class_)
    fields: dict[str, Any] = {
        column.name: (_type(column, hints[column.name]), _default(column))
        for column in table.c
        if column.name not in without
    }
    return create_model(table.name, __config__=_CONFIG, **fields)


def _mapper(table: Table) -> Mapper[Any]:
    return next(mapper for mapper in Base.registry.mappers if mapper.local_table is table)


def _type(column: Column[Any], mapped: Any) -> Any:
    """What a cell may hold, as strictly as the column and the pages that show it need."""
    kind: Any = _plain_type(column) or get_args(mapped)[0]
    choices = _CHOICES.get((column.table.name, column.name))
    if column.name == "time_zone":
        choices = time_zones()
    if choices is not None:
        kind = Annotated[kind, AfterValidator(_one_of(choices))]
    if column.name == "jpeg":
        kind = Annotated[kind, AfterValidator(_small_jpeg)]
    if column.name == "pdf":
        kind = Annotated[kind, AfterValidator(_small_pdf)]
    return kind | None if column.nullable else kind


def _plain_type(column: Column[Any]) -> Any:
    match column.type:
        case Id():
            return UUID
        case Instant():
            return Annotated[AwareDatetime, _INSTANTS]
        case Date():
            return Annotated[date, _DAYS]
        case String(length=length):
            return Annotated[str, Field(max_length=length), AfterValidator(_without_nul)]
        case Boolean():
            return bool
        case Integer():
            return Annotated[int, Field(ge=-(2**31), lt=2**31)]
        case LargeBinary():
            return bytes
        case JSON():
            return None
    raise TypeError(f"An export does not know how to write {column!r}.")


def _default(column: Column[Any]) -> Any:
    """What stands for a column that the house did not have yet when the file was written."""
    if column.nullable:
        return None
    if column.default is None or column.primary_key:
        return ...
    if column.default.is_scalar:
        return column.default.arg  # type: ignore[attr-defined]  # scalar defaults have it
    return Field(default_factory=list)


def _one_of(choices: Collection[Any]) -> Any:
    def check(value: Any) -> Any:
        if value not in choices:
            raise ValueError("is none of the values that Hallway knows.")
        return value

    return check


def _without_nul(text: str) -> str:
    if "\0" in text:
        raise ValueError("has a NUL character, which cannot be kept.")
    return text


def _small_jpeg(data: bytes) -> bytes:
    header = read_header(data)
    if header is None or header.format != "JPEG" or max(header.width, header.height) > PAGE_SIDE:
        raise ValueError("is not a photo as Hallway keeps it.")
    return data


def _small_pdf(data: bytes) -> bytes:
    if not data.startswith(cv.MAGIC) or len(data) > cv.MOST_BYTES:
        raise ValueError("is not a CV as Hallway keeps it.")
    return data
