"""Fuzzing of the vCard reader, to be run by hand for an hour.

pip install atheris
python tests/fuzz/fuzz_vcard_reader.py -max_total_time=3600 -timeout=1 -max_len=65536
"""

import importlib
import sys
from pathlib import Path


def main() -> None:
    """Hand the reader to atheris, which takes libFuzzer's options from the command line."""
    try:
        atheris = importlib.import_module("atheris")
    except ModuleNotFoundError:
        sys.exit("This needs atheris, which is no dependency of Hallway: pip install atheris")
    sys.path.insert(0, str(Path(__file__).parents[2]))
    # Only what is imported under its eyes can atheris steer through.
    with atheris.instrument_imports(include=["webapp.formats", "vobject"]):
        reader = importlib.import_module("webapp.formats.vcard_reader")

    def read_everything(data: bytes) -> None:
        for card in reader.read_vcards(data):
            assert all(entry.line >= 1 for entry in card.dropped)
            assert all("\n" not in line for line in card.contact.unmodelled)

    atheris.Setup(sys.argv, read_everything)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
