"""A phone in a bad hall loses nobody; the long run is `python -m tests.faults.hall`."""

from pathlib import Path

import pytest

from tests.faults.hall import run

OPERATIONS = 240


@pytest.mark.browser
@pytest.mark.slow
def test_a_whole_phone_in_a_bad_hall_loses_nobody(tmp_path: Path) -> None:
    tally = run(OPERATIONS, tmp_path)
    assert len(tally.saved) >= OPERATIONS / 2
    assert {"kill_browser", "kill_server", "end_sign_in", "restore_backup"} <= set(
        tally.misfortunes
    )
    assert (tally.lost, tally.doubled, tally.left) == ([], [], "All saved")
