"""Passwords that must be used again, kept so that the database alone does not give them away."""

from base64 import urlsafe_b64encode
from collections.abc import Sequence
from typing import TYPE_CHECKING

from webapp.errors import NotFound

if TYPE_CHECKING:
    from cryptography.fernet import MultiFernet

_PURPOSE = b"hallway: a mail server's password"


def seal(secret_keys: Sequence[str], text: str) -> bytes:
    """The text under the house's present key, which is the first."""
    return _box(secret_keys).encrypt(text.encode())


def unseal(secret_keys: Sequence[str], sealed: bytes) -> str:
    """The text again; NotFound once the key that sealed it is no longer among these."""
    from cryptography.fernet import InvalidToken

    try:
        return _box(secret_keys).decrypt(sealed).decode()
    except InvalidToken:
        raise NotFound("Key") from None


def _box(secret_keys: Sequence[str]) -> "MultiFernet":
    # Few people have a mail server of their own, and each worker would read this as it starts.
    from cryptography.fernet import Fernet, MultiFernet

    return MultiFernet([Fernet(urlsafe_b64encode(_derived(key))) for key in secret_keys])


def _derived(secret_key: str) -> bytes:
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(hashes.SHA256(), 32, salt=None, info=_PURPOSE).derive(secret_key.encode())
