"""What the disk is asked for by a capture, and by a contact of an address book."""

import json
import tempfile
from pathlib import Path

from bench.imports import people_cards, post_import
from bench.load import request, run
from bench.people import family_name
from bench.rows import Row
from bench.servers import port_of
from tests.serving import serving
from webapp.db import new_id, sqlite

MANY = 2_000
GOAL = 4
COMMAND = "python -m bench growth"


def measure() -> list[Row]:
    """Bytes of the file after many, less those before, beside the bytes that were sent."""
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as server:
        token = server.add_user("bench@example.org")
        file = Path(folder) / "hallway.sqlite"
        begun = _bytes(file)
        texts = [_capture(number) for number in range(MANY)]
        run(port_of(server), [_request(token, text) for text in texts], 4)
        captured = _bytes(file)
        cards = people_cards(MANY, "Ngozi{n} Okafor{n}")
        post_import(server, token, cards, "")
        imported = _bytes(file)
    return [
        _row("a capture", (captured - begun) / MANY, sum(map(len, texts)) / MANY),
        _row("a contact of an address book", (imported - captured) / MANY, len(cards) / MANY),
    ]


def _capture(number: int) -> str:
    """One of many different people: of those who are alike pairs would be kept too."""
    family = family_name(number)
    said = {
        "name": f"Ngozi {family}",
        "detail": "twin daughters; ran Boston in the rain; wants the QT slides by Friday",
        "organisation": "Mercy Hospital, Newark",
        "place": f"Poster {number % 400}",
        "email": f"ngozi.{family.lower()}@example.org",
    }
    return json.dumps(said)


def _request(token: str, text: str) -> bytes:
    headers = f"Authorization: Bearer {token}\r\nContent-Type: application/json\r\n"
    return request("PUT", f"/api/v1/captures/{new_id()}", text.encode(), headers)


def _bytes(file: Path) -> int:
    """The pages in use, with all that is in the log brought in."""
    connection = sqlite.connect(str(file))
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    pages, free, size = (
        connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("page_count", "freelist_count", "page_size")
    )
    connection.close()
    return int(pages - free) * int(size)


def _row(work: str, grown: float, text: float) -> Row:
    return Row(
        work=f"disk for {work}",
        ours=f"{grown:.0f} bytes",
        beside="its text as it was sent",
        theirs=f"{text:.0f} bytes",
        ratio=grown / text,
        spread=None,
        goal=f"at most {GOAL}",
        command=COMMAND,
    )
