"""Exactly once: an operation that was taken is never taken again, and answered the same."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from webapp.capture.clocks import Arrival, countable
from webapp.capture.model import Receipt
from webapp.errors import Conflict
from webapp.revisions import Revision, lock, write_changes
from webapp.rows import write_new


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
    may_be_known: bool = True
    """Whether somebody new may have been met before; true where nobody looked."""


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
    return once_each(session, owner_id, {sent.id: sent}, lambda _: [act()])[sent.id]


def once_each(
    session: Session,
    owner_id: UUID,
    sent: Mapping[UUID, Sent],
    act: Callable[[list[Sent]], Sequence[Taken]],
) -> dict[UUID, Taken]:
    """The same for several by their ids; `act` takes those down that are new, in their order."""
    lock(session, owner_id)
    known = {row.id: row for row in session.execute(_KNOWN, {"owner": owner_id, "ids": list(sent)})}
    taken = {key: _again(row, sent[key]) for key, row in known.items()}
    new = [one for key, one in sent.items() if key not in known]
    if new:
        acted = act(new)
        rev = _newest(session, owner_id)
        receipts = [_receipt(owner_id, *both, rev) for both in zip(new, acted, strict=True)]
        write_new(session, receipts)
        taken |= {one.id: came for one, came in zip(new, acted, strict=True)}
    return taken


def _newest(session: Session, owner_id: UUID) -> int:
    """The owner's newest number, once what was done is numbered."""
    session.flush()
    newest = write_changes(session).get(owner_id)
    if newest is None:
        newest = session.scalar(select(Revision.rev).where(Revision.owner_id == owner_id))
    return newest or 0


def _receipt(owner_id: UUID, sent: Sent, taken: Taken, rev: int) -> Receipt:
    return Receipt(
        owner_id=owner_id,
        id=sent.id,
        type=sent.type,
        payload_hash=sent.digest,
        contact_id=taken.contact_id,
        encounter_id=taken.encounter_id,
        result=taken.more,
        phone=sent.phone,
        stale=taken.stale,
        rev=rev,
        phone_time=countable(sent.captured_at),
        phone_clock=_clock(sent),
        received_at=sent.arrival.at,
    )


def _again(known: Any, sent: Sent) -> Taken:
    if (known.type, known.payload_hash) != (sent.type, sent.digest):
        raise Conflict("This id was used before for something else. Send it under a new one.")
    return Taken(known.contact_id, known.encounter_id, known.result, new=False)


def _clock(sent: Sent) -> dict[str, str]:
    said = {"captured_at": sent.captured_at, "now": sent.arrival.phone_now}
    return {name: moment.isoformat() for name, moment in said.items() if moment is not None}


# Asked for everything that a phone sends; building it costs more than asking it.
_receipts: Any = Receipt.__table__
_KNOWN = select(
    *(_receipts.c[name] for name in ("id", "type", "payload_hash")),
    *(_receipts.c[name] for name in ("contact_id", "encounter_id", "result")),
).where(
    _receipts.c.owner_id == bindparam("owner"),
    _receipts.c.id.in_(bindparam("ids", expanding=True)),
)
