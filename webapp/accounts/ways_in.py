"""Every way in is counted: it cannot be guessed at, and a hall of people gets in all the same."""

from datetime import datetime

from sqlalchemy.orm import Session

from webapp.limits.buckets import give_back, put_back, take
from webapp.limits.rules import WAY_IN, WAY_IN_ACCOUNT, WAY_IN_ADDRESS


def count_try(session: Session, account: str, address: str, now: datetime) -> None:
    """Count a try for an account (its e-mail address) from a network address; TooMany when full.

    The caller commits before it looks whether the try is right.
    """
    account = account.strip().lower()
    take(session, WAY_IN_ADDRESS, address, now=now)
    take(session, WAY_IN, account, address, now=now)
    take(session, WAY_IN_ACCOUNT, account, now=now)


def forget_tries(session: Session, account: str, address: str) -> None:
    """It was right: nothing is held against the account, and one less against the address."""
    account = account.strip().lower()
    give_back(session, WAY_IN, account, address)
    give_back(session, WAY_IN_ACCOUNT, account)
    put_back(session, WAY_IN_ADDRESS, address)
