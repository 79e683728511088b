"""A phone without a screen: an outbox and a sender that follow the table of answers.

What an answer lists as accepted is removed, and nothing else ever is; all else is kept and sent
again. (The real one is webapp/frontend; this one is quick enough for thousands of deliveries.)
"""

import http.client
import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from webapp.db import new_id

MOST_AT_ONCE = 50


@dataclass
class PhoneWithoutScreen:
    """Talks to a server, or to the chaos before it, as one signed-in person."""

    url: str
    token: str
    name: str
    outbox: list[dict[str, Any]] = field(default_factory=list)
    results: dict[str, dict[str, Any]] = field(default_factory=dict)
    pocket: dict[tuple[str, str], Any] = field(default_factory=dict)
    filling: dict[tuple[str, str], Any] | None = None
    cursor: str = ""
    pulled_full: int = 0
    deliveries: int = 0

    def do(self, type: str, **fields: Any) -> str:
        """Put an operation into the outbox; gives its id."""
        op_id = str(new_id())
        rev = int(self.cursor.split(":")[1]) if self.cursor else None
        self.outbox.append({"op_id": op_id, "type": type, "base_rev": rev, "fields": fields})
        return op_id

    def sync(self, most: int = MOST_AT_ONCE) -> bool:
        """Send the oldest operations once; whether an answer came that can be believed."""
        batch = self.outbox[:most]
        answer = self._post({"schema": 1, "phone": self.name, "cursor": self.cursor, "ops": batch})
        if answer is None:
            return False
        listed = {one["op_id"]: one for one in answer["results"]}
        self.results |= {op_id: one for op_id, one in listed.items() if one["status"] != "retry"}
        self.outbox = [op for op in self.outbox if not _is_settled(listed.get(op["op_id"]))]
        self._take_in(answer)
        return True

    def sync_all(self, tries: int = 1000) -> None:
        """Send until the outbox is empty and every change has been taken in."""
        for _ in range(tries):
            before = self.cursor
            if self.sync() and not self.outbox and self.cursor == before and self.filling is None:
                return
        raise AssertionError(f"{len(self.outbox)} operations are still on the phone")

    def _post(self, body: dict[str, Any]) -> Any:
        self.deliveries += 1
        where = urlsplit(self.url)
        connection = http.client.HTTPConnection(str(where.hostname), where.port, timeout=10)
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        try:
            connection.request("POST", "/api/v1/sync", json.dumps(body), headers)
            answer = connection.getresponse()
            text = answer.read()
            if answer.status != 200 or answer.getheader("Hallway") != "1":
                return None
            return json.loads(text)
        except (OSError, http.client.HTTPException, ValueError):
            return None
        finally:
            connection.close()

    def _take_in(self, answer: Any) -> None:
        if answer["full"]:
            self.filling = {}
            self.pulled_full += 1
        into = self.pocket if self.filling is None else self.filling
        for change in answer["changes"]:
            key = (change["kind"], change["id"])
            if change["gone"]:
                into.pop(key, None)
            else:
                into[key] = change["value"]
        if self.filling is not None and not answer["more"]:
            self.pocket, self.filling = self.filling, None
        self.cursor = answer["cursor"]


def _is_settled(result: dict[str, Any] | None) -> bool:
    return result is not None and result["status"] != "retry"
