"""Captures of one owner wait for each other before any of them asks the database.

They would wait there, for the owner's turn (revisions.lock). A worker has one lock of Python's for
all its threads, and what the others do before they wait would hold up whoever has the turn: a
sixth fewer captures a second, measured on PostgreSQL (docs/decisions/0017).
"""

from threading import Lock
from uuid import UUID

_TURNS = [Lock() for _ in range(64)]


def turn_of(owner_id: UUID) -> Lock:
    """What the owner's captures hold one after the other in this worker; few owners share one."""
    return _TURNS[owner_id.int % len(_TURNS)]
