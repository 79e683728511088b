"""Far too many captures at once, behind the Caddyfile that is deployed."""

import shutil
from concurrent.futures import Executor
from pathlib import Path

import pytest

from tests.faults.overload import run


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("caddy") is None, reason="needs Debian's caddy")
def test_who_is_not_let_in_is_told_when_to_come_again_and_nobody_is_lost(
    tmp_path: Path, own_thread: Executor
) -> None:
    out = own_thread.submit(run, tmp_path, seconds=3).result()
    assert out.tally.taken
    assert out.tally.refused > len(out.tally.taken)
    assert out.tally.strange == {}
    assert out.lost == []
