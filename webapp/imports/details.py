"""What is sent to the imports room, checked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from webapp.errors import FieldError, Invalid
from webapp.formats.csv_fields import FIELDS
from webapp.validation import Values

_CHOICE = re.compile(r"choice\.([0-9]{1,4})")
_COLUMN = re.compile(r"column\.([0-9]{1,3})")

Fate = Literal["", "new", "same", "probably", "left_out", "added", "updated", "unchanged"]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent; without a kind (vcard, csv, text) it is told by its contents."""

    file_name: str
    data: bytes
    kind: str = ""


class ImportQuery(Values):
    """Whether an import is only looked at."""

    dry_run: bool = False


class EntriesQuery(Values):
    """Which entries of an import are shown."""

    fate: Fate = ""
    page: Annotated[int, Field(ge=1, le=1_000)] = 1


def read_choices(form: Mapping[str, str]) -> dict[int, str]:
    """What was chosen for each entry: `choice.7` is new, leave, a contact's id or nothing.

    Invalid names a field with anything else in it.
    """
    found = {int(part[1]): form[name] for name in form if (part := _CHOICE.fullmatch(name))}
    for index, choice in found.items():
        if choice not in ("", "new", "leave") and not _is_id(choice):
            raise Invalid(FieldError(f"choice.{index}", "is none of the choices."))
    return found


def read_columns(form: Mapping[str, str]) -> dict[int, str | None]:
    """The field that each column of a list fills, nothing for one to leave out.

    Invalid names a field that does not exist.
    """
    found = {int(part[1]): form[name] for name in form if (part := _COLUMN.fullmatch(name))}
    for at, field in found.items():
        if field and field not in FIELDS:
            raise Invalid(FieldError(f"column.{at}", "is no field that a column can fill."))
    return {at: field or None for at, field in found.items()}


def _is_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
