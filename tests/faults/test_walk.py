"""Phones behind a network that does its worst: what they hold is what the server holds, once."""

from pathlib import Path

import pytest

from tests.faults.walk import run
from tests.serving import database_settings


@pytest.mark.slow
def test_two_phones_lose_nothing_behind_the_worst_network(
    engine_name: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    settings = {}
    if engine_name == "postgresql":
        request.getfixturevalue("app")  # empties the database
        settings = database_settings(str(request.getfixturevalue("postgresql_url")))
    tally = run(tmp_path, settings, operations=200, kills=2)
    assert tally["operations"] == 200
    assert tally["faults"] > 10
    assert (tally["lost"], tally["doubled"]) == (0, 0)
