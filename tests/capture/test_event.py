"""The event that a capture falls to where none is named: the one that was on when it was made."""

from typing import Any

import pytest

from tests.capture.phone import NGOZI, Phone
from tests.conftest import Person
from tests.contacts.conftest import add_event
from webapp.db import new_id

EVENING_THERE = "2026-10-14T09:30:00Z"
"""In Honolulu still the thirteenth."""


def event_of(person: Person) -> str | None:
    """The event of the one meeting that is noted."""
    [contact] = person.browser.get("/api/v1/contacts").json["items"]
    [met] = contact["encounters"]
    return met["event_id"]  # type: ignore[no-any-return]


def put(person: Person, **fields: Any) -> None:
    answer = person.browser.put(f"/api/v1/captures/{new_id()}", json={**NGOZI, **fields})
    assert answer.status_code == 201, answer.text


@pytest.mark.parametrize(
    ("captured_at", "is_there"),
    [
        (None, False),
        ("2026-10-12T00:00:00Z", False),
        ("2026-10-12T10:00:00Z", True),
        (EVENING_THERE, True),
        ("2026-10-14T10:30:00Z", False),
    ],
)
def test_a_capture_falls_to_the_event_on_at_its_moment(
    asha: Person, captured_at: str | None, is_there: bool
) -> None:
    event = add_event(asha, ends_on="2026-10-13", time_zone="Pacific/Honolulu")
    put(asha, **({"captured_at": captured_at} if captured_at else {}))
    assert event_of(asha) == (event if is_there else None)


def test_of_two_that_are_on_it_is_the_last_to_begin(asha: Person) -> None:
    add_event(asha, "Rotation", starts_on="2026-10-01", ends_on="2026-10-28", kind="rotation")
    conference = add_event(asha)
    put(asha)
    assert event_of(asha) == conference


def test_an_operation_of_a_phone_falls_to_the_event_on_at_its_moment(asha: Person) -> None:
    event = add_event(asha, starts_on="2026-10-12", ends_on="2026-10-13")
    phone = Phone(asha, name="a phone")
    phone.send(phone.op("capture", captured_at="2026-10-13T12:00:00Z", **NGOZI))
    assert event_of(asha) == event
    assert phone.of("follow_up")[0]["event_id"] == event


def test_null_is_no_event(asha: Person) -> None:
    add_event(asha)
    put(asha, event_id=None)
    assert event_of(asha) is None


def test_null_of_a_phone_is_no_event(asha: Person) -> None:
    add_event(asha)
    Phone(asha, name="a phone").do("capture", **NGOZI, event_id=None)
    assert event_of(asha) is None


def test_a_choice_left_blank_on_the_page_is_no_event(asha: Person) -> None:
    add_event(asha)
    asha.browser.post("/capture", data={**NGOZI, "event_id": ""})
    assert event_of(asha) is None


def test_somebody_elses_event_is_not_mine(asha: Person, someone_else: Person) -> None:
    add_event(someone_else)
    put(asha)
    assert event_of(asha) is None
