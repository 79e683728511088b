"""Running an import: some entries a transaction, so that it can be stopped at any point."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from time import monotonic, sleep
from typing import Any

from sqlalchemy import bindparam, update
from sqlalchemy.orm import Session

from webapp.accounts.model import User
from webapp.errors import Conflict
from webapp.imports.model import Import, ImportEntry, forget_file
from webapp.imports.take import take_some
from webapp.revisions import lock

AT_ONCE = 200
LONGEST = 0.05
"""Seconds after which a transaction takes no further entry, so that nobody else waits for long.

To ask what they all need, before, and to write them, after, takes up to twice as long again.
"""
PAUSE = 0.002
"""Seconds between two transactions."""

# Its state does not change by it, but from then on it changes for nobody else.
_IMPORT: Any = Import.__table__
_CLAIM = (
    update(_IMPORT)
    .where(_IMPORT.c.owner_id == bindparam("owner"), _IMPORT.c.id == bindparam("which"))
    .where(_IMPORT.c.state == "running")
    .values(done=_IMPORT.c.done)
    .returning(_IMPORT.c.done, _IMPORT.c.total)
)


def choose(session: Session, found: Import, choices: Mapping[int, str]) -> None:
    """Note what was chosen for some entries; Conflict once the import was run."""
    if found.state != "ready":
        raise Conflict("This import has been run already; what was chosen then stands.")
    for index, choice in choices.items():
        entry = session.get(ImportEntry, (found.owner_id, found.id, index))
        if entry is not None:
            entry.choice = choice
    session.flush()


def start(session: Session, found: Import) -> None:
    """Let a run begin; one that has begun or ended stays as it is. Conflict while still read."""
    if found.state == "reading":
        raise Conflict("This file was not read to its end. Nothing was taken. Upload it again.")
    # Another request may have begun it, and even ended it, since this one read the state.
    begin = (
        update(Import)
        .where(Import.owner_id == found.owner_id, Import.id == found.id, Import.state == "ready")
        .values(state="running")
        .returning(Import.id)
        .execution_options(synchronize_session=False)
    )
    if session.scalar(begin) is not None:
        forget_file(session, found)
    session.refresh(found)


def run_on(
    session: Session, owner: User, found: Import, clock: Callable[[], datetime]
) -> Iterator[None]:
    """Take some entries after the other until there is none; the caller commits after each step.

    The first statement of each step both finds where to go on and locks the import, so that two
    requests that run the same import take turns, and none takes an entry twice.
    """
    size = AT_ONCE
    while claimed := _claim(session, found):
        done, total = claimed
        # Whom an entry meets is decided by what is read from here on.
        lock(session, owner.id)
        until = monotonic() + LONGEST
        now = clock()
        lot = range(done, min(done + size, total))
        taken = take_some(session, owner, found, lot, now, until)
        # What is asked for those of a lot that are not taken in time would be asked again.
        size = min(AT_ONCE, taken if taken < len(lot) else 2 * taken)
        done += taken
        _move_on(session, found, done, now if done == total else None)
        session.flush()
        yield
        # Whoever waits for the database gets it now: this thread would be the first to ask again.
        sleep(PAUSE)


def _claim(session: Session, found: Import) -> tuple[int, int] | None:
    """How far the run is, and how far it goes; None once it is through."""
    key = {"owner": found.owner_id, "which": found.id}
    claimed = session.connection().execute(_CLAIM, key).one_or_none()
    return None if claimed is None else (claimed.done, claimed.total)


def _move_on(session: Session, found: Import, done: int, ended_at: datetime | None) -> None:
    state = "running" if ended_at is None else "done"
    session.execute(
        update(Import)
        .where(Import.owner_id == found.owner_id, Import.id == found.id)
        .values(done=done, state=state, ended_at=ended_at)
    )
