"""A chaos proxy: stands between a phone and the server, and does to requests what networks do.

    with ChaosProxy(server.url, seed=7, rate=0.3) as proxy:
        browser.goto(proxy.url)
        ...
        proxy.rate = 0  # calm from here on

By default only calls of the API suffer; `on` chooses others.
"""

import http.client
import random
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "proxy-connection", "te", "upgrade"}
PORTAL = b"<!doctype html><title>Welcome to Hall Wi-Fi</title><p>Accept our terms to go online."


class Fault(Enum):
    """What may happen to a request on its way."""

    CUT_BEFORE = "the connection ends before the server has seen it"
    CUT_AFTER = "the server has done it, and the answer never comes"
    DELAY = "it takes its time"
    DOUBLE = "the server gets it twice"
    LATE = "the answer never comes, and the server gets it again, after later ones"
    TRUNCATE = "half of the answer comes"
    BAD_GATEWAY = "502 from something between"
    BUSY = "503 from something between"
    CAPTIVE = "200 with the page of a captive portal"
    SIGN_IN = "302 to the sign-in page"


@dataclass(frozen=True)
class Incoming:
    """A request as it came."""

    method: str
    path: str
    headers: list[tuple[str, str]]
    body: bytes


@dataclass(frozen=True)
class Answer:
    """An answer as it goes back."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes


def is_api(incoming: Incoming) -> bool:
    """The calls with which a phone changes something or learns of it."""
    return incoming.path.startswith("/api/v1/")


class ChaosProxy:
    """Listens until the block ends; `counts` says how often what happened."""

    def __init__(
        self,
        upstream: str,
        *,
        seed: int = 0,
        rate: float = 0.0,
        faults: Sequence[Fault] = tuple(Fault),
        on: Callable[[Incoming], bool] = is_api,
        delay: float = 0.3,
        port: int = 0,
    ) -> None:
        self.upstream, self.rate, self.faults = upstream, rate, list(faults)
        self.on, self.delay = on, delay
        self.counts: Counter[str] = Counter()
        self._random, self._lock = random.Random(seed), threading.Lock()
        self._held: list[Incoming] = []
        self._server = _Listener(("127.0.0.1", port), _Handler)
        self._server.proxy = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    @property
    def url(self) -> str:
        """Where a browser finds it."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> "ChaosProxy":
        self._thread.start()
        return self

    def __exit__(
        self,
        _type: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def choose(self, incoming: Incoming) -> Fault | None:
        """What happens to this request; None lets it through."""
        with self._lock:
            suffers = self.on(incoming) and self._random.random() < self.rate
            fault = self._random.choice(self.faults) if suffers else None
            self.counts[fault.name if fault else "PASSED"] += 1
            return fault

    def pass_on(self, incoming: Incoming) -> Answer:
        """The server's answer, or a 502 where there is no server just now."""
        where = urlsplit(self.upstream)
        connection = http.client.HTTPConnection(str(where.hostname), where.port, timeout=30)
        try:
            connection.request(
                incoming.method, incoming.path, incoming.body or None, dict(incoming.headers)
            )
            got = connection.getresponse()
            kept = [pair for pair in got.getheaders() if pair[0].lower() not in HOP_BY_HOP]
            return Answer(got.status, kept, got.read())
        except (OSError, http.client.HTTPException):
            return _page(502, b"No server answers here just now.")
        finally:
            connection.close()

    def hold(self, incoming: Incoming) -> None:
        """Keep a copy, to be delivered after a later request."""
        with self._lock:
            self._held.append(incoming)

    def deliver_held(self) -> None:
        """Deliver what was held back; nobody waits for the answers."""
        with self._lock:
            held, self._held = self._held, []
        for incoming in held:
            self.pass_on(incoming)


def _page(status: int, body: bytes, **headers: str) -> Answer:
    named = [(name.replace("_", "-"), value) for name, value in headers.items()]
    return Answer(status, [("Content-Type", "text/html; charset=utf-8"), *named], body)


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True
    proxy: ChaosProxy

    def handle_error(self, _request: Any, _address: Any) -> None:
        """A phone that hangs up is no news."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Listener

    def handle_one_request(self) -> None:
        self.raw_requestline = self.rfile.readline(65537)
        if not self.raw_requestline or not self.parse_request():
            self.close_connection = True
            return
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        kept = [
            (name, text) for name, text in self.headers.items() if name.lower() not in HOP_BY_HOP
        ]
        self._suffer(Incoming(self.command, self.path, kept, body))

    def _suffer(self, incoming: Incoming) -> None:
        proxy = self.server.proxy
        fault = proxy.choose(incoming)
        match fault:
            case Fault.CUT_BEFORE:
                return self._cut()
            case Fault.BAD_GATEWAY:
                return self._answer(incoming, _page(502, b"Bad gateway"))
            case Fault.BUSY:
                return self._answer(incoming, _page(503, b"Busy", Retry_After="1"))
            case Fault.CAPTIVE:
                return self._answer(incoming, _page(200, PORTAL))
            case Fault.SIGN_IN:
                return self._answer(incoming, _page(302, b"", Location="/signin?next=/"))
            case Fault.DELAY:
                time.sleep(proxy.delay)
            case Fault.DOUBLE:
                proxy.pass_on(incoming)
        answer = proxy.pass_on(incoming)
        proxy.deliver_held()
        if fault is Fault.LATE:
            proxy.hold(incoming)
        if fault in (Fault.CUT_AFTER, Fault.LATE):
            return self._cut()
        if fault is Fault.TRUNCATE:
            return self._answer(incoming, answer, cut_at=len(answer.body) // 2)
        return self._answer(incoming, answer)

    def _answer(self, incoming: Incoming, answer: Answer, cut_at: int | None = None) -> None:
        lines = [f"HTTP/1.1 {answer.status} {http.client.responses.get(answer.status, '')}"]
        lines += [f"{name}: {text}" for name, text in answer.headers if name != "Content-Length"]
        if incoming.method == "HEAD" or answer.status in (204, 304):
            body = b""
        else:
            body = answer.body
            lines.append(f"Content-Length: {len(body)}")
        head = "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n"
        self.wfile.write(head + (body if cut_at is None else body[:cut_at]))
        self.wfile.flush()
        if cut_at is not None:
            self._cut()

    def _cut(self) -> None:
        self.close_connection = True
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)
