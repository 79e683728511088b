"""Recovery codes: ten, each good for one sign-in when all else is lost."""

import secrets
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from webapp.accounts.model import RecoveryCode
from webapp.accounts.tokens import hash_of

COUNT = 10
_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ0123456789"
"""Crockford's base32: no I, L, O, U, which are misread."""
_LENGTH = 28
_GROUP = 4


def new_codes(session: Session, owner_id: UUID) -> list[str]:
    """Ten new codes of 140 random bits, to be shown once; those before are worth nothing now."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.owner_id == owner_id))
    codes = ["".join(secrets.choice(_LETTERS) for _ in range(_LENGTH)) for _ in range(COUNT)]
    session.add_all(RecoveryCode(owner_id=owner_id, digest=hash_of(code)) for code in codes)
    session.flush()
    return ["-".join(_groups(code)) for code in codes]


def use_code(session: Session, owner_id: UUID, typed: str) -> bool:
    """Use one code up; whether it was good. Case, blanks and hyphens do not matter."""
    code = "".join(filter(str.isalnum, typed.upper()))
    code = code.translate(str.maketrans("ILO", "110"))
    used = delete(RecoveryCode).where(
        RecoveryCode.owner_id == owner_id, RecoveryCode.digest == hash_of(code)
    )
    return session.execute(used.returning(RecoveryCode.digest)).first() is not None


def count_codes(session: Session, owner_id: UUID) -> int:
    """How many are left."""
    query = select(func.count()).where(RecoveryCode.owner_id == owner_id)
    return session.scalar(query) or 0


def _groups(code: str) -> list[str]:
    return [code[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP)]
