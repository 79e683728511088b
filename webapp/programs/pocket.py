"""Programs as a phone keeps them: what was noted down, to be read and chosen with no network.

What the map makes of them changes with every person and every day, so it stays with the server.
"""

from collections.abc import Collection
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.programs.model import Program


class ProgramFacts(BaseModel):
    """A program as it was noted down."""

    id: UUID
    name: str
    city: str
    specialty: str
    links: list[str]
    requirements: str
    history: str
    state: str


def pocket_values(session: Session, owner_id: UUID, ids: Collection[UUID]) -> dict[UUID, BaseModel]:
    """Those that are there, in one query."""
    query = select(Program).where(Program.owner_id == owner_id, Program.id.in_(ids))
    found = session.scalars(query)
    return {one.id: ProgramFacts.model_validate(one, from_attributes=True) for one in found}
