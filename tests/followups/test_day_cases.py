"""What a day asks of a follow-up and says of it: the same cases as the phone's own code."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from webapp.contacts.model import Encounter
from webapp.followups import words
from webapp.followups.model import FollowUp
from webapp.followups.windows import group, is_for_the_evening

CASES: list[dict[str, Any]] = json.loads(Path(__file__).with_name("day_cases.json").read_text())


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_server_sees_it_as_the_phone_does(case: dict[str, Any]) -> None:
    given, on = case["row"], date.fromisoformat(case["on"])
    days = {
        name: date.fromisoformat(given[name]) if given[name] else None
        for name in ("opens_on", "due_on", "closes_on", "snoozed_until")
    }
    row = FollowUp(
        **days,
        kind="nice_to_meet_you",
        state=given["state"],
        state_at=datetime.fromisoformat(given["state_at"]),
        encounter=Encounter(time_zone=given["time_zone"]),
    )
    found = group(
        state=row.state,
        due_on=row.due_on,
        closes_on=row.closes_on,
        snoozed_until=row.snoozed_until,
        tonight=is_for_the_evening(row.opens_on, row.due_on),
        on=on,
    )
    assert found == case["group"]
    assert words.window_words(row, found, on) == case["words"]
    assert words.row_day(row, found, on) == case["day"]
    assert words.urgency(row, found, on) == case["urgency"]
