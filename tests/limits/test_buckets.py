"""Buckets: so many at once, one more after a while, and the same for all workers."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as tries
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.conftest import NOON
from webapp.errors import TooMany
from webapp.limits.buckets import forget_full, give_back, network_of, put_back, take
from webapp.limits.model import Bucket
from webapp.limits.rules import Limit

THREE = Limit("three", 3, timedelta(minutes=1))


def taken(session: Session, times: int, **later: float) -> int:
    """How many of so many tries are let through."""
    through = 0
    for _ in range(times):
        try:
            take(session, THREE, "asha", now=NOON + timedelta(**later))
            through += 1
        except TooMany:
            pass
    return through


def test_so_many_at_once_and_then_one_after_another(session: Session) -> None:
    assert taken(session, 10) == 3
    assert taken(session, 10, seconds=59) == 0
    assert taken(session, 10, seconds=60) == 1
    assert taken(session, 10, hours=5) == 3


def test_it_says_how_long_to_wait(session: Session) -> None:
    taken(session, 3)
    with pytest.raises(TooMany) as refused:
        take(session, THREE, "asha", now=NOON + timedelta(seconds=20))
    assert refused.value.seconds == 40


def test_one_persons_bucket_is_not_anothers(session: Session) -> None:
    taken(session, 3)
    take(session, THREE, "bo", now=NOON)


def test_an_empty_bucket_costs_no_write(session: Session) -> None:
    taken(session, 3)
    session.commit()
    before = session.scalar(select(Bucket.full_at))
    assert taken(session, 50) == 0
    assert not session.dirty
    assert session.scalar(select(Bucket.full_at)) == before


def test_what_was_right_is_given_back(session: Session) -> None:
    taken(session, 3)
    put_back(session, THREE, "asha")
    assert taken(session, 5) == 1
    give_back(session, THREE, "asha")
    assert taken(session, 5) == 3


def test_full_buckets_are_forgotten(session: Session) -> None:
    taken(session, 2)
    forget_full(session, NOON + timedelta(minutes=1))
    assert session.scalar(select(func.count()).select_from(Bucket)) == 1
    forget_full(session, NOON + timedelta(minutes=3))
    assert session.scalar(select(func.count()).select_from(Bucket)) == 0


@tries(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(gaps=st.lists(st.integers(0, 100), max_size=30))
def test_never_more_than_the_burst_and_the_time_allow(session: Session, gaps: list[int]) -> None:
    give_back(session, THREE, "asha")
    second, times = 0, []
    for gap in gaps:
        second += gap
        if taken(session, 1, seconds=second):
            times.append(second)
    for start in range(len(times)):
        for end in range(start, len(times)):
            assert end - start + 1 <= 3 + (times[end] - times[start]) / 60 + 1e-9


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::ffff", "2001:db8:1:2::/64"),
        (None, "unknown"),
        ("not an address", "not an address"),
    ],
)
def test_a_household_of_ipv6_is_one_network(address: str | None, network: str) -> None:
    assert network_of(address) == network
