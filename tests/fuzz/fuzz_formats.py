"""Fuzzing of what strangers' files and codes are read by, to be run by hand for an hour.

pip install atheris
python tests/fuzz/fuzz_formats.py vcards -max_total_time=3600 -timeout=1 -max_len=65536
python tests/fuzz/fuzz_formats.py lists -max_total_time=3600 -timeout=1 -max_len=65536
python tests/fuzz/fuzz_formats.py texts -max_total_time=3600 -timeout=1 -max_len=65536

Last figures (25 November 2026, at nice 19 on two cores that thirty others wanted): in 601 seconds
each, with -timeout=5, vcards 103,647 runs, lists 55,803, texts 102,218; before that vcards 560,484,
lists 165,019, texts 135,030: no crash, none slower than the limit.
"""

import importlib
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any


def vcards() -> Callable[[bytes], None]:
    """Files of cards; the atheris target that interop.md asks for."""
    reader = importlib.import_module("webapp.formats.vcard_reader")

    def read(data: bytes) -> None:
        # Fuzzing alone would need hours to find out how a card begins.
        for file in (data, b"BEGIN:VCARD\n" + data + b"\nEND:VCARD\n"):
            for card in reader.read_vcards(file):
                assert all(entry.line >= 1 for entry in card.dropped)
                assert all("\n" not in line for line in card.contact.unmodelled)

    return read


def lists() -> Callable[[bytes], None]:
    """LinkedIn's, Google's, Outlook's lists and any other."""
    reader = importlib.import_module("webapp.formats.csv_reader")

    def read(data: bytes) -> None:
        cards = list(reader.read_csv(data).cards)
        assert [card.index for card in cards] == list(range(len(cards)))

    return read


def texts() -> Callable[[bytes], None]:
    """Scanned codes, and pasted addressees and signatures."""
    scanned = importlib.import_module("webapp.formats.scanned")
    pasted = importlib.import_module("webapp.imports.pasted")

    def read(data: bytes) -> None:
        text = data.decode("utf-8", "replace")
        scanned.read_scanned(text, "https://hallway.example")
        assert pasted.read_pasted(text)

    return read


TARGETS = {"vcards": vcards, "lists": lists, "texts": texts}


def main(options: list[str]) -> None:
    """Hand one target to atheris, which takes libFuzzer's options from the command line."""
    name = options[1] if len(options) > 1 else ""
    if name not in TARGETS:
        sys.exit(f"Say which: {', '.join(TARGETS)}")
    try:
        atheris: Any = importlib.import_module("atheris")
    except ModuleNotFoundError:
        sys.exit("This needs atheris, which is no dependency of Hallway: pip install atheris")
    sys.path.insert(0, str(Path(__file__).parents[2]))
    # Only what is imported under its eyes can atheris steer through.
    with atheris.instrument_imports(include=["webapp.formats", "webapp.imports.pasted", "vobject"]):
        read = TARGETS[name]()
    atheris.Setup([options[0], *options[2:]], read)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv)
