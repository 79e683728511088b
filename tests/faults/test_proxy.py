"""The chaos proxy does what it says."""

import http.client
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tests.faults.proxy import PORTAL, ChaosProxy, Fault


class _Echo(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    seen: list[str] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.seen.append(body.decode())
        self.send_response(200)
        self.send_header("Set-Cookie", "a=1")
        self.send_header("Set-Cookie", "b=2")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words: Any) -> None: ...


@pytest.fixture
def upstream() -> Iterator[str]:
    _Echo.seen = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Echo)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


def post(proxy: ChaosProxy, text: str, path: str = "/api/v1/sync") -> tuple[int, bytes, list[Any]]:
    connection = http.client.HTTPConnection(proxy.url.removeprefix("http://"), timeout=5)
    try:
        connection.request("POST", path, text.encode())
        answer = connection.getresponse()
        return answer.status, answer.read(), answer.getheaders()
    finally:
        connection.close()


def test_what_does_not_suffer_passes_as_it_is(upstream: str) -> None:
    with ChaosProxy(upstream) as proxy:
        status, body, headers = post(proxy, "hello")
    assert (status, body) == (200, b"hello")
    assert [text for name, text in headers if name == "Set-Cookie"] == ["a=1", "b=2"]
    assert proxy.counts == {"PASSED": 1}


def test_pages_are_spared_unless_they_are_meant(upstream: str) -> None:
    with ChaosProxy(upstream, rate=1, faults=[Fault.BAD_GATEWAY]) as proxy:
        assert post(proxy, "x", "/contacts")[0] == 200
        proxy.on = lambda incoming: incoming.path == "/contacts"
        assert post(proxy, "x", "/contacts")[0] == 502


@pytest.mark.parametrize(
    ("fault", "seen"),
    [(Fault.CUT_BEFORE, 0), (Fault.CUT_AFTER, 1), (Fault.TRUNCATE, 1), (Fault.LATE, 1)],
)
def test_an_answer_that_never_comes_whole(upstream: str, fault: Fault, seen: int) -> None:
    with ChaosProxy(upstream, rate=1, faults=[fault]) as proxy:
        with pytest.raises((http.client.HTTPException, ConnectionError)):
            post(proxy, "hello")
        assert _Echo.seen == ["hello"] * seen
        proxy.rate = 0
        assert post(proxy, "later")[1] == b"later"
    assert _Echo.seen[seen:] == (["later", "hello"] if fault is Fault.LATE else ["later"])


def test_the_server_may_get_it_twice(upstream: str) -> None:
    with ChaosProxy(upstream, rate=1, faults=[Fault.DOUBLE]) as proxy:
        assert post(proxy, "hello")[1] == b"hello"
    assert _Echo.seen == ["hello", "hello"]


@pytest.mark.parametrize(
    ("fault", "status"), [(Fault.BAD_GATEWAY, 502), (Fault.BUSY, 503), (Fault.SIGN_IN, 302)]
)
def test_something_between_answers(upstream: str, fault: Fault, status: int) -> None:
    with ChaosProxy(upstream, rate=1, faults=[fault]) as proxy:
        assert post(proxy, "hello")[0] == status
    assert _Echo.seen == []


def test_a_captive_portal_says_that_all_is_well(upstream: str) -> None:
    with ChaosProxy(upstream, rate=1, faults=[Fault.CAPTIVE]) as proxy:
        status, body, headers = post(proxy, "hello")
    assert (status, body) == (200, PORTAL)
    assert "Hallway" not in dict(headers)


def test_without_a_server_it_is_a_bad_gateway() -> None:
    with ChaosProxy("http://127.0.0.1:9") as proxy:
        assert post(proxy, json.dumps({}))[0] == 502
