"""On which days a follow-up opens, is due and closes, and what each day asks."""

import json
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.days import day_at
from webapp.followups.kinds import KINDS, RANKS
from webapp.followups.windows import (
    GROUPS,
    Advice,
    Days,
    Window,
    best_day,
    group,
    is_for_the_evening,
    urgency_rank,
    window,
)

WED = date(2026, 10, 14)
CASES = Path(__file__).parent / "windows_cases.json"
"""What this room and the phone agree on; the phone's tests read the same file."""
NEW_YORK, TOKYO, LORD_HOWE = "America/New_York", "Asia/Tokyo", "Australia/Lord_Howe"


def later(days: int, since: date = WED) -> date:
    return since + timedelta(days=days)


@pytest.mark.parametrize(
    ("kind", "clicked", "due", "closes"),
    [
        ("nice_to_meet_you", False, 3, 5),
        ("nice_to_meet_you", True, 0, 5),
        ("promise", False, 1, 5),
        ("promise", True, 1, 5),
        ("thank_you", False, 0, 1),
        ("introduction_made", False, 2, 7),
        ("report_back", False, 14, 28),
        ("reminder", False, 0, 7),
        ("news", False, 0, 7),
    ],
)
def test_each_kind_has_its_days(kind: str, clicked: bool, due: int, closes: int) -> None:
    found = window(KINDS[kind].days, WED, clicked=clicked)
    assert found == Window(WED, later(due), later(closes))


@pytest.mark.parametrize(
    ("what", "met", "due", "closes"),
    [
        ("within a month", date(2026, 10, 14), date(2026, 10, 17), date(2026, 10, 19)),
        ("over the end of a month", date(2026, 4, 29), date(2026, 5, 2), date(2026, 5, 4)),
        ("over the end of a year", date(2026, 12, 30), date(2027, 1, 2), date(2027, 1, 4)),
        ("over a leap day", date(2028, 2, 27), date(2028, 3, 1), date(2028, 3, 3)),
        ("from a leap day", date(2028, 2, 29), date(2028, 3, 3), date(2028, 3, 5)),
        ("where no leap day is", date(2027, 2, 27), date(2027, 3, 2), date(2027, 3, 4)),
        ("over clocks put back", date(2026, 10, 30), date(2026, 11, 2), date(2026, 11, 4)),
    ],
)
def test_the_window_counts_calendar_days(what: str, met: date, due: date, closes: date) -> None:
    assert window(KINDS["nice_to_meet_you"].days, met) == Window(met, due, closes)


@pytest.mark.parametrize(
    ("moment", "zone", "met"),
    [
        # One moment, three halls.
        (datetime(2026, 10, 14, 2, 0, tzinfo=UTC), NEW_YORK, date(2026, 10, 13)),
        (datetime(2026, 10, 14, 2, 0, tzinfo=UTC), TOKYO, date(2026, 10, 14)),
        (datetime(2026, 10, 13, 13, 30, tzinfo=UTC), LORD_HOWE, date(2026, 10, 14)),
        # A reception goes on over midnight: the small hours are the next day.
        (datetime(2026, 10, 15, 3, 59, 59, tzinfo=UTC), NEW_YORK, date(2026, 10, 14)),
        (datetime(2026, 10, 15, 4, 0, 0, tzinfo=UTC), NEW_YORK, date(2026, 10, 15)),
        # The night on which 1.30 comes twice, and the one on which 2.30 never comes.
        (datetime(2026, 11, 1, 5, 30, tzinfo=UTC), NEW_YORK, date(2026, 11, 1)),
        (datetime(2026, 11, 1, 6, 30, tzinfo=UTC), NEW_YORK, date(2026, 11, 1)),
        (datetime(2026, 11, 2, 4, 30, tzinfo=UTC), NEW_YORK, date(2026, 11, 1)),
        (datetime(2026, 3, 8, 7, 30, tzinfo=UTC), NEW_YORK, date(2026, 3, 8)),
        # Clocks that move by half an hour.
        (datetime(2026, 10, 3, 15, 15, tzinfo=UTC), LORD_HOWE, date(2026, 10, 4)),
    ],
)
def test_the_first_day_is_that_of_the_hall(moment: datetime, zone: str, met: date) -> None:
    assert window(Days(due=3, closes=5), day_at(moment, zone)).opens_on == met


