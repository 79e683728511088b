"""The made-up season's events of every kind, with whom and what to see there."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from webapp.accounts.model import User
from webapp.events.details import EventDetails
from webapp.events.due import settle_task
from webapp.events.model import Event
from webapp.events.plan import make_event
from webapp.targets.details import TargetDetails
from webapp.targets.plan import make_target

ZONE = "America/New_York"

_EVENTS: dict[str, tuple[int, int, dict[str, str]]] = {
    "rotation": (
        -28,
        -8,
        {"name": "Newark rotation", "kind": "rotation", "place": "Mercy Newark, 4 West"},
    ),
    "meeting": (
        -4,
        1,
        {
            "name": "ACP Internal Medicine Meeting",
            "kind": "conference",
            "role": "presenter",
            "place": "Convention Center, hall B",
        },
    ),
    "call": (1, 1, {"name": "Call with Chidi Eze", "kind": "call", "place": "Zoom"}),
    "open house": (
        6,
        6,
        {
            "name": "Hudson Valley open house",
            "kind": "virtual_open_house",
            "place": "Online",
            "time_zone": "America/Chicago",
        },
    ),
    "observership": (
        18,
        31,
        {"name": "Observership, heart failure", "kind": "observership", "place": "Queens General"},
    ),
    "society": (
        44,
        46,
        {
            "name": "State chapter day for students",
            "kind": "society_meeting",
            "role": "volunteer",
            "place": "Albany",
        },
    ),
}
"""First and last day counted from today, and what the event is."""

_TARGETS: dict[str, list[tuple[int | None, dict[str, str]]]] = {
    "meeting": [
        (
            0,
            {
                "kind": "talk",
                "name": "Letters that patients can read",
                "who": "Prof. Edith Halloran",
                "time": "14:00",
                "until": "14:45",
                "place": "Room 8",
                "why": "Her 2024 paper is why I began mine. She sits on the board in Hartford.",
                "question": "Who should write the letter: whoever knows the case, or the patient?",
                "introduction": "Professor Halloran, I’m Asha Rao. I tried your two-column letter "
                "on a ward in Newark, and it halved our returns.",
            },
        ),
        (
            0,
            {
                "kind": "booth",
                "name": "Lakeview Cleveland",
                "place": "Booth 52",
                "why": "Two graduates of my school in their second year",
                "question": "What does your clinic teach that the ward cannot?",
                "introduction": "I’m Asha Rao, final year at St. George’s. I work on what "
                "happens after discharge.",
            },
        ),
        (0, {"kind": "booth", "name": "Mercy Newark", "place": "Booth 40"}),
        (
            0,
            {
                "kind": "poster",
                "name": "The second lactate",
                "who": "Ngozi Adébáyò",
                "place": "Poster 214",
            },
        ),
        (
            0,
            {
                "kind": "poster",
                "name": "Falls after dark",
                "who": "June Park",
                "place": "Poster 119",
                "why": "The same ward at night that my notes are for",
            },
        ),
        (
            1,
            {
                "kind": "talk",
                "name": "Teaching ultrasound in twenty minutes",
                "who": "Ewa Lis and Tom Reyes",
                "time": "09:30",
                "until": "10:30",
                "place": "Workshop 3",
            },
        ),
        (
            1,
            {
                "kind": "person",
                "name": "Dr. Beatriz Leal",
                "place": "Poster 88",
                "question": "How did you come from the lab to Harlem?",
            },
        ),
        (
            None,
            {
                "kind": "program",
                "name": "Milwaukee North",
                "why": "Strong history with graduates from abroad; nobody asked yet",
                "question": "Where do your residents who trained abroad stand three years on?",
            },
        ),
    ],
    "open house": [
        (
            0,
            {
                "kind": "program",
                "name": "Hudson Valley Internal Medicine",
                "time": "17:00",
                "until": "18:30",
                "question": "What would I notice on your ward that no screen shows?",
                "introduction": "Asha Rao, from Grenada. I met Dr. Okonkwo at your booth.",
            },
        )
    ],
    "society": [
        (1, {"kind": "person", "name": "Dr. Aurel Novak", "why": "Runs the elective I want"}),
    ],
}


def make_events(session: Session, owner: User, now: datetime) -> dict[str, Event]:
    """The season's six events by a short name, some of their tasks done."""
    today = now.astimezone(ZoneInfo(ZONE)).date()
    events = {
        name: make_event(session, owner, _details(values, first, last, today), now)
        for name, (first, last, values) in _EVENTS.items()
    }
    for kind in ("introduce", "feedback"):
        settle_task(session, owner.id, events["rotation"].id, kind, "done", now)
    settle_task(session, owner.id, events["meeting"].id, "targets", "done", now)
    for name, targets in _TARGETS.items():
        for day, values in targets:
            _put_down(session, owner, events[name], day, values, now)
    return events


def _details(values: dict[str, str], first: int, last: int, today: date) -> EventDetails:
    days = {
        "starts_on": today + timedelta(days=first),
        "ends_on": today + timedelta(days=last),
    }
    return EventDetails.model_validate({"time_zone": ZONE, **values, **days})


def _put_down(
    session: Session,
    owner: User,
    event: Event,
    day: int | None,
    values: dict[str, str],
    now: datetime,
) -> None:
    """A target; its day is counted from today while the event is on, else from its first."""
    start = max(event.starts_on, now.astimezone(ZoneInfo(ZONE)).date())
    given: dict[str, Any] = {**values, "event_id": event.id}
    if day is not None:
        given["on"] = start + timedelta(days=day)
    make_target(session, owner.id, TargetDetails.model_validate(given), now)
