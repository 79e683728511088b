"""Captures of one owner take turns in a worker; nobody else waits with them."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.conftest import Person
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


def test_another_owners_capture_does_not_wait(asha: Person, someone_else: Person) -> None:
    if turn_of(asha.id) is turn_of(someone_else.id):
        pytest.skip("These two share a turn, as one pair of owners in sixty-four does.")
    with turn_of(asha.id):
        assert capture(someone_else) == 201


def test_a_capture_that_fails_gives_its_turn_back(asha: Person) -> None:
    missing = {"name": "Marcus", "detail": "climbs", "event_id": str(new_id())}
    refused = asha.browser.put(f"/api/v1/captures/{new_id()}", json=missing)
    assert refused.status_code == 422
    assert not turn_of(asha.id).locked()
