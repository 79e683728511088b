"""The other ends of what Hallway sends: a mail server and a push service, both real and ours."""

import struct
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from aiosmtpd.controller import Controller
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.serving import free_port


class Postbox:
    """What a mail server was handed; `on_taken` runs once it has a letter and before it says so."""

    def __init__(self) -> None:
        self.taken: list[bytes] = []
        self.people: list[list[str]] = []
        self.says = "250 taken"
        self.drops = False
        """Whether to hang up once a letter is in, instead of saying so."""
        self.on_taken: Callable[[], None] = lambda: None
        self.url = ""
        self.port = 0

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        if self.says.startswith("250"):
            self.taken.append(envelope.content)
            self.people.append(envelope.rcpt_tos)
        self.on_taken()
        if self.drops:
            server.transport.abort()
        return self.says

    @property
    def letters(self) -> list[EmailMessage]:
        return [message_from_bytes(data, policy=default) for data in self.taken]  # type: ignore[misc]


@contextmanager
def mail_server(**protocol: Any) -> Iterator[Postbox]:
    """A mail server on this machine; `protocol` goes to aiosmtpd's SMTP."""
    box = Postbox()
    box.port = free_port()
    server = Controller(box, hostname="127.0.0.1", port=box.port, **protocol)
    server.start()
    box.url = f"smtp://127.0.0.1:{box.port}?from=notes@hallway.example"
    try:
        yield box
    finally:
        server.stop()


class Device:
    """A browser with a subscription, that reads what only it can read (RFC 8291)."""

    def __init__(self, service: "PushService") -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.secret = b"sixteen bytes, a"
        self.path = f"/send/{len(service.devices)}"
        self.service = service
        service.devices.append(self)

    @property
    def point(self) -> bytes:
        return self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    def subscription(self) -> dict[str, Any]:
        keys = {"p256dh": _text(self.point), "auth": _text(self.secret)}
        return {"endpoint": self.service.url + self.path, "keys": keys, "expirationTime": None}

    def messages(self) -> list[str]:
        return [self.open(body) for path, _, body in self.service.taken if path == self.path]

    def open(self, body: bytes) -> str:
        salt, size = body[:16], body[20]
        theirs, sealed = body[21 : 21 + size], body[21 + size :]
        assert struct.unpack("!L", body[16:20])[0] >= len(sealed)
        shared = self.key.exchange(
            ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs)
        )
        secret = _hkdf(self.secret, b"WebPush: info\0" + self.point + theirs, 32, shared)
        key = _hkdf(salt, b"Content-Encoding: aes128gcm\0", 16, secret)
        nonce = _hkdf(salt, b"Content-Encoding: nonce\0", 12, secret)
        plain = AESGCM(key).decrypt(nonce, sealed, None)
        assert plain.endswith(b"\x02")
        return plain[:-1].decode()


class PushService:
    """What a push service was sent: path, headers and body of each; it answers `status`.

    `on_taken` runs once it has a message and before it says so.
    """

    def __init__(self) -> None:
        self.taken: list[tuple[str, dict[str, str], bytes]] = []
        self.devices: list[Device] = []
        self.status = 201
        self.on_taken: Callable[[], None] = lambda: None
        self.url = ""
        self.host = ""


@contextmanager
def push_service() -> Iterator[PushService]:
    """A push service on this machine."""
    service = PushService()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if service.status < 300:
                headers = {name.lower(): text for name, text in self.headers.items()}
                service.taken.append((self.path, headers, body))
                service.on_taken()
            self.send_response(service.status)
            self.send_header("Location", service.url + "/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Tests are quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    service.host = f"127.0.0.1:{server.server_port}"
    service.url = f"http://{service.host}"
    thread = Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _hkdf(salt: bytes, info: bytes, length: int, secret: bytes) -> bytes:
    return HKDF(hashes.SHA256(), length, salt, info).derive(secret)


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()
