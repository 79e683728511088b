"""Folding for the search: the same cases as the phone's own code."""

import json
from pathlib import Path

import pytest

from webapp.contacts.search import fold

CASES: list[tuple[str, str]] = json.loads(Path(__file__).with_name("fold_cases.json").read_text())


@pytest.mark.parametrize(("text", "folded"), CASES)
def test_the_server_folds_as_the_phone_does(text: str, folded: str) -> None:
    assert fold(text) == folded
