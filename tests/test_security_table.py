"""docs/security.md is held to the code: it names tests that are there, and counts what it says."""

import ast
import re
from collections import Counter
from functools import cache

import pytest

from tests.serving import ROOT

TEXT = (ROOT / "docs/security.md").read_text()
ROW = re.compile(r"\| (\d+) \| (\d+\.\d+\.\d+) \| ([^|]+) \| (\w[\w ]*) \| (.+) \|")
ROWS = [found.groups() for line in TEXT.splitlines() if (found := ROW.fullmatch(line))]
NAMED = re.compile(r"`((?:[\w/]+/)?\w+(?:\.test)?\.(?:py|mjs))::([^`]+)`")
LINK = re.compile(r"\]\(#([\w-]+)\)")

ASKED = {
    1: (2, 9, 11, 3, 2), 2: (3, 3, 4, 1), 3: (0, 2, 4, 6, 5, 0, 2), 4: (3, 1, 2, 4),
    5: (1, 3, 2, 3), 6: (3, 12, 4, 4, 5, 3, 0, 4), 7: (3, 4, 2, 5, 2, 2), 8: (2, 3, 1, 1),
    9: (3, 4), 11: (2, 3, 3, 4, 1, 1), 12: (3, 2, 4), 13: (1, 5, 2, 5),
    14: (2, 4, 3), 15: (3, 3, 7), 16: (1, 5, 4, 3, 3),
}  # fmt: skip
"""How many requirements of levels 1 and 2 each section of the standard's chapters has."""


@cache
def names_in(file: str) -> set[str]:
    """The names of the tests in a file under tests/; of JavaScript, their titles."""
    text = (ROOT / "tests" / file).read_text()
    if file.endswith(".mjs"):
        return set(re.findall(r'^test\("([^"]+)"', text, flags=re.M))
    functions = [node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)]
    return {node.name for node in functions if node.name.startswith("test_")}


@pytest.mark.parametrize(("file", "name"), sorted(set(NAMED.findall(TEXT))))
def test_each_test_that_is_named_is_there(file: str, name: str) -> None:
    assert (ROOT / "tests" / file).is_file(), file
    assert name in names_in(file)


def test_each_requirement_is_there_once_in_its_order() -> None:
    wanted = [
        f"{chapter}.{section}.{number}"
        for chapter, sections in ASKED.items()
        for section, count in enumerate(sections, 1)
        for number in range(1, count + 1)
    ]
    assert len(wanted) == 217
    assert [row[1] for row in ROWS] == wanted
    assert [int(row[0]) for row in ROWS] == list(range(1, 218))


def test_what_is_counted_is_what_is_there() -> None:
    states = Counter(row[3] for row in ROWS)
    assert set(states) == {"met", "not met", "not applicable"}
    told = (
        f"**217 requirements: {states['met']} met, {states['not met']} not met, "
        f"{states['not applicable']} not applicable.**"
    )
    assert told in TEXT


def test_what_is_met_is_shown_and_what_is_not_has_its_reason() -> None:
    for _, number, _, state, shown in ROWS:
        if state == "met":
            assert NAMED.search(shown) or LINK.search(shown), number
        else:
            words = NAMED.sub("", shown)
            assert re.search(r"\w[^.]*\.", words) or ":" in words, number


def test_each_part_of_the_page_that_is_pointed_at_is_there() -> None:
    headings = re.findall(r"^## (.+)$", TEXT, flags=re.M)
    anchors = {re.sub(r"[^\w -]", "", one).lower().replace(" ", "-") for one in headings}
    assert set(LINK.findall(TEXT)) <= anchors


def test_each_command_that_is_named_is_there() -> None:
    for module in re.findall(r"`python -m ([\w.]+)", TEXT):
        assert (ROOT / f"{module.replace('.', '/')}.py").is_file(), module


def test_the_source_of_the_source_is_out_of_reach_where_it_runs() -> None:
    unit = (ROOT / "deploy/hallway.service").read_text()
    assert "InaccessiblePaths=-/opt/hallway/.git" in unit
    assert "/.git" in (ROOT / ".dockerignore").read_text().splitlines()
