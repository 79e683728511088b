"""A database of a million contacts, written past the application: two owners among many others."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice, zip_longest
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, create_engine, insert, literal, select
from sqlalchemy.orm import Session

from webapp import migrate
from webapp.accounts.model import User
from webapp.accounts.signing import sign_up
from webapp.contacts.model import Contact, Encounter
from webapp.contacts.search import fold
from webapp.db import engine_options, new_id, prepare
from webapp.events.model import Event
from webapp.followups.model import STATES, FollowUp
from webapp.row_security import act_for_everyone, open_to_everyone

SMALL, OTHERS = 1_000, 2_000
"""How many contacts the small owner has, and each of those who are not measured."""
LARGE = 10
"""The large owner has one in so many of all contacts."""
AT_ONCE = 2_000
SELDOM = 20
"""So many of each owner's people have what the rare search looks for."""
_FIRST = [
    *("Ngozi", "Adaeze", "Lena", "Marcus", "Priya", "Wei", "José", "Fátima", "Olu", "Yuki"),
    *("Ahmed", "Sara", "Tomás", "Ingrid", "Chidi", "Amina", "Diego", "Mei", "Ravi", "Zainab"),
]
_LAST = [
    *("Adébáyò", "Okafor", "Vogt", "Brown", "Sharma", "Li", "García", "Haddad", "Balogun"),
    *("Tanaka", "Khan", "Novák", "Silva", "Berg", "Eze", "Diallo", "Ramos", "Chen", "Iyer"),
    *("Yusuf", "Müller", "O'Brien", "Santos", "Kowalski", "Nguyen"),
]
_PLACES = [f"Poster {n}" for n in range(1, 400)] + ["Coffee line", "Booth 12", "Room 301 B"]
_DETAILS = [
    f"{what}; {other}"
    for what in ("twin daughters", "ran Boston in the rain", "grows dahlias", "plays the oud",
                 "grew up in Enugu", "restores old radios", "keeps bees on the roof")
    for other in ("met over the sepsis poster", "knows Dr. Osei", "hates the coffee here",
                  "wants the QT slides", "moved from Lyon last year")
]  # fmt: skip


PASSWORD = "a long password"


@dataclass(frozen=True)
class Owner:
    """One of the two accounts that are measured, and one of its events."""

    email: str
    event: str


def make_crowd(url: str, people: int) -> tuple[Owner, Owner]:
    """Write a new database with so many contacts in all; gives its small and its large owner."""
    large = people // LARGE
    others = max(1, (people - SMALL - large) // OTHERS)
    small, large_owner = _make(url, [SMALL, large, OTHERS], others - 1)
    return small, large_owner


def _make(url: str, sizes: list[int], copies: int = 0) -> list[Owner]:
    """Owners of these sizes, and copies of the last of them; gives the first two."""
    options = engine_options(url)
    engine = create_engine(options.pop("url"), **options)
    prepare(engine)
    migrate.upgrade(engine)
    with Session(engine) as session, session.begin():
        act_for_everyone(session)
        owner_ids = [_account(session, number) for number in range(len(sizes) + copies)]
    events = []
    for owner_id, size in zip_longest(owner_ids, sizes):
        # One owner a transaction, so that the log does not outgrow the database.
        with engine.begin() as connection:
            open_to_everyone(connection)
            if size:
                events.append(_fill(connection, owner_id, size))
            else:
                _copy(connection, owner_ids[len(sizes) - 1], owner_id)
    _look_at(engine)
    engine.dispose()
    return [Owner(_email(number), str(event)) for number, event in enumerate(events[:2])]


def make_owner(url: str, size: int) -> Owner:
    """Write a new database with one account that has so many contacts."""
    return _make(url, [size])[0]


def _email(number: int) -> str:
    return f"owner{number}@example.org"


def _account(session: Session, number: int) -> UUID:
    """The two who are measured sign up; the others only take up room."""
    now = datetime.now(UTC)
    if number < 2:
        user = sign_up(session, email=_email(number), password=PASSWORD, name="Asha",
                       time_zone="UTC", now=now)  # fmt: skip
        act_for_everyone(session)
    else:
        user = User(email=_email(number), name="", password_hash="none", created_at=now)
        session.add(user)
        session.flush()
    return user.id


def _fill(connection: Connection, owner_id: UUID, size: int) -> UUID:
    """Write one owner's events and people; gives one of the events."""
    draw, now = random.Random(size), datetime.now(UTC)
    events = [_event(owner_id, number, now) for number in range(20)]
    connection.execute(insert(Event), events)
    people = (_person(owner_id, number, size, now, draw) for number in range(size))
    while some := list(islice(people, AT_ONCE)):
        contacts, encounters, follow_ups = zip(*some, strict=True)
        for encounter in encounters:
            encounter["event_id"] = draw.choice(events)["id"]
        connection.execute(insert(Contact), list(contacts))
        connection.execute(insert(Encounter), list(encounters))
        connection.execute(insert(FollowUp), list(follow_ups))
    return UUID(str(events[3]["id"]))


def _copy(connection: Connection, owner_id: UUID, to: UUID) -> None:
    """Give another owner the same events and people; ids need be unique to an owner only."""
    for model in (Event, Contact, Encounter, FollowUp):
        table: Any = model.__table__
        others = [column for column in table.columns if column.name != "owner_id"]
        rows = select(literal(to, table.c.owner_id.type), *others).where(
            table.c.owner_id == owner_id
        )
        connection.execute(insert(table).from_select(["owner_id", *others], rows))


def _event(owner_id: UUID, number: int, now: datetime) -> dict[str, Any]:
    day = now.date() - timedelta(days=30 * number + 10)
    return {"owner_id": owner_id, "id": new_id(), "name": f"Congress {number}", "starts_on": day,
            "ends_on": day, "time_zone": "UTC", "created_at": now}  # fmt: skip


def _person(
    owner_id: UUID, number: int, size: int, now: datetime, draw: random.Random
) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """A contact, the meeting with them, and what is owed; the oldest were met two years ago."""
    at = now - timedelta(days=730) * (number / size) - timedelta(seconds=draw.random())
    name = f"{draw.choice(_FIRST)} {draw.choice(_LAST)}"
    detail, place = draw.choice(_DETAILS), draw.choice(_PLACES)
    if number % (size // SELDOM) == 0:
        detail += "; collects harmoniums"
    organisation = f"{draw.choice(_LAST)} Hospital"
    ids = {"owner_id": owner_id, "contact_id": new_id()}
    contact = {"owner_id": owner_id, "id": ids["contact_id"], "name": name, "newest_at": at,
               "created_at": at, "changed_at": at, "organisation": organisation,
               "stage": "mentor" if number % 12 == 7 else "contact",
               "search_text": fold(f"{name} {organisation} {detail} {place}"),
               "title": "Resident, PGY-2"}  # fmt: skip
    encounter = {**ids, "id": new_id(), "event_id": None, "at": at, "time_zone": "UTC",
                 "place": place, "detail": detail}  # fmt: skip
    day = at.date()
    follow_up = {**ids, "id": new_id(), "encounter_id": encounter["id"],
                 "kind": "nice_to_meet_you", "opens_on": day, "state_at": at,
                 "due_on": day + timedelta(days=3), "closes_on": day + timedelta(days=5),
                 "state": draw.choice(STATES)}  # fmt: skip
    return contact, encounter, follow_up


def _look_at(engine: Engine) -> None:
    """Give the planner the figures that it has after each start of Hallway."""
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA optimize=0x10002")
        else:
            connection.exec_driver_sql("ANALYZE")
