"""How many card pages a second one worker gives, and how long the slowest of a hundred takes."""

import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from bench.card_page import make_card
from bench.load import request, run
from bench.rows import Row, median, spread
from bench.servers import hello, port_of
from tests.serving import serving

REQUESTS = 2_000
CONNECTIONS = 8
REPEATS = 5
COMMAND = "python -m bench card_rate"


def measure() -> list[Row]:
    """The card page, the health page (one query and all the walls) and the hello world in turn."""
    with (
        tempfile.TemporaryDirectory() as folder,
        hello(1) as floor,
        serving(Path(folder)) as server,
    ):
        path = urlsplit(make_card(server)).path
        asked = [
            [request("GET", where, headers="Accept-Encoding: gzip\r\n")] * REQUESTS
            for where in (path, "/healthz", "/")
        ]
        ports = (port_of(server), port_of(server), port_of(floor))
        loads = [
            [run(port, wanted, CONNECTIONS) for port, wanted in zip(ports, asked, strict=True)]
            for _ in range(REPEATS)
        ]
    ratios = [card.per_second / bare.per_second for card, _, bare in loads]
    card, health, bare = (
        (median([one.per_second for one in some]), median([one.p99_ms for one in some]))
        for some in zip(*loads, strict=True)
    )
    return [
        Row(
            work=f"card page, {CONNECTIONS} connections, one worker",
            ours=f"{card[0]:.0f}/s, p99 {card[1]:.0f} ms (bare query: {health[0]:.0f}/s)",
            beside="hello-world Flask, same server",
            theirs=f"{bare[0]:.0f}/s, p99 {bare[1]:.0f} ms",
            ratio=median(ratios),
            spread=spread(ratios),
            goal="at least 0.6",
            command=COMMAND,
        )
    ]
