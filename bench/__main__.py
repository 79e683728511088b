"""`python -m bench` runs every row; `python -m bench captures` one of them."""

import json
import os
import platform
import sys
import traceback
from argparse import ArgumentParser
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from bench import (
    captures,
    card_page,
    card_rate,
    downloads,
    growth,
    hostile,
    imports,
    lighthouse,
    phone,
    qr_picture,
    qr_reading,
    scale,
    start,
    vcards,
    warm_path,
)
from bench.rows import Row, table

BENCHES = {
    "card_page": card_page.measure,
    "card_rate": card_rate.measure,
    "captures": captures.measure,
    "vcards": vcards.measure,
    "start": start.measure,
    "imports": imports.measure,
    "downloads": downloads.measure,
    "scale": scale.measure,
    "growth": growth.measure,
    "hostile": hostile.measure,
    "qr_picture": qr_picture.measure,
    "phone": phone.measure,
    "lighthouse": lighthouse.measure,
    "qr_reading": qr_reading.measure,
    "warm_path": warm_path.measure,
}
RESULTS = Path(__file__).parent / "results"


def main() -> None:
    """Measure, print the table, and keep it as text and JSON."""
    parser = ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(BENCHES))
    parser.add_argument("--people", type=int, default=scale.PEOPLE, help="for scale")
    parser.add_argument(
        "--db", choices=["sqlite", "postgresql"], default="sqlite", help="for scale"
    )
    given = parser.parse_args()
    names: list[str] = given.names
    if unknown := set(names) - set(BENCHES):
        parser.error(f"There is no {', '.join(unknown)}. There are: {', '.join(BENCHES)}")
    BENCHES["scale"] = partial(scale.measure, given.people, given.db)
    rows: list[Row] = []
    failed: list[str] = []
    for name in names or BENCHES:
        print(f"measuring {name} ...", file=sys.stderr, flush=True)
        try:
            rows += BENCHES[name]()
        except Exception:  # noqa: BLE001  # the others are worth having all the same
            traceback.print_exc()
            failed.append(name)
        _keep(rows)
    print(_page(rows))
    if failed:
        sys.exit(f"Came to no end: {', '.join(failed)}")


def _keep(rows: list[Row]) -> None:
    RESULTS.mkdir(exist_ok=True)
    text = json.dumps([row.as_json() for row in rows], indent=2, ensure_ascii=False)
    (RESULTS / "bench.json").write_text(text + "\n")
    (RESULTS / "bench.md").write_text(_page(rows))


def _page(rows: list[Row]) -> str:
    """The table, and on what it was measured; a busy machine shows in the spread."""
    load = " ".join(f"{one:.1f}" for one in os.getloadavg())
    machine = f"{os.cpu_count()} cores, load {load}, Python {platform.python_version()}"
    return f"Measured until {datetime.now(UTC):%Y-%m-%d %H:%M} UTC: {machine}.\n\n{table(rows)}"


if __name__ == "__main__":
    main()
