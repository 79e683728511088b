"""Captures of one owner take turns in a worker; nobody else waits with them."""

import time
from concurrent.futures import ThreadPoolExecutor
from itertools import count

from flask import Flask

from tests.conftest import Person, sign_up
from tests.contacts.conftest import counted_queries
from webapp.capture.turns import turn_of
from webapp.db import new_id


def capture(person: Person) -> int:
    fields = {"name": "Marcus Brown", "detail": "climbs"}
    return person.browser.put(f"/api/v1/captures/{new_id()}", json=fields).status_code


def test_a_capture_that_waits_for_its_turn_has_asked_only_who_sends_it(asha: Person) -> None:
    with ThreadPoolExecutor(1) as other, counted_queries() as sent:
        with turn_of(asha.id):
            waiting = other.submit(capture, asha)
            while not sent:
                time.sleep(0.01)
            time.sleep(0.2)
            assert not waiting.done()
            assert all("FROM sign_in" in one for one in sent)
        assert waiting.result(timeout=20) == 201


def test_another_owners_capture_does_not_wait(app: Flask, asha: Person) -> None:
    """One pair of owners in sixty-four shares a turn, so a further one may have to be asked."""
    others = (sign_up(app, f"other{number}@example.org", "Somebody") for number in count())
    someone_else = next(one for one in others if turn_of(one.id) is not turn_of(asha.id))
    with turn_of(asha.id):
        assert capture(someone_else) == 201


def test_a_capture_that_fails_gives_its_turn_back(asha: Person) -> None:
    missing = {"name": "Marcus", "detail": "climbs", "event_id": str(new_id())}
    refused = asha.browser.put(f"/api/v1/captures/{new_id()}", json=missing)
    assert refused.status_code == 422
    assert not turn_of(asha.id).locked()
