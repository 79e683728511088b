"""A phone as a test drives it: an outbox, a pocket copy, and one call to sync them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from tests.conftest import Person
from webapp.db import new_id

NGOZI = {"name": "Ngozi Adébáyò", "detail": "twin daughters"}
Pocket = dict[tuple[str, str], Any]


@dataclass
class Phone:
    """Keeps what the answers say, as a real one does."""

    person: Person
    name: str = ""
    cursor: str = ""
    pocket: Pocket = field(default_factory=dict)
    filling: Pocket | None = None

    def send(self, *ops: dict[str, Any], **more: Any) -> list[dict[str, Any]]:
        """Send these operations, take in one page of changes, and give the results."""
        answer = self.post(*ops, **more)
        assert answer.status_code == 200, answer.text
        self.take_in(answer.json)
        return list(answer.json["results"])

    def post(self, *ops: dict[str, Any], **more: Any) -> Any:
        """The bare call."""
        body = {"schema": 1, "phone": self.name, "cursor": self.cursor, "ops": list(ops), **more}
        return self.person.browser.post("/api/v1/sync", json=body)

    def do(self, type: str, op_id: UUID | None = None, **fields: Any) -> dict[str, Any]:
        """Send one operation, made on what the phone knows now; gives its result."""
        [result] = self.send(self.op(type, op_id, **fields))
        return result

    def op(
        self,
        type: str,
        op_id: UUID | None = None,
        captured_at: datetime | str | None = None,
        **fields: Any,
    ) -> dict[str, Any]:
        """An operation as it waits in the outbox."""
        made: dict[str, Any] = {"op_id": str(op_id or new_id()), "type": type, "fields": fields}
        if captured_at is not None:
            made["captured_at"] = str(captured_at).replace(" ", "T")
        return {**made, "base_rev": self.rev} if self.cursor else made

    @property
    def rev(self) -> int:
        """How far this phone knows the changes."""
        return int(self.cursor.split(":")[1]) if self.cursor else 0

    def pull(self, **more: Any) -> Pocket:
        """Take in all changes; gives the whole pocket copy."""
        while True:
            answer = self.post(**more)
            assert answer.status_code == 200, answer.text
            self.take_in(answer.json)
            if not answer.json["more"]:
                return self.pocket

    def take_in(self, answer: Any) -> None:
        """What is full replaces the pocket once it is complete."""
        if answer["full"]:
            self.filling = {}
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

    def of(self, kind: str) -> list[Any]:
        """The values of a kind."""
        return [value for (named, _), value in self.pocket.items() if named == kind]
