"""People to meet, through the door and in the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from tests.conftest import NOON, Person
from webapp.accounts.model import User
from webapp.contacts.meet import add_contact, add_encounter
from webapp.contacts.model import Contact, Encounter
from webapp.db import new_id

DETAIL = "twin daughters; ran Boston in the rain"


def meet(person: Person, name: str = "Ngozi Adébáyò", detail: str = DETAIL, **more: Any) -> str:
    """Take somebody down as a phone does; gives the contact's id."""
    fields = {"name": name, "detail": detail, **more}
    answer = person.browser.put(f"/api/v1/captures/{new_id()}", json=fields)
    assert answer.status_code == 201, answer.text
    return str(answer.json["contact_id"])


def add_event(person: Person, name: str = "ACP", **more: Any) -> str:
    """An event through the API; gives its id."""
    fields = {
        "name": name,
        "starts_on": "2026-10-12",
        "ends_on": "2026-10-16",
        "time_zone": "UTC",
        **more,
    }
    answer = person.browser.post("/api/v1/events", json=fields)
    assert answer.status_code == 201, answer.text
    return str(answer.json["id"])


def met(
    session: Session,
    owner: User,
    name: str = "Ngozi Adébáyò",
    at: datetime = NOON,
    detail: str = DETAIL,
    **more: Any,
) -> Contact:
    """A contact with one encounter, straight in the database."""
    contact = add_contact(session, owner.id, name=name, now=at)
    encounter = Encounter(at=at, time_zone="UTC", detail=detail, **more)
    add_encounter(session, contact, encounter, at)
    return contact


def get(person: Person, path: str, **query: str) -> Any:
    """What the API answers."""
    return person.browser.get(f"/api/v1{path}", query_string=query).json


@contextmanager
def counted_queries() -> Iterator[list[str]]:
    """Collects the SELECTs that are sent to the database meanwhile."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith("SELECT"):
            sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", note)
