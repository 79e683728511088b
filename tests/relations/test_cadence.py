"""Often enough, and too soon."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from webapp.relations.cadence import limit_of, silent_until, too_soon_until

WED = date(2026, 10, 14)
days = st.dates(date(2024, 1, 1), date(2028, 12, 31))


def test_alumni_and_mentors_have_the_accounts_limit_and_others_none() -> None:
    assert limit_of("alum", None, 2) == 2
    assert limit_of("mentor", None, 3) == 3
    assert limit_of("contact", None, 2) is None
    assert limit_of("contact", 1, 2) == 1
    assert limit_of("mentor", 5, 2) == 5


def test_two_in_a_year_are_enough_until_the_first_of_them_is_a_year_old() -> None:
    written = [date(2026, 3, 1), date(2026, 9, 1)]
    assert too_soon_until(written, 2, WED) == date(2027, 3, 1)
    assert too_soon_until(written, 2, date(2027, 2, 28)) == date(2027, 3, 1)
    assert too_soon_until(written, 2, date(2027, 3, 1)) is None
    assert too_soon_until(written, 3, WED) is None


def test_a_limit_of_none_means_as_often_as_one_likes() -> None:
    assert too_soon_until([WED] * 40, None, WED) is None


def test_a_limit_of_nought_means_never() -> None:
    assert too_soon_until([], 0, WED) == WED + timedelta(days=365)
    assert too_soon_until([WED], 0, WED) == WED + timedelta(days=365)


def test_a_silence_is_long_after_a_years_share() -> None:
    assert silent_until(WED, 2) == WED + timedelta(days=182)
    assert silent_until(WED, 1) == WED + timedelta(days=365)


@given(written=st.lists(days, max_size=8), limit=st.integers(1, 4), on=days)
def test_whoever_waits_never_writes_more_often_than_the_limit(
    written: list[date], limit: int, on: date
) -> None:
    kept: list[date] = []
    for day in sorted(written):
        if too_soon_until(kept, limit, day) is None:
            kept.append(day)
    for day in kept:
        year = [other for other in kept if day - timedelta(days=365) < other <= day]
        assert len(year) <= limit
    until = too_soon_until(kept, limit, on)
    assert until is None or (until > on and too_soon_until(kept, limit, until) is None)
