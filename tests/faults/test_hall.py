"""A phone in a bad hall loses nothing; the long run is `python -m tests.faults.hall`."""

from concurrent.futures import Executor
from pathlib import Path

import pytest

from tests.faults.hall import OFTEN, ONCE, run

OPERATIONS = 240


@pytest.mark.browser
@pytest.mark.slow
def test_a_whole_phone_in_a_bad_hall_loses_nothing(tmp_path: Path, own_thread: Executor) -> None:
    tally = own_thread.submit(run, OPERATIONS, tmp_path, burst=15).result()
    assert tally.operations >= OPERATIONS / 2
    assert {misfortune.__name__ for misfortune in [*ONCE, *OFTEN[1:]]} <= set(tally.misfortunes)
    assert (tally.lost, tally.doubled, tally.undelivered) == ([], [], [])
    assert (tally.differences, tally.line) == ([], "All saved")
