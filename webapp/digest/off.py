"""The token in each digest letter with which it is turned off, without signing in."""

from collections.abc import Sequence
from uuid import UUID

from itsdangerous import BadSignature, URLSafeSerializer

from webapp.errors import NotFound

_SALT = "digest off"


def off_token(secret_keys: Sequence[str], owner_id: UUID) -> str:
    """The token of an owner's letters; `secret_keys` has the present key first."""
    return str(_serializer(secret_keys).dumps(owner_id.hex))


def owner_of(secret_keys: Sequence[str], token: str) -> UUID:
    """Whose letters a token turns off, for good; NotFound for what we did not sign."""
    try:
        return UUID(_serializer(secret_keys).loads(token))
    except (BadSignature, ValueError):
        raise NotFound("Token") from None


def _serializer(secret_keys: Sequence[str]) -> URLSafeSerializer:
    return URLSafeSerializer([*reversed(secret_keys)], salt=_SALT)
