"""Caddy, with the Caddyfile that is deployed, before a server: ends of messages, and https."""

import http.client
import re
import shutil
import socket
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.faults.overload import caddy
from tests.serving import free_port, serving

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("caddy") is None, reason="needs Debian's caddy"),
]
SMUGGLED = "GET /nowhere HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
LENGTH = len(SMUGGLED)
UNCLEAR = {
    "two lengths": f"Content-Length: 0\r\nContent-Length: {LENGTH}\r\n\r\n",
    "a list of lengths": f"Content-Length: 0, {LENGTH}\r\n\r\n",
    "a length with a sign": f"Content-Length: +{LENGTH}\r\n\r\n",
    "a length below nothing": "Content-Length: -1\r\n\r\n",
    "an unknown coding": "Transfer-Encoding: xchunked\r\nContent-Length: 0\r\n\r\n",
    "chunked is not last": "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
    "a blank before the colon": "Transfer-Encoding : chunked\r\nContent-Length: 0\r\n\r\n",
    "a control sign in the coding": "Transfer-Encoding: \x0bchunked\r\nContent-Length: 0\r\n\r\n",
    "two codings": "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
    "a lone CR": "X: y\rTransfer-Encoding: chunked\r\nContent-Length: 0\r\n\r\n",
    "a lone LF": "X: y\nTransfer-Encoding: chunked\r\nContent-Length: 0\r\n\r\n",
    "a chunk's size with a sign": "Transfer-Encoding: chunked\r\n\r\n+0\r\n\r\n",
    "a chunk's size with 0x": "Transfer-Encoding: chunked\r\n\r\n0x0\r\n\r\n",
    "a chunk past all bounds": "Transfer-Encoding: chunked\r\n\r\n10000000000000000\r\n\r\n",
}
"""Heads whose message ends here for one reader and there for another; a second message follows."""
CLEAR = {
    "coding goes before length": (
        "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    ),
    "a tab is a blank": "Transfer-Encoding:\tchunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
}
"""Heads that RFC 9112 reads in one way."""


@dataclass
class Doors:
    """The ports of the server itself, of Caddy, and of Caddy's plain http."""

    server: int
    caddy: int
    plain: int


@pytest.fixture(scope="module")
def doors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    folder, plain = tmp_path_factory.mktemp("caddy"), free_port()
    with serving(folder / "instance") as server:
        port = int(server.url.rpartition(":")[2])
        with caddy(port, folder, plain) as public:
            yield Doors(port, public, plain)


def answers(port: int, head: str) -> list[int]:
    """The statuses that come back for one message with this head and another behind it."""
    text = f"POST /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n{head}{SMUGGLED}"
    with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
        line.sendall(text.encode("latin-1"))
        got = b"".join(iter(lambda: line.recv(65536), b""))
    return [int(status) for status in re.findall(rb"HTTP/1\.1 (\d{3})", got)]


def status(port: int, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path)
    answer = connection.getresponse()
    connection.close()
    return answer.status, answer.headers.get("Location", "")


@pytest.mark.parametrize("head", UNCLEAR.values(), ids=list(UNCLEAR))
@pytest.mark.parametrize("door", ["server", "caddy"])
def test_of_a_message_whose_end_is_unclear_no_second_one_is_made(
    doors: Doors, door: str, head: str
) -> None:
    assert len(answers(getattr(doors, door), head)) == 1
    for _ in range(3):
        assert status(doors.caddy, "/healthz")[0] == 200, "somebody else gets their own answer"


@pytest.mark.parametrize("head", CLEAR.values(), ids=list(CLEAR))
def test_caddy_and_the_server_see_two_messages_where_there_are_two(doors: Doors, head: str) -> None:
    assert answers(doors.caddy, head) == [405, 404]
    assert status(doors.caddy, "/healthz")[0] == 200


def test_pages_lead_to_https_and_programs_are_told(doors: Doors) -> None:
    assert status(doors.plain, "/c/abc?x=1") == (308, "https://127.0.0.1/c/abc?x=1")
    for path in ("/api/v1/account", "/feeds/abc/follow-ups.ics", "/metrics"):
        assert status(doors.plain, path) == (403, "")
