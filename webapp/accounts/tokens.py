"""Random tokens: the person keeps the token, the house only its hash."""

import hashlib
import secrets


def new_token() -> str:
    """256 random bits as text that stands in an address."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> bytes:
    """What is kept of a token: with 256 random bits in it, a fast hash makes it unreadable."""
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
