"""What the API answers to a capture."""

from typing import Literal
from uuid import UUID

from pydantic import BaseModel

from webapp.capture.receive import Taken


class CaptureOut(BaseModel):
    """The capture is durably taken down under this id."""

    op_id: UUID
    status: Literal["accepted"] = "accepted"
    contact_id: UUID
    encounter_id: UUID


def capture_out(taken: Taken) -> CaptureOut:
    """The answer that lets a phone forget the operation."""
    return CaptureOut(
        op_id=taken.op_id, contact_id=taken.contact_id, encounter_id=taken.encounter_id
    )