@given(
    moment=st.integers(0, 7_000_000_000).map(lambda second: datetime.fromtimestamp(second, UTC)),
    zone=st.sampled_from([NEW_YORK, TOKYO, LORD_HOWE]),
    clicked=st.booleans(),
    kind=st.sampled_from(sorted(KINDS)),
)
def test_a_window_is_always_in_order(moment: datetime, zone: str, clicked: bool, kind: str) -> None:
    found = window(KINDS[kind].days, day_at(moment, zone), clicked=clicked)
    assert found.opens_on == moment.astimezone(ZoneInfo(zone)).date()
    assert found.opens_on <= found.due_on < found.closes_on


def test_a_promise_is_due_by_the_day_that_was_promised() -> None:
    days = KINDS["promise"].days
    assert window(days, WED, by=later(9)) == Window(WED, later(9), later(9))
    assert window(days, WED, by=WED) == Window(WED, WED, WED)


def test_a_promise_for_a_day_that_is_over_is_due_at_once() -> None:
    assert window(KINDS["promise"].days, WED, by=later(-3)) == Window(WED, WED, WED)


NICE = KINDS["nice_to_meet_you"].days


def day(of_october: int) -> date:
    return date(2026, 10, of_october)


@pytest.mark.parametrize(
    ("what", "met", "event_ends_on", "best"),
    [
        ("due on a Thursday, at home", 12, None, None),
        ("due on a Saturday", 14, None, Advice(day(19), None, None, day(17))),
        ("due on a Sunday", 15, None, Advice(day(19), None, None, day(18))),
        ("due on the trip home", 12, 14, Advice(day(16), None, day(15), None)),
        ("due on the last day there", 9, 12, Advice(day(14), day(12), day(13), None)),
        ("a trip on Saturday", 14, 16, Advice(day(19), None, day(17), day(18))),
        ("there for the whole window", 14, 18, None),
    ],
)
def test_the_best_day_is_neither_a_weekend_nor_the_trip_home(
    what: str, met: int, event_ends_on: int | None, best: Advice | None
) -> None:
    ends_on = day(event_ends_on) if event_ends_on else None
    assert best_day(window(NICE, day(met)), ends_on) == best


def test_what_is_for_the_same_evening_has_no_better_day() -> None:
    assert best_day(window(NICE, day(17), clicked=True), day(18)) is None


def test_a_promise_for_a_sunday_is_not_put_off() -> None:
    assert best_day(window(KINDS["promise"].days, day(14), by=day(18))) is None


@given(first=st.dates(date(2000, 1, 1), date(2100, 1, 1)), more=st.none() | st.integers(-3, 9))
def test_the_best_day_lies_within_the_window(first: date, more: int | None) -> None:
    found = window(NICE, first)
    best = best_day(found, None if more is None else later(more, first))
    if best is not None:
        assert found.opens_on < best.on <= found.closes_on
        assert best.on.weekday() < 5
        assert any((best.there_until, best.trip, best.weekend))


def asked(
    on: date, state: str = "queued", clicked: bool = False, snoozed: date | None = None
) -> str:
    found = window(KINDS["nice_to_meet_you"].days, WED, clicked=clicked)
    return group(
        state=state,
        due_on=found.due_on,
        closes_on=found.closes_on,
        snoozed_until=snoozed,
        tonight=is_for_the_evening(found.opens_on, found.due_on),
        on=on,
    )


@pytest.mark.parametrize(
    ("days_on", "asks"),
    [
        (-1, "coming"),
        (0, "coming"),
        (2, "coming"),
        (3, "due"),
        (5, "due"),
        (6, "late"),
        (400, "late"),
    ],
)
def test_what_each_day_asks(days_on: int, asks: str) -> None:
    assert asked(later(days_on)) == asks


