"""Where a page of contacts ended, as an opaque text for the next one."""

from base64 import b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from webapp.errors import FieldError, Invalid

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_PACKED = 24


class Cursor(NamedTuple):
    """The last contact of a page: its newest encounter, and its id among those of one moment."""

    newest_at: datetime
    id: UUID


def write_cursor(cursor: Cursor) -> str:
    """The cursor as 32 characters that may stand in an address."""
    micros = (cursor.newest_at - _EPOCH) // _MICROSECOND
    packed = micros.to_bytes(8, "big", signed=True) + cursor.id.bytes
    return urlsafe_b64encode(packed).decode()


def read_cursor(text: str) -> Cursor:
    """The cursor that was written; Invalid names `cursor` for anything else."""
    try:
        packed = b64decode(text, altchars=b"-_", validate=True)
        if len(packed) != _PACKED or text.endswith("="):
            raise ValueError(text)
        micros = int.from_bytes(packed[:8], "big", signed=True)
        return Cursor(_EPOCH + micros * _MICROSECOND, UUID(bytes=packed[8:]))
    except (ValueError, OverflowError):
        raise Invalid(
            FieldError("cursor", "is not a cursor that a list gave. Begin again without it.")
        ) from None
