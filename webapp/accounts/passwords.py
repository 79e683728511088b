"""Passwords as argon2id hashes (19 MiB, two passes, one lane: 45 ms measured)."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# It is written down because every worker would wait for it when it starts.
_NOBODYS = (
    "$argon2id$v=19$m=19456,t=2,p=1$VwAvL+LQVqYZ0tdDhur4nA"
    "$WhoLqD9l9bK5XHPqaSHME3T9rDWF9GbMUxYJoL5I2AY"
)


def hash_password(password: str) -> str:
    """The argon2id hash to keep."""
    return _hasher.hash(password)


def is_outdated(password_hash: str) -> bool:
    """Whether it was made with other parameters than new ones are."""
    return _hasher.check_needs_rehash(password_hash)


def fits(password: str, password_hash: str | None) -> bool:
    """Whether the password is right; without a hash it takes as long and says no."""
    try:
        return _hasher.verify(password_hash or _NOBODYS, password) and password_hash is not None
    except (VerificationError, InvalidHashError):
        return False
