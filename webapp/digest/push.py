"""Handing a notification to the push services of an owner's devices."""

import http.client
import logging
from collections.abc import Iterable
from contextlib import suppress
from typing import Literal
from urllib.parse import urlsplit

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from webapp.digest.model import PushKey, PushSubscription
from webapp.formats.push import Keys, is_push_service, make_keys, seal

TIMEOUT = 10
_GONE = {404, 410}
log = logging.getLogger("hallway")

Answer = Literal["taken", "gone", "refused"]


def house_keys(session: Session) -> Keys:
    """The key of this house, made at the first call; the caller commits."""
    query = select(PushKey)
    found = session.scalar(query)
    if found is None:
        made = make_keys()
        row = PushKey(id=1, private_pem=made.private_pem, public_pem=made.public_pem)
        row.public = made.public
        # Where another node was first, its key is the one.
        with suppress(IntegrityError), session.begin_nested():
            session.add(row)
        found = session.scalars(query).one()
    return Keys(found.private_pem, found.public_pem, found.public)


def known_key(session: Session) -> str | None:
    """The public half of the house's key, once there is one."""
    return session.scalar(select(PushKey.public))


def push(
    device: PushSubscription, text: str, keys: Keys, contact: str, more_hosts: Iterable[str]
) -> Answer:
    """Hand one message on; `gone` when the browser behind it is no more."""
    if not is_push_service(device.endpoint, more_hosts):
        return "gone"
    sealed = seal(text, device.endpoint, device.p256dh, device.auth, keys, contact)
    try:
        status = post(device.endpoint, *sealed)
    except (OSError, http.client.HTTPException) as error:
        log.warning("a push service did not answer: %s", type(error).__name__)
        return "refused"
    if status in _GONE:
        return "gone"
    return "taken" if 200 <= status < 300 else "refused"


def post(endpoint: str, body: bytes, headers: dict[str, str]) -> int:
    """POST to a push service; gives the status and follows no redirect."""
    parts = urlsplit(endpoint)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=TIMEOUT)
    try:
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        connection.request("POST", path, body, {**headers, "urgency": "normal"})
        return connection.getresponse().status
    finally:
        connection.close()
