"""Web Push: which services there are, and messages that only one browser can read.

The endpoint that a browser names is an address that the server calls, so only known push services
are taken (RFC 8030; encryption RFC 8291, the sender's name RFC 8292).
"""

from base64 import urlsafe_b64decode
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from pydantic import AnyHttpUrl

SERVICES = {
    "fcm.googleapis.com",
    "updates.push.services.mozilla.com",
    "web.push.apple.com",
}
_WINDOWS = ".notify.windows.com"
_POINT = 65
_SECRET = 16
DAY = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Keys:
    """The house's own key: two PEMs, and the public half as browsers take it."""

    private_pem: bytes
    public_pem: bytes
    public: str


def make_keys() -> Keys:
    """A new key for the house."""
    from webpush.vapid import VAPID

    return Keys(*VAPID.generate_keys())


def is_push_service(endpoint: str, more_hosts: Iterable[str] = ()) -> bool:
    """Whether a known push service is behind this address.

    `more_hosts` are `host:port` of services of one's own, which may do without https.
    """
    try:
        parts = urlsplit(endpoint)
        port = parts.port
    except ValueError:
        return False
    if parts.username or not endpoint.isascii() or len(endpoint) > 2000 or not parts.path:
        return False
    if parts.netloc in set(more_hosts):
        return parts.scheme in ("http", "https")
    host = parts.hostname or ""
    known = host in SERVICES or host.endswith(_WINDOWS)
    return known and parts.scheme == "https" and port in (None, 443)


def are_keys(p256dh: str, auth: str) -> bool:
    """Whether these are a browser's keys: a point of P-256, and sixteen bytes, in base64url."""
    # Every worker would carry 10 MB of it for the few messages that are sent.
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric import ec

    try:
        point, secret = _decoded(p256dh), _decoded(auth)
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except (ValueError, UnsupportedAlgorithm):
        return False
    return len(point) == _POINT and len(secret) == _SECRET


def seal(
    text: str, endpoint: str, p256dh: str, auth: str, keys: Keys, contact: str
) -> tuple[bytes, dict[str, str]]:
    """The body and the headers of a push message that only this browser can read.

    `contact` is an e-mail address at which a push service reaches whoever runs this house.
    """
    from webpush import WebPush
    from webpush.types import WebPushKeys, WebPushSubscription

    subscription = WebPushSubscription(
        endpoint=AnyHttpUrl(endpoint), keys=WebPushKeys(auth=auth, p256dh=p256dh)
    )
    pusher = WebPush(keys.private_pem, keys.public_pem, contact, ttl=DAY // 2)
    message = pusher.get(text, subscription)
    headers = {str(name): str(value) for name, value in message.headers.items()}
    return message.encrypted, {**headers, "content-type": "application/octet-stream"}


def _decoded(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
