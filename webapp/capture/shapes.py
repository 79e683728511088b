"""What the API answers to a capture, and to a phone that syncs."""

from collections.abc import Iterable
from typing import Annotated, Any, Literal, TypeVar
from uuid import UUID

from pydantic import BaseModel, Field, SerializeAsAny

from webapp.capture.pull import Changed, Pulled
from webapp.capture.receipts import Taken
from webapp.errors import FieldError

Value = TypeVar("Value")
Said = Annotated[Value | None, Field(exclude_if=lambda value: value is None)]
"""A field that is left out where there is nothing to say."""


class KnownOut(BaseModel):
    """Somebody known who may be the same person, and what speaks for it."""

    contact_id: UUID
    name: str
    why: str


class CaptureOut(BaseModel):
    """The capture is durably taken down under this id.

    `erased_before` says that the owner erased this person and asked not to add them again.
    """

    op_id: UUID
    status: Literal["accepted"] = "accepted"
    contact_id: UUID
    encounter_id: UUID
    met_before: Said[KnownOut] = None
    erased_before: Said[Literal[True]] = None


def capture_out(
    op_id: UUID, taken: Taken, known: KnownOut | None = None, *, erased: bool = False
) -> CaptureOut:
    """The answer that lets a phone forget the operation."""
    return CaptureOut.model_validate(
        {
            "op_id": op_id,
            "contact_id": taken.contact_id,
            "encounter_id": taken.encounter_id,
            "met_before": known,
            "erased_before": erased or None,
        }
    )


class ErrorOut(BaseModel):
    """What is wrong with one field of an operation."""

    field: str
    message: str


class ResultOut(BaseModel):
    """What became of one operation. Only one that is accepted is durably taken down.

    `rejected` can never be taken as it is; `retry` was not taken this time. `lost` says that a
    deletion gave way to a change that the phone did not know, `kept_both` that texts which it did
    not know were kept beside the new ones, in the note. `erased_before` is as in the answer to a
    capture.
    """

    op_id: UUID
    status: Literal["accepted", "rejected", "retry"]
    errors: Said[list[ErrorOut]] = None
    contact_id: Said[UUID] = None
    encounter_id: Said[UUID] = None
    follow_up_id: Said[UUID] = None
    met_before: Said[KnownOut] = None
    erased_before: Said[Literal[True]] = None
    lost: Said[bool] = None
    kept_both: Said[bool] = None


class ChangeOut(BaseModel):
    """One thing that changed, as it is now: `value` is as in the API, and null once it is gone."""

    kind: str
    id: UUID
    rev: int
    gone: bool
    value: SerializeAsAny[BaseModel] | None


class SyncOut(BaseModel):
    """What became of the operations, in their order, and the changes after the cursor.

    With `full` begins a pull of everything: what is not in it up to the answer without `more`
    is no more.
    """

    results: list[ResultOut]
    changes: list[ChangeOut]
    cursor: str
    more: bool
    full: bool


def accepted(op_id: UUID, taken: Taken) -> ResultOut:
    """An operation that is durably taken down."""
    values: dict[str, Any] = {
        "contact_id": taken.contact_id,
        "encounter_id": taken.encounter_id,
        **taken.more,
    }
    return ResultOut.model_validate({"op_id": op_id, "status": "accepted", **values})


def rejected(op_id: UUID, errors: Iterable[FieldError]) -> ResultOut:
    """An operation that can never be taken as it is."""
    wrong = [ErrorOut(field=error.field, message=error.message) for error in errors]
    return ResultOut(op_id=op_id, status="rejected", errors=wrong)


def sync_out(results: list[ResultOut], pulled: Pulled) -> SyncOut:
    """The answer to a phone."""
    return SyncOut(
        results=results,
        changes=[_change_out(change) for change in pulled.changes],
        cursor=pulled.cursor,
        more=pulled.more,
        full=pulled.full,
    )


def _change_out(change: Changed) -> ChangeOut:
    gone = change.value is None
    return ChangeOut(kind=change.kind, id=change.id, rev=change.rev, gone=gone, value=change.value)
