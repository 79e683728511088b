"""A small load generator: keep-alive sockets in threads, bounded in count."""

import socket
import statistics
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Load:
    """What came of a load: requests a second, and the time that 99 of 100 needed at most."""

    per_second: float
    p50_ms: float
    p99_ms: float
    refused: int


def request(method: str, path: str, body: bytes = b"", headers: str = "") -> bytes:
    """One HTTP/1.1 request as bytes."""
    head = (
        f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}Content-Length: {len(body)}\r\n"
    )
    return head.encode() + b"\r\n" + body


def run(port: int, requests: Sequence[bytes], connections: int) -> Load:
    """Send all requests over so many connections, each at most once."""
    times: list[float] = []
    refused = [0]
    begin = time.perf_counter()
    threads = [
        threading.Thread(target=_send, args=(port, requests[n::connections], times, refused))
        for n in range(connections)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - begin
    cut = statistics.quantiles(times, n=100)
    return Load(len(requests) / took, cut[49] * 1000, cut[98] * 1000, refused[0])


def _send(port: int, requests: Sequence[bytes], times: list[float], refused: list[int]) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for one in requests:
            begin = time.perf_counter()
            connection.sendall(one)
            status = _read(connection)
            times.append(time.perf_counter() - begin)
            if status >= 400:
                refused[0] += 1


def _read(connection: socket.socket) -> int:
    received = b""
    while (end := received.find(b"\r\n\r\n")) < 0:
        received += _more(connection)
    head = received[:end].lower()
    length = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
    while len(received) < end + 4 + length:
        received += _more(connection)
    return int(received.split(b" ", 2)[1])


def _more(connection: socket.socket) -> bytes:
    chunk = connection.recv(65536)
    if not chunk:
        raise ConnectionError("The server closed the connection")
    return chunk
