"""People met, for the tests of follow-ups."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from tests.conftest import NOON
from webapp.accounts.model import User
from webapp.contacts.meet import add_contact, add_encounter
from webapp.contacts.model import Contact, Encounter
from webapp.followups.model import FollowUp
from webapp.followups.opening import open_for

Met = tuple[Contact, list[FollowUp]]
Meet = Callable[..., Met]


@pytest.fixture
def meet(session: Session, owner: User) -> Meet:
    """Meet somebody: `meet("Ngozi", promise="the paper")` gives the contact and what is owed."""

    def meet_one(
        name: str,
        at: datetime = NOON,
        owner: User = owner,
        contact: Contact | None = None,
        **said: Any,
    ) -> Met:
        contact = contact or add_contact(session, owner.id, name=name, now=NOON)
        encounter = Encounter(**{"at": at, "time_zone": "UTC", "detail": "twin daughters", **said})
        add_encounter(session, contact, encounter, NOON)
        opened = open_for(session, encounter, NOON)
        session.commit()
        return contact, opened

    return meet_one


@contextmanager
def queries_of(engine: Engine) -> Iterator[list[str]]:
    """The SELECT statements that the block sends."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith("SELECT"):
            sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)
