"""Robots that fill in the form like people, from many networks, as quickly as it allows."""

import pytest
from flask import Flask

from tests.conftest import Clock
from tests.exchange.robots import flood
from webapp.limits.rules import EXCHANGE_CARD


@pytest.mark.slow
def test_robots_leave_few_rows_and_send_nothing(app: Flask, clock: Clock) -> None:
    """A short form of `python -m tests.exchange.robots`."""
    tally = flood(app, clock, posts=400, networks=50)
    allowed = EXCHANGE_CARD.burst + 400 // 2 // 60 + 1
    assert tally["answered 303"] == tally["exchange"] == tally["erase_link"] <= allowed
    assert tally["answered 429"] == 400 - tally["answered 303"]
    assert tally["spent_nonce"] == tally["answered 303"]
    assert tally["letters"] == 0
