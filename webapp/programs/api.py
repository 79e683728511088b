"""The programs room over JSON."""

from typing import Any
from uuid import UUID

from webapp.accounts.current import my_id
from webapp.api import Api
from webapp.db import db, get_owned
from webapp.pages import now, today
from webapp.programs import asks, plan
from webapp.programs.details import (
    Answer,
    AskDetails,
    NewPerson,
    ProgramChanges,
    ProgramDetails,
)
from webapp.programs.model import Program
from webapp.programs.people import add_person
from webapp.programs.shapes import (
    AskOut,
    MapOut,
    NewPersonOut,
    ProgramOut,
    ProgramsOut,
    RequestOut,
    ask_out,
    map_out,
    program_out,
    programs_out,
    request_out,
)
from webapp.programs.views import atlas_now, request_at

api = Api("programs")


@api.call("GET", "/programs", answers={200: ProgramsOut})
def get_programs() -> ProgramsOut:
    """All programs, in the order of the map."""
    return programs_out(atlas_now())


@api.call("GET", "/programs/map", answers={200: MapOut})
def get_map() -> MapOut:
    """Who leads where: everybody, how many introductions away, and over whom."""
    return map_out(atlas_now())


@api.call("POST", "/programs", body=ProgramDetails, answers={201: ProgramOut})
def post_program(body: ProgramDetails) -> tuple[ProgramOut, int]:
    """Make a program."""
    made = plan.make_program(db.session, my_id(), body, now())
    db.session.commit()
    return _out(made.id), 201


@api.call("GET", "/programs/<uuid:program_id>", answers={200: ProgramOut})
def get_program(program_id: UUID) -> ProgramOut:
    """One program: bucket, leverage, next action, warm path and voices."""
    return _out(program_id)


@api.call("PATCH", "/programs/<uuid:program_id>", body=ProgramChanges, answers={200: ProgramOut})
def patch_program(program_id: UUID, body: ProgramChanges) -> ProgramOut:
    """Change a program; what is not given stays."""
    plan.change_program(db.session, my_id(), program_id, body, now())
    db.session.commit()
    return _out(program_id)


@api.call("DELETE", "/programs/<uuid:program_id>", answers={204: None})
def delete_program(program_id: UUID) -> None:
    """Take a program away; its people stay."""
    plan.remove_program(db.session, my_id(), program_id)
    db.session.commit()


@api.call("POST", "/programs/<uuid:program_id>/people", body=NewPerson, answers={201: NewPersonOut})
def post_program_person(program_id: UUID, body: NewPerson) -> tuple[NewPersonOut, int]:
    """Add a person of a program whom I have not met."""
    contact = add_person(db.session, my_id(), program_id, body, now())
    db.session.commit()
    return NewPersonOut(contact_id=contact.id), 201


@api.call("GET", "/programs/<uuid:program_id>/request", answers={200: RequestOut})
def get_request(program_id: UUID) -> Any:
    """The letter to the first person of the warm path, and the paragraph to be passed on."""
    get_owned(db.session, Program, my_id(), program_id)
    atlas = atlas_now()
    return request_out(request_at(atlas, atlas.place(program_id)))


@api.call("POST", "/programs/<uuid:program_id>/asks", body=AskDetails, answers={201: AskOut})
def post_ask(program_id: UUID, body: AskDetails) -> tuple[AskOut, int]:
    """Note what I asked of somebody; the same again while it is open changes nothing."""
    noted = asks.note_ask(db.session, my_id(), program_id, body, today(), now())
    db.session.commit()
    return ask_out(noted), 201


@api.call("POST", "/asks/<uuid:ask_id>/answer", body=Answer, answers={200: AskOut})
def post_answer(ask_id: UUID, body: Answer) -> AskOut:
    """Note what they answered."""
    answered = asks.answer_ask(db.session, my_id(), ask_id, body.answer, today())
    db.session.commit()
    return ask_out(answered)


@api.call("DELETE", "/asks/<uuid:ask_id>", answers={204: None})
def delete_ask(ask_id: UUID) -> None:
    """Take back that something was asked."""
    asks.remove_ask(db.session, my_id(), ask_id)
    db.session.commit()


def _out(program_id: UUID) -> ProgramOut:
    get_owned(db.session, Program, my_id(), program_id)
    atlas = atlas_now()
    return program_out(atlas.survey, atlas.place(program_id))
