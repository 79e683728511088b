"""Exactly once: an operation that was taken is never taken again, and answered the same."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.capture.clocks import Arrival, countable
from webapp.capture.model import Receipt
from webapp.errors import Conflict
from webapp.revisions import Revision, lock, write_changes


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of an operation; `more` is what else the answer says of it."""

    contact_id: UUID | None = None
    encounter_id: UUID | None = None
    more: dict[str, Any] = field(default_factory=dict)
    stale: bool = False
    """Whether the phone did not know the person as they were."""
    new: bool = True
    """Whether it had not come before."""


@dataclass(frozen=True, slots=True)
class Sent:
    """An operation as it was sent: its id, what it is, and the digest of all it says."""

    id: UUID
    type: str
    digest: bytes
    captured_at: datetime | None
    arrival: Arrival
    phone: str = ""


def digest_of(sent: str) -> bytes:
    """SHA-256 over the canonical JSON of what was sent."""
    return hashlib.sha256(sent.encode()).digest()


def once(session: Session, owner_id: UUID, sent: Sent, act: Callable[[], Taken]) -> Taken:
    """Act and keep a receipt, or say again what came of it; the caller commits.

    Conflict when the id came with another payload. Whoever sends the same at the same time waits
    for the owner's turn, and finds the receipt.
    """
    lock(session, owner_id)
    known = session.get(Receipt, (owner_id, sent.id))
    if known is not None:
        return _again(known, sent)
    taken = act()
    session.flush()
    newest = write_changes(session).get(owner_id)
    if newest is None:
        newest = session.scalar(select(Revision.rev).where(Revision.owner_id == owner_id))
    session.add(
        Receipt(
            owner_id=owner_id,
            id=sent.id,
            type=sent.type,
            payload_hash=sent.digest,
            contact_id=taken.contact_id,
            encounter_id=taken.encounter_id,
            result=taken.more,
            phone=sent.phone,
            stale=taken.stale,
            rev=newest or 0,
            phone_time=countable(sent.captured_at),
            phone_clock=_clock(sent),
            received_at=sent.arrival.at,
        )
    )
    session.flush()
    return taken


def _again(known: Receipt, sent: Sent) -> Taken:
    if (known.type, known.payload_hash) != (sent.type, sent.digest):
        raise Conflict("This id was used before for something else. Send it under a new one.")
    return Taken(known.contact_id, known.encounter_id, known.result, new=False)


def _clock(sent: Sent) -> dict[str, str]:
    said = {"captured_at": sent.captured_at, "now": sent.arrival.phone_now}
    return {name: moment.isoformat() for name, moment in said.items() if moment is not None}
