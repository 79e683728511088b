"""The account as a phone keeps it: who this is, without anything that opens a door."""

from collections.abc import Collection
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy.orm import Session

from webapp.accounts.model import User
from webapp.accounts.shapes import AccountOut, account_out


class PocketAccount(AccountOut):
    """The account, with its id and the address under which this Hallway is reached."""

    id: UUID
    base_url: str


def pocket_values(
    session: Session, owner_id: UUID, ids: Collection[UUID], base_url: str
) -> dict[UUID, BaseModel]:
    """The owner's own account, where it is asked for."""
    if owner_id not in ids:
        return {}
    user = session.get_one(User, owner_id)
    known = dict(account_out(user))
    return {owner_id: PocketAccount(id=owner_id, base_url=base_url, **known)}
