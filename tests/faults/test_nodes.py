"""Two web nodes on one PostgreSQL: a phone does not notice which of them it talks to."""

import http.client
import itertools
import re
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from tests.faults.proxy import Answer, ChaosProxy, Incoming
from tests.faults.test_race import call, everything
from tests.faults.walk import walk_behind
from tests.serving import PASSWORD, Server, database_settings, serving
from webapp.db import new_id

pytestmark = pytest.mark.slow

PEOPLE = 60


class EachInTurn(ChaosProxy):
    """A bad network that leads to several nodes, one request to each in turn."""

    def __init__(self, nodes: list[Server], **more: float) -> None:
        super().__init__(nodes[0].url, **more)  # type: ignore[arg-type]
        self._nodes = itertools.cycle(node.url for node in nodes)

    def pass_on(self, incoming: Incoming) -> Answer:
        """The answer of the node whose turn it is."""
        self.upstream = next(self._nodes)
        return super().pass_on(incoming)


@pytest.fixture
def nodes(postgresql_url: str, tmp_path: Path) -> Iterator[list[Server]]:
    """Two nodes with nothing in common but the database, the secret and the address."""
    settings = {**database_settings(postgresql_url), "HALLWAY_BASE_URL": "http://localhost"}
    with ExitStack() as stack:
        yield [
            stack.enter_context(serving(tmp_path / name, **settings)) for name in ("one", "other")
        ]


@pytest.fixture
def email(nodes: list[Server]) -> str:
    """Somebody with an account."""
    address = f"{new_id()}@example.org"
    nodes[0].add_user(address)
    return address


def ask(
    node: Server, method: str, path: str, cookie: str = "", **form: str
) -> tuple[int, str, str]:
    """What a browser gets: status, the cookie that was set, text."""
    where = urlsplit(node.url)
    connection = http.client.HTTPConnection(str(where.hostname), where.port, timeout=60)
    headers = {
        "Sec-Fetch-Site": "same-origin",
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": cookie,
    }
    connection.request(method, path, urlencode(form), headers)
    answer = connection.getresponse()
    text, set_cookie = answer.read().decode(), answer.getheader("Set-Cookie") or ""
    connection.close()
    return answer.status, set_cookie.split(";")[0], text


def test_two_phones_that_reach_one_node_and_the_other_lose_nothing(nodes: list[Server]) -> None:
    token = nodes[0].add_user(f"{new_id()}@example.org")
    with EachInTurn(nodes, seed=3, rate=0.3, delay=0.05) as proxy:
        tally = walk_behind(proxy, token, operations=120, seed=3, meanwhile=lambda _: None)
    assert tally["operations"] == 120
    assert tally["faults"] > 3
    assert (tally["lost"], tally["doubled"]) == (0, 0)


def test_the_same_captures_through_both_nodes_at_once_count_once(nodes: list[Server]) -> None:
    token = nodes[0].add_user(f"{new_id()}@example.org")
    ids = [new_id() for _ in range(PEOPLE)]

    def send(one: tuple[str, Server]) -> int:
        body = {"name": f"Person {one[0]}", "detail": "sails"}
        return call(one[1], token, "PUT", f"/api/v1/captures/{one[0]}", body)[0]

    with ThreadPoolExecutor(8) as phones:
        answers = Counter(phones.map(send, [(str(op), node) for op in ids for node in nodes]))
    assert answers == {201: PEOPLE, 200: PEOPLE}
    for node in nodes:
        names = [one["name"] for one in everything(node, token, "/api/v1/contacts?")]
        assert sorted(names) == sorted(f"Person {op}" for op in ids)


def test_a_sign_in_made_at_one_node_holds_at_the_other_until_it_ends(
    nodes: list[Server], email: str
) -> None:
    one, other = nodes
    status, cookie, _ = ask(one, "POST", "/signin", email=email, password=PASSWORD)
    assert status == 303
    assert [ask(node, "GET", "/settings", cookie)[0] for node in nodes] == [200, 200]
    assert ask(other, "POST", "/signout", cookie)[0] == 303
    assert [ask(node, "GET", "/settings", cookie)[0] for node in nodes] == [302, 302]


def test_a_token_taken_back_at_one_node_is_worth_nothing_at_the_other(
    nodes: list[Server], email: str
) -> None:
    one, other = nodes
    _, cookie, _ = ask(one, "POST", "/signin", email=email, password=PASSWORD)
    _, _, page = ask(one, "POST", "/settings/security/tokens", cookie, name="script")
    (token,) = re.findall(r"<code>(hallway_[^<]+)</code>", page)
    assert call(other, token, "GET", "/api/v1/account")[0] == 200
    _, _, page = ask(one, "GET", "/settings/security", cookie)
    for path in re.findall(r'action="(/settings/security/tokens/\w+/revoke)"', page):
        ask(one, "POST", path, cookie)
    assert call(other, token, "GET", "/api/v1/account")[0] == 401


def test_both_nodes_share_each_limit(nodes: list[Server], email: str) -> None:
    turns = itertools.cycle(nodes)
    told = [
        ask(next(turns), "POST", "/signin", email=email, password=f"guess {n}")[0]
        for n in range(24)
    ]
    assert told.count(422) == 10
    assert set(told[10:]) == {429}
