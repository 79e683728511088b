"""Two workers, sixteen phones that all send the same: exactly once, on both databases."""

import json
import random
import urllib.error
import urllib.request
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.serving import Server, database_settings, serving
from webapp.db import new_id

PEOPLE = 200
CLIENTS = 16


@pytest.fixture
def server(engine_name: str, tmp_path: Path, request: pytest.FixtureRequest) -> Any:
    settings = {}
    if engine_name == "postgresql":
        settings = database_settings(str(request.getfixturevalue("postgresql_url")))
    with serving(tmp_path, workers=2, **settings) as running:
        yield running


def call(server: Server, token: str, method: str, path: str, body: Any = None) -> tuple[int, Any]:
    outgoing = urllib.request.Request(
        server.url + path,
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(outgoing, timeout=60) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refused:
        return refused.code, json.load(refused)


def everything(server: Server, token: str, path: str) -> list[Any]:
    items, cursor = [], ""
    while True:
        _, page = call(server, token, "GET", f"{path}limit=200&cursor={cursor}")
        items += page["items"]
        cursor = page["cursor"]
        if not cursor:
            return items


@pytest.mark.slow
def test_the_same_captures_from_sixteen_phones_count_once(server: Server) -> None:
    token = server.add_user(f"{new_id()}@example.org")
    captures = {new_id(): {"name": f"Person {n}", "detail": f"detail {n}"} for n in range(PEOPLE)}
    sent = list(captures) * 2
    random.Random(7).shuffle(sent)

    def send(op_id: UUID) -> int:
        return call(server, token, "PUT", f"/api/v1/captures/{op_id}", captures[op_id])[0]

    with ThreadPoolExecutor(CLIENTS) as phones:
        answers = Counter(phones.map(send, sent))

    assert answers == {201: PEOPLE, 200: PEOPLE}
    contacts = everything(server, token, "/api/v1/contacts?")
    assert sorted(c["name"] for c in contacts) == sorted(c["name"] for c in captures.values())
    _, queue = call(server, token, "GET", "/api/v1/follow-ups")
    assert len({item["id"] for item in queue["items"]}) == len(queue["items"]) == PEOPLE


@pytest.mark.slow
def test_of_two_payloads_under_one_id_exactly_one_is_taken(server: Server) -> None:
    token = server.add_user(f"{new_id()}@example.org")
    ids = [new_id() for _ in range(20)]
    sent = [(op_id, f"detail {n}") for op_id in ids for n in range(CLIENTS)]
    random.Random(11).shuffle(sent)

    def send(one: tuple[UUID, str]) -> int:
        body = {"name": "Ngozi", "detail": one[1]}
        return call(server, token, "PUT", f"/api/v1/captures/{one[0]}", body)[0]

    with ThreadPoolExecutor(CLIENTS) as phones:
        answers = Counter(phones.map(send, sent))

    assert answers == {201: len(ids), 409: len(sent) - len(ids)}
    assert len(everything(server, token, "/api/v1/contacts?")) == len(ids)


@pytest.mark.slow
def test_the_same_batches_from_sixteen_phones_count_once(server: Server) -> None:
    token = server.add_user(f"{new_id()}@example.org")
    ops = [
        {
            "op_id": str(new_id()),
            "type": "capture",
            "fields": {"name": f"Person {n}", "detail": f"detail {n}"},
        }
        for n in range(PEOPLE)
    ]
    batches = [ops[start : start + 10] for start in range(0, PEOPLE, 10)] * 3
    random.Random(13).shuffle(batches)

    def send(batch: list[dict[str, Any]]) -> set[str]:
        status, answer = call(server, token, "POST", "/api/v1/sync", {"schema": 1, "ops": batch})
        assert status == 200, answer
        return {result["status"] for result in answer["results"]}

    with ThreadPoolExecutor(CLIENTS) as phones:
        assert set().union(*phones.map(send, batches)) == {"accepted"}

    contacts = everything(server, token, "/api/v1/contacts?")
    assert {contact["id"] for contact in contacts} == {op["op_id"] for op in ops}
    assert len(contacts) == PEOPLE
    _, page = call(server, token, "POST", "/api/v1/sync", {"schema": 1, "limit": 1000})
    revs = [change["rev"] for change in page["changes"]]
    assert revs == sorted(set(revs))
