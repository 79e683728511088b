"""A disk that fails: the phone is told so, and nothing acknowledged is lost."""

import shutil
from pathlib import Path

import pytest

from tests.faults.disk import FAILURES, run


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("strace"), reason="needs Debian's strace: apt install strace")
@pytest.mark.parametrize("failure", FAILURES)
def test_a_failing_disk_is_answered_by_503_and_loses_nothing(failure: str, tmp_path: Path) -> None:
    tally = run(failure, tmp_path)
    assert tally.refused
    assert tally.acknowledged
    assert (tally.lost, tally.doubled, tally.strange) == ([], [], [])
