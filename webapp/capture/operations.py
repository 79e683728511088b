"""What a phone may ask for while it has no network, checked: each operation with its fields."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import AwareDatetime, Field, ValidationError, WrapValidator, model_validator

from webapp.capture.details import CaptureDetails
from webapp.contacts.details import ContactChanges
from webapp.errors import FieldError
from webapp.events.details import TaskState
from webapp.followups.details import Day
from webapp.validation import NoteText, ShortText, Values, field_errors

MOST_OPERATIONS = 50
SCHEMA = 1


class ContactEdit(ContactChanges):
    """What was typed anew about a person, and the note as it stood before on the phone."""

    contact_id: UUID
    note_was: NoteText | None = None

    def changes(self) -> ContactChanges:
        """The changes alone."""
        given = self.model_dump(exclude_unset=True, exclude={"contact_id", "note_was"})
        return ContactChanges.model_validate(given)


class WhichContact(Values):
    """Whom it is about."""

    contact_id: UUID


class WhichCapture(Values):
    """The capture that is taken back: the id of its operation."""

    capture_id: UUID


class WhichFollowUp(Values):
    """A follow-up by its id, or by the encounter that opened it and its kind."""

    follow_up_id: UUID | None = None
    encounter_id: UUID | None = None
    kind: ShortText = ""

    @model_validator(mode="after")
    def _is_named(self) -> Self:
        if self.follow_up_id is None and (self.encounter_id is None or not self.kind):
            raise ValueError("Name the follow-up by follow_up_id, or by encounter_id and kind.")
        return self


class FollowUpSnoozed(WhichFollowUp):
    """Until when it is put off; the day after the capture unless given."""

    until: Day | None = None


class WhichTarget(Values):
    """Which target of an event."""

    target_id: UUID


class TaskSettled(TaskState):
    """What became of something that an event asked."""

    event_id: UUID


class _Operation(Values):
    """What every operation says of itself."""

    op_id: UUID
    captured_at: AwareDatetime | None = None
    """By the phone's clock."""
    base_rev: Annotated[int, Field(ge=0)] | None = None
    """The newest of the server's changes that the phone knew then."""
    schema_: Annotated[int, Field(alias="schema", ge=1)] = SCHEMA


class Capture(_Operation):
    """Somebody was met: somebody new, or `contact_id` again."""

    type: Literal["capture"]
    fields: CaptureDetails

    def details(self) -> CaptureDetails:
        """What was captured, with its time, as the call for one capture has it."""
        if self.captured_at is None:
            return self.fields
        return self.fields.model_copy(update={"captured_at": self.captured_at})


class EditContact(_Operation):
    """Something was typed anew about a person."""

    type: Literal["edit_contact"]
    fields: ContactEdit


class DeleteContact(_Operation):
    """A person was deleted."""

    type: Literal["delete_contact"]
    fields: WhichContact


class UndoCapture(_Operation):
    """A capture was taken back right after it was made."""

    type: Literal["undo_capture"]
    fields: WhichCapture


class MarkFollowUp(_Operation):
    """A follow-up was written, given up, answered, or opened again."""

    type: Literal["follow_up_sent", "follow_up_skipped", "follow_up_replied", "follow_up_reopened"]
    fields: WhichFollowUp


class SnoozeFollowUp(_Operation):
    """A follow-up was put off."""

    type: Literal["follow_up_snoozed"]
    fields: FollowUpSnoozed


class TickTarget(_Operation):
    """A target was ticked as visited, or its tick was taken off."""

    type: Literal["target_ticked", "target_unticked"]
    fields: WhichTarget


class SettleTask(_Operation):
    """Something that an event asks was done, dropped, or opened again."""

    type: Literal["event_task_settled"]
    fields: TaskSettled


@dataclass(frozen=True, slots=True)
class Misread:
    """An operation that cannot be taken; it costs no other."""

    op_id: UUID
    errors: tuple[FieldError, ...]


Operation = (
    Capture
    | EditContact
    | DeleteContact
    | UndoCapture
    | MarkFollowUp
    | SnoozeFollowUp
    | TickTarget
    | SettleTask
)


def _alone(value: Any, check: Callable[[Any], Operation]) -> Operation | Misread:
    try:
        return check(value)
    except ValidationError as error:
        op_id = _op_id(value)
        if op_id is None:
            # Nobody could be told what became of it.
            raise
        return Misread(op_id, tuple(_errors(error)))


def _op_id(value: Any) -> UUID | None:
    try:
        return UUID(value["op_id"])
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _errors(error: ValidationError) -> Iterator[FieldError]:
    """The fields' paths without the name of the operation's type before them."""
    for found in field_errors(error):
        _type, dot, field = found.field.partition(".")
        yield FieldError(field if dot else "type", found.message)


class Sync(Values):
    """A phone's operations in the order they were made, and how far it knows the changes."""

    schema_: Annotated[int, Field(alias="schema", ge=1)] = SCHEMA
    now: AwareDatetime | None = None
    """The phone's clock as it sends this."""
    phone: Annotated[ShortText, Field(max_length=40)] = ""
    """A random name of this phone, so that its own changes are no news to it."""
    cursor: ShortText = ""
    ops: Annotated[
        list[
            Annotated[
                Annotated[Operation, Field(discriminator="type")],
                WrapValidator(_alone),
            ]
        ],
        Field(max_length=MOST_OPERATIONS),
    ] = Field(default_factory=list)
    limit: Annotated[int, Field(ge=1, le=1000)] = 200


def named_in(operation: Operation) -> set[UUID]:
    """The ids that an operation builds on, each of which may be an operation before it."""
    names = ("contact_id", "capture_id", "encounter_id")
    return {one for name in names if (one := getattr(operation.fields, name, None))}
