"""Who changes something of an owner's waits for whoever came before, and for nobody else."""

import time
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from webapp.accounts.model import User
from webapp.db import db, new_id
from webapp.revisions import lock, note

WAITING = 6


@pytest.fixture
def together(engine_name: str) -> None:
    if engine_name == "sqlite":
        pytest.skip("SQLite has one writer at a time; tests/test_write_turns.py is about those.")


def change(session: Session, owner: User, order: list[int], number: int) -> None:
    """Change something of the owner's in the owner's turn, as a capture does."""
    lock(session, owner.id)
    order.append(number)
    note(session, owner.id, [("contact", new_id())])
    session.commit()


@pytest.mark.usefixtures("together")
def test_the_owners_turn_comes_in_the_order_in_which_it_was_asked_for(
    app: Flask, session: Session, owner: User
) -> None:
    """Otherwise one of many captures sent at once may wait for as long as others come."""
    order: list[int] = []

    def wait(number: int) -> None:
        with app.app_context():
            change(db.session, owner, order, number)

    with ThreadPoolExecutor(WAITING) as writers:
        lock(session, owner.id)
        sent = [_when_it_waits(session, writers.submit(wait, n), n + 1) for n in range(WAITING)]
        note(session, owner.id, [("contact", new_id())])
        session.commit()
        for one in sent:
            one.result(timeout=20)
    assert order == list(range(WAITING))


@pytest.mark.usefixtures("together")
def test_another_owners_turn_is_not_waited_for(
    app: Flask, session: Session, owner: User, other_owner: User
) -> None:
    def other() -> None:
        with app.app_context():
            change(db.session, other_owner, [], 0)

    lock(session, owner.id)
    with ThreadPoolExecutor(1) as writer:
        writer.submit(other).result(timeout=20)
    session.rollback()


def _when_it_waits(session: Session, sent: Future[None], many: int) -> Future[None]:
    """The same, once so many wait for a lock."""
    query = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    end = time.monotonic() + 20
    while session.scalar(query) != many:
        assert time.monotonic() < end and not sent.done()
        time.sleep(0.01)
    return sent
