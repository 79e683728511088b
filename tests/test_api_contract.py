"""The API does what its description says, whatever comes: schemathesis, inside this process.

`pytest tests/test_api_contract.py --hypothesis-profile long` tries three hundred cases of each.
"""

import re
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given
from hypothesis import settings as tries
from hypothesis import strategies as st
from schemathesis import checks
from schemathesis.core.failures import FailureGroup
from schemathesis.generation import GenerationMode
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi import checks as promises

from tests.conftest import Person
from webapp.db import new_id

CHECKS = [
    checks.not_a_server_error,
    promises.status_code_conformance,
    promises.content_type_conformance,
    promises.response_headers_conformance,
    promises.response_schema_conformance,
]
# Files are sent as the bytes that they are.
schemathesis.serializer.alias(
    ["application/pdf", "application/zip", "application/x-zip-compressed", "text/csv",
     "text/vcard", "text/x-vcard", "text/directory"],
    "application/octet-stream",
)  # fmt: skip
EVENT = {"name": "ACP 2026", "kind": "conference", "starts_on": "2026-10-14",
         "ends_on": "2026-10-16", "time_zone": "UTC"}  # fmt: skip


@pytest.fixture
def described(app: Flask) -> Any:
    """The description, as anybody gets it, over the application itself."""
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)


@pytest.fixture(autouse=True)
def _no_limit_on_guesses() -> Iterator[None]:
    """Of two thousand made-up calls some have made-up tokens; how many is not asked here."""
    with patch("webapp.accounts.current.count_guess"):
        yield


def test_the_description_is_openapi_3_1(described: Any) -> None:
    described.validate()
    assert described.raw_schema["openapi"] == "3.1.0"


@pytest.mark.slow
def test_whatever_a_call_is_sent_its_answer_is_one_that_is_described(
    asha: Person, described: Any
) -> None:
    page = asha.browser.post("/settings/security/tokens", data={"name": "robot"}).text
    token = re.findall(r"<code>(hallway_[^<]+)</code>", page)[0]
    broken = {}
    for found in described.get_all_operations():
        operation, known = found.ok(), something_of_everything(asha)
        try:
            hold_to_its_word(operation, token, known)
        except FailureGroup as failures:
            broken[operation.label] = [str(failure) for failure in failures.exceptions]
    assert broken == {}


def hold_to_its_word(operation: APIOperation, token: str, known: dict[str, str]) -> None:
    """Send the call what fits its description and what does not, also about rows that are there."""
    fits = operation.as_strategy(GenerationMode.POSITIVE)
    does_not_fit = operation.as_strategy(GenerationMode.NEGATIVE)

    @tries(
        max_examples=max(4, tries().max_examples // 100),
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=fits | does_not_fit, is_there=st.booleans())
    def send(case: schemathesis.Case, is_there: bool) -> None:
        if is_there:
            for given_ids in (case.path_parameters, case.body):
                if isinstance(given_ids, dict):
                    given_ids.update({name: known[name] for name in known if name in given_ids})
        answer = case.call(
            headers={"Authorization": f"Bearer {token}", "Accept-Encoding": "identity"}
        )
        case.validate_response(answer, checks=CHECKS)

    send()


def a_prompt(person: Person) -> str:
    """The one prompt of their own: there is an end to the number of them."""
    for one in person.browser.get("/api/v1/prompts").json["items"]:
        if one["mine"]:
            person.browser.delete(f"/api/v1/prompts/{one['id']}")
    asked = {"question": "What do you read?"}
    return str(person.browser.post("/api/v1/prompts", json=asked).json["id"])


def something_of_everything(person: Person) -> dict[str, str]:
    """A row of each kind, fresh; gives their ids by the names they have in addresses."""

    def made(method: str, path: str, body: Any = None) -> Any:
        answer = person.browser.open(f"/api/v1{path}", method=method, json=body)
        assert answer.status_code in {200, 201}, answer.text
        return answer.json

    ids = {"op_id": str(new_id()), "name": "thank_you"}
    ids["event_id"] = made("POST", "/events", EVENT)["id"]
    ids["program_id"] = made("POST", "/programs", {"name": "Saint Somewhere"})["id"]
    met = {"name": "Ada Lovelace", "detail": "sails", "event_id": ids["event_id"]}
    ids["contact_id"] = made("PUT", f"/captures/{ids['op_id']}", met)["contact_id"]
    person_page = made("GET", f"/contacts/{ids['contact_id']}")
    ids["follow_up_id"] = person_page["follow_ups"][0]["id"]
    cards = made("GET", "/cards")["items"] or [made("POST", "/cards", {"name": "Asha Rao"})]
    ids["card_id"] = cards[0]["id"]
    act = {"kind": "advice", "what": "read my statement"}
    ids["act_id"] = made("POST", f"/contacts/{ids['contact_id']}/acts", act)["id"]
    offer = {"what": "send the paper"}
    ids["offer_id"] = made("POST", f"/contacts/{ids['contact_id']}/offers", offer)["id"]
    ids["letter_id"] = made("POST", "/letters", {"contact_id": ids["contact_id"]})["id"]
    target = {"name": "Grace Hopper", "event_id": ids["event_id"]}
    ids["target_id"] = made("POST", "/targets", target)["id"]
    ids["prompt_id"] = a_prompt(person)
    ids["absorb"] = made("PUT", f"/captures/{new_id()}", met)["contact_id"]
    return ids
