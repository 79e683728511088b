"""The programs room over HTTP."""

from uuid import UUID

from webapp.accounts.current import my_id
from webapp.api import Api
from webapp.db import db, get_owned
from webapp.pages import now
from webapp.programs import plan
from webapp.programs.details import ProgramChanges, ProgramDetails
from webapp.programs.model import Program, list_programs
from webapp.programs.shapes import ProgramOut, ProgramsOut, program_out

api = Api("programs")


@api.call("GET", "/programs", answers={200: ProgramsOut})
def get_programs() -> ProgramsOut:
    """All programs of my map."""
    return ProgramsOut(items=[program_out(one) for one in list_programs(db.session, my_id())])


@api.call("POST", "/programs", body=ProgramDetails, answers={201: ProgramOut})
def post_program(body: ProgramDetails) -> tuple[ProgramOut, int]:
    """Make a program."""
    made = plan.make_program(db.session, my_id(), body, now())
    db.session.commit()
    return program_out(made), 201


@api.call("GET", "/programs/<uuid:program_id>", answers={200: ProgramOut})
def get_program(program_id: UUID) -> ProgramOut:
    """One program."""
    return program_out(get_owned(db.session, Program, my_id(), program_id))


@api.call("PATCH", "/programs/<uuid:program_id>", body=ProgramChanges, answers={200: ProgramOut})
def patch_program(program_id: UUID, body: ProgramChanges) -> ProgramOut:
    """Change a program; what is not given stays."""
    changed = plan.change_program(db.session, my_id(), program_id, body, now())
    db.session.commit()
    return program_out(changed)


@api.call("DELETE", "/programs/<uuid:program_id>", answers={204: None})
def delete_program(program_id: UUID) -> None:
    """Take a program away; its people stay."""
    plan.remove_program(db.session, my_id(), program_id)
    db.session.commit()
