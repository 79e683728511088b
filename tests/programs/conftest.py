"""Programs to want into."""

from typing import Any

from tests.conftest import Person

MERCY = {
    "name": "Mercy Newark",
    "city": "Newark, NJ",
    "specialty": "Internal medicine",
    "links": ["https://example.org/mercy"],
    "requirements": "Step 2 before applying; no cut-off",
    "history": "strong",
    "state": "looking",
}


def add_program(person: Person, **changes: Any) -> Any:
    """A program through the API; gives what the API gives."""
    answer = person.browser.post("/api/v1/programs", json={**MERCY, **changes})
    assert answer.status_code == 201, answer.text
    return answer.json
