"""Programs as the API gives them."""

from uuid import UUID

from pydantic import BaseModel

from webapp.programs.model import Program


class ProgramOut(BaseModel):
    """One program of the map."""

    id: UUID
    name: str
    city: str
    specialty: str
    links: list[str]
    requirements: str
    history: str
    state: str


class ProgramsOut(BaseModel):
    """All programs; there is always the one page."""

    items: list[ProgramOut]
    cursor: str | None = None


def program_out(program: Program) -> ProgramOut:
    """A program as JSON."""
    return ProgramOut.model_validate(program, from_attributes=True)
