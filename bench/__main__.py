"""`python -m bench` runs every row; `python -m bench captures` one of them."""

import json
import sys
from pathlib import Path

from bench import (
    captures,
    card_page,
    card_rate,
    downloads,
    growth,
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
    "qr_picture": qr_picture.measure,
    "phone": phone.measure,
    "lighthouse": lighthouse.measure,
    "qr_reading": qr_reading.measure,
    "warm_path": warm_path.measure,
}
RESULTS = Path(__file__).parent / "results"


def main(names: list[str]) -> None:
    """Measure, print the table, and keep it as text and JSON."""
    unknown = set(names) - set(BENCHES)
    if unknown:
        sys.exit(f"There is no bench called {', '.join(unknown)}. There are: {', '.join(BENCHES)}")
    rows: list[Row] = []
    for name in names or BENCHES:
        print(f"measuring {name} ...", file=sys.stderr, flush=True)
        rows += BENCHES[name]()
        # So that what was measured is there even if a later one is cut off.
        _keep(rows)
    print(table(rows))


def _keep(rows: list[Row]) -> None:
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "bench.json").write_text(json.dumps([row.as_json() for row in rows], indent=1))
    (RESULTS / "bench.md").write_text(table(rows))


main(sys.argv[1:])
