"""Pages of one owner with 1,000 and with 100,000 contacts, in a database of a million.

`python -m bench scale --people 150000` is a quick run. The database is made once, in the machine's
folder for what may go, and kept there until the machine clears it.
"""

import json
import tempfile
from dataclasses import asdict
from pathlib import Path

from bench.crowd import LARGE, PASSWORD, SMALL, Owner, make_crowd
from bench.load import request, run
from bench.rows import Row, median, spread
from bench.servers import cookie_of, port_of
from tests.serving import Server, serving

PEOPLE = 1_000_000
TIMES = 8
REPEATS = 12
"""Few at a time and often in turn, so that both owners meet the same machine."""
PAGES = {
    "people": "/contacts",
    "people, one stage": "/contacts?stage=mentor",
    "people, one event": "/contacts?event={event}",
    "search, what one in seven has": "/contacts?q=boston",
    "search, a piece and a place of a few": "/contacts?q=armoni+poster",
    "search, what nobody has": "/contacts?q=theremin",
    "search, two letters": "/contacts?q=li",
    "search, two letters of nobody": "/contacts?q=zq",
    "queue": "/follow-ups",
}
COMMAND = "python -m bench scale"


def measure(people: int = PEOPLE) -> list[Row]:
    """The middle time of each page for the large owner beside the small one, in turn."""
    folder = Path(tempfile.gettempdir()) / f"hallway-scale-{people}"
    small, large = crowd_in(folder, people)
    with serving(folder) as server:
        cookies = [cookie_of(server, one.email, PASSWORD) for one in (small, large)]
        rows = []
        for name, path in PAGES.items():
            theirs, ours = (
                [request("GET", path.format(event=one.event), headers=f"Cookie: {cookie}\r\n")]
                * TIMES
                for one, cookie in zip((small, large), cookies, strict=True)
            )
            rows.append(_row(server, name, ours, theirs, people))
    return rows


def crowd_in(folder: Path, people: int) -> tuple[Owner, Owner]:
    """The crowd of this folder, made if it is not there yet."""
    kept = folder / "owners.json"
    if not kept.exists():
        folder.mkdir(parents=True, exist_ok=True)
        owners = make_crowd(f"sqlite:///{folder / 'hallway.sqlite'}", people)
        kept.write_text(json.dumps([asdict(one) for one in owners]))
    one, other = json.loads(kept.read_text())
    return Owner(**one), Owner(**other)


def _row(server: Server, name: str, ours: list[bytes], theirs: list[bytes], people: int) -> Row:
    port = port_of(server)
    run(port, [*ours[:3], *theirs[:3]], 1)
    pairs = [(run(port, ours, 1), run(port, theirs, 1)) for _ in range(REPEATS)]
    assert not any(load.refused for pair in pairs for load in pair)
    ratios = [one.p50_ms / other.p50_ms for one, other in pairs]
    return Row(
        work=f"{name}: {LARGE:,} contacts of {people:,}, p50",
        ours=f"{median([one.p50_ms for one, _ in pairs]):.1f} ms",
        beside=f"an owner of {SMALL:,}",
        theirs=f"{median([other.p50_ms for _, other in pairs]):.1f} ms",
        ratio=median(ratios),
        spread=spread(ratios),
        goal="at most 1.5",
        command=COMMAND if people == PEOPLE else f"{COMMAND} --people {people}",
    )
