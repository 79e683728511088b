"""Captures over the API, each acknowledged after its own durable commit."""

import json
import sqlite3
import tempfile
from pathlib import Path
from time import perf_counter

from bench.load import Load, request, run
from bench.rows import Row, median, spread
from bench.servers import hello, port_of
from tests.serving import Server, serving
from webapp.db import new_id, sqlite

REQUESTS = 2_000
CONNECTIONS = 16
REPEATS = 3
WORKERS = 2
COMMAND = "python -m bench captures"


def measure() -> list[Row]:
    """Captures beside a hello world and beside bare SQLite transactions, in turn."""
    with tempfile.TemporaryDirectory() as folder, hello(WORKERS) as floor:
        with serving(Path(folder), workers=WORKERS) as server:
            token = server.add_user("bench@example.org")
            ours = [_captures(server, token) for _ in range(REPEATS)]
            floors = [
                run(port_of(floor), [request("PUT", "/")] * REQUESTS, CONNECTIONS)
                for _ in range(REPEATS)
            ]
        raw = [_raw_transactions(Path(folder) / f"raw-{n}.sqlite") for n in range(REPEATS)]
    rates = [load.per_second for load in ours]
    return [
        _row("hello-world Flask, same server", rates, [load.per_second for load in floors], ours),
        _row("bare SQLite transactions of one row", rates, raw, ours),
    ]


def _row(beside: str, ours: list[float], theirs: list[float], loads: list[Load]) -> Row:
    ratios = [a / b for a, b in zip(ours, theirs, strict=True)]
    p99 = median([load.p99_ms for load in loads])
    assert not any(load.refused for load in loads)
    return Row(
        work=f"captures, {CONNECTIONS} writers, {WORKERS} workers, SQLite",
        ours=f"{median(ours):.0f}/s, p99 {p99:.0f} ms",
        beside=beside,
        theirs=f"{median(theirs):.0f}/s",
        ratio=median(ratios),
        spread=spread(ratios),
        goal="a beginning",
        command=COMMAND,
    )


def _captures(server: Server, token: str) -> Load:
    headers = f"Authorization: Bearer {token}\r\nContent-Type: application/json\r\n"
    bodies = (
        json.dumps({"name": f"Person {n}", "detail": "twin daughters; ran Boston in the rain"})
        for n in range(REQUESTS)
    )
    requests = [
        request("PUT", f"/api/v1/captures/{new_id()}", body.encode(), headers) for body in bodies
    ]
    return run(port_of(server), requests, CONNECTIONS)


def _raw_transactions(path: Path) -> float:
    """Transactions a second of one connection that writes one small row each."""
    connection: sqlite3.Connection = sqlite.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE row (id BLOB PRIMARY KEY, text TEXT) WITHOUT ROWID")
    load = run_transactions(connection, REQUESTS)
    connection.close()
    return load


def run_transactions(connection: sqlite3.Connection, count: int) -> float:
    """How many such transactions a second it makes."""
    begin = perf_counter()
    for _ in range(count):
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO row VALUES (?, ?)", (new_id().bytes, "a detail " * 8))
        connection.execute("COMMIT")
    return count / (perf_counter() - begin)
