"""A server that is killed while people are taken down loses nobody and doubles nobody."""

from pathlib import Path

import pytest

from tests.faults.kills import run, started_whole
from tests.serving import database_settings

KILLS = 2


@pytest.mark.slow
def test_what_was_acknowledged_survives_kills(
    engine_name: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    settings = {}
    if engine_name == "postgresql":
        request.getfixturevalue("app")  # empties the database
        settings = database_settings(str(request.getfixturevalue("postgresql_url")))
    tally = run(KILLS, tmp_path, started_whole(tmp_path, settings))
    assert tally.kills == KILLS
    assert len(tally.acknowledged) >= KILLS
    assert (tally.lost, tally.doubled, tally.strange) == ([], [], [])
