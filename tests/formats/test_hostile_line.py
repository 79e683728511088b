"""The line that takes vobject's own parser seconds, doubling with each pair of quotes."""

from collections.abc import Callable

import pytest

from tests.formats.work import counted_calls
from webapp.formats.csv_reader import read_csv
from webapp.formats.given_back import lines_to_give_back
from webapp.formats.mecard import parse_mecard
from webapp.formats.scanned import read_scanned
from webapp.formats.signature import read_signature
from webapp.formats.vcard4_lines import as_version_4
from webapp.formats.vcard_reader import read_vcards

PAIRS = 60
HOSTILE = "TEL" + ';A="b"' * PAIRS + '"'
HARMLESS = "TEL" + ";A=b" * PAIRS + "x" * (len(HOSTILE) - 3 - 4 * PAIRS)
ENTRANCES: dict[str, Callable[[str], object]] = {
    "file": lambda line: list(read_vcards(f"BEGIN:VCARD\n{line}:1\nEND:VCARD\n".encode())),
    "folded": lambda line: list(read_vcards(f"BEGIN:VCARD\n{line}\n :1\nEND:VCARD\n".encode())),
    "scan": lambda line: read_scanned(f"BEGIN:VCARD\n{line}:1\nEND:VCARD\n", "https://h.example"),
    "mecard": lambda line: parse_mecard(f"MECARD:N:A;{line}:1;;"),
    "list": lambda line: list(read_csv(f"Name,Phone\nA,{line}:1\n".encode()).cards),
    "signature": lambda line: read_signature(f"Asha Rao\n{line}:1\n"),
    "given back": lambda line: [as_version_4(kept) for kept in lines_to_give_back([f"{line}:1"])],
}


@pytest.mark.parametrize("entrance", ENTRANCES)
def test_it_costs_about_as_much_as_a_harmless_line(entrance: str) -> None:
    """No calls are counted inside an expression; one that doubled with each pair would not end."""
    counts = []
    for line in (HOSTILE, HARMLESS):
        with counted_calls() as calls:
            ENTRANCES[entrance](line)
        counts.append(calls[0])
    assert counts[0] < 50 * counts[1]