@pytest.mark.parametrize(
    ("days_on", "asks"),
    [(-1, "coming"), (0, "tonight"), (1, "due"), (5, "due"), (6, "late")],
)
def test_one_that_clicked_is_for_tonight_and_due_from_then_on(days_on: int, asks: str) -> None:
    assert asked(later(days_on), clicked=True) == asks


def test_a_capture_that_arrives_on_the_sixth_day_is_late_but_there() -> None:
    assert asked(later(6)) == "late"
    assert asked(later(6), clicked=True) == "late"


@pytest.mark.parametrize(
    ("days_on", "until", "asks"),
    [
        (3, 4, "coming"),
        (4, 4, "due"),
        (5, 9, "coming"),
        (8, 9, "coming"),
        (9, 9, "late"),
        (1, 2, "coming"),
        (2, 2, "coming"),
    ],
)
def test_one_put_off_comes_back_on_its_day(days_on: int, until: int, asks: str) -> None:
    assert asked(later(days_on), snoozed=later(until)) == asks


def test_one_that_clicked_and_was_put_off_is_due_the_next_day() -> None:
    assert asked(WED, clicked=True, snoozed=later(1)) == "coming"
    assert asked(later(1), clicked=True, snoozed=later(1)) == "due"


@pytest.mark.parametrize(
    ("state", "asks"), [("sent", "waiting"), ("skipped", "done"), ("replied", "done")]
)
def test_once_it_is_out_the_days_ask_nothing_more(state: str, asks: str) -> None:
    assert {asked(later(days), state=state, snoozed=later(9)) for days in range(12)} == {asks}


DAYS = st.integers(-400, 400).map(later)


@given(
    state=st.sampled_from(["queued", "sent", "skipped", "replied"]),
    opens_on=DAYS,
    days=st.tuples(st.integers(0, 90), st.integers(0, 90)),
    snoozed=st.none() | DAYS,
    first=DAYS,
)
def test_every_follow_up_is_in_exactly_one_group_on_each_day(
    state: str, opens_on: date, days: tuple[int, int], snoozed: date | None, first: date
) -> None:
    due_on = later(days[0], opens_on)
    closes_on = later(days[1], due_on)
    groups = [
        group(
            state=state,
            due_on=due_on,
            closes_on=closes_on,
            snoozed_until=snoozed,
            tonight=is_for_the_evening(opens_on, due_on),
            on=later(ahead, first),
        )
        for ahead in range(10)
    ]
    assert set(groups) <= set(GROUPS)
    onwards = ("coming", "tonight", "due", "late")
    if state == "queued":
        # Time carries a follow-up forward only.
        assert all(onwards.index(one) <= onwards.index(two) for one, two in pairwise(groups))
    else:
        assert set(groups) <= {"waiting", "done"}


def test_the_shared_cases_hold_here_as_on_the_phone() -> None:
    cases = json.loads(CASES.read_text())
    for case in cases["group"]:
        days = {name: value for name, value in case["row"].items() if name != "state"}
        row = {name: date.fromisoformat(day) if day else None for name, day in days.items()}
        found = group(
            state=case["row"]["state"],
            due_on=row["due_on"],
            closes_on=row["closes_on"],
            snoozed_until=row["snoozed_until"],
            tonight=is_for_the_evening(row["opens_on"], row["due_on"]),
            on=date.fromisoformat(case["on"]),
        )
        assert found == case["group"], case
    for case in cases["window"]:
        by = case.get("promise_by")
        found = window(
            KINDS[case["kind"]].days,
            date.fromisoformat(case["met_on"]),
            clicked=case["clicked"],
            by=date.fromisoformat(by) if by else None,
        )
        assert [day.isoformat() for day in found] == case["window"], case
    for case in cases["next"]:
        on = date.fromisoformat(case["on"])
        ranked = [
            (urgency_rank(row["group"], RANKS[row["kind"]], date.fromisoformat(row["due_on"])), row)
            for row in case["rows"]
        ]
        first = min(ranked, key=lambda pair: pair[0])[1]
        assert first["kind"] == case["first"], (on, case)
