"""The programs room on the screen."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from sqlalchemy import select

from webapp.accounts.current import is_signed_in, me, my_id, require_sign_in
from webapp.cards.cards import list_cards
from webapp.contacts.listing import get_person
from webapp.db import db, get_owned
from webapp.errors import Invalid, NotFound
from webapp.events.model import Event
from webapp.followups.signature import signature_of
from webapp.pages import base_url, now, today
from webapp.programs import plan, schooling
from webapp.programs.atlas import Atlas, Place, draw, in_bucket
from webapp.programs.details import (
    NewPerson,
    ProgramChanges,
    ProgramDetails,
)
from webapp.programs.introduction import Me, Request, request_for
from webapp.programs.leverage import BUCKETS, KINDS
from webapp.programs.model import ANSWERS, ASKS, HISTORIES, STATES, Program, list_programs
from webapp.programs.people import add_person, let_belong, may_belong
from webapp.programs.schools import folded
from webapp.programs.survey import Survey, survey
from webapp.programs.wording import on_day, tie_words
from webapp.targets.model import Target
from webapp.validation import read_form, read_values

pages = Blueprint("programs", __name__)
pages.before_request(require_sign_in)


@pages.app_template_global()
def known_programs() -> list[tuple[UUID, str]]:
    """The owner's programs as choices of a form."""
    if not is_signed_in():
        return []
    return [(one.id, _named(one)) for one in list_programs(db.session, my_id())]


@pages.app_template_global()
def program_named(program_id: UUID | None) -> Program | None:
    """The program of a person's page."""
    return db.session.get(Program, (my_id(), program_id)) if program_id else None


@pages.app_template_filter()
def capfirst(text: str) -> str:
    """A text that begins with a capital, the rest as it is."""
    return text[:1].upper() + text[1:]


def atlas_now() -> Atlas:
    """The owner's map as it stands today."""
    return draw(survey(db.session, me(), today()))


def request_at(atlas: Atlas, place: Place) -> Request:
    """The letter to the first person of a place's path; NotFound where there is no path."""
    if not place.path:
        raise NotFound("Path")
    first = get_person(db.session, my_id(), place.path[0].person_id)
    cards = list_cards(db.session, my_id())
    positioning = cards[0].card.positioning if cards else ""
    sender = signature_of(db.session, me(), base_url())
    return request_for(atlas, place, first, Me(sender, positioning))


@pages.get("/plan/programs")
def programs() -> str:
    """The programs by bucket, each with its next action."""
    atlas = atlas_now()
    return render_template(
        "programs/programs.html",
        atlas=atlas,
        buckets=[(words, in_bucket(atlas.places, name)) for name, words in BUCKETS.items()],
        states=STATES,
        specialties=len({folded(place.program.specialty) for place in atlas.places}),
        asked_schools=schooling.to_ask_about(atlas.survey),
    )


@pages.get("/plan/programs/new")
def new_program() -> str:
    """The form for a new program."""
    return _form({"name": request.args.get("name", "")}, {}, None)


@pages.post("/plan/programs/new")
def make_program() -> Any:
    """Make the program."""
    try:
        details = read_form(ProgramDetails, request.form)
    except Invalid as error:
        return _form(request.form, error.by_field(), None), 422
    made = plan.make_program(db.session, my_id(), details, now())
    db.session.commit()
    return redirect(url_for("programs.program", program_id=made.id), 303)


@pages.get("/plan/programs/<uuid:program_id>")
def program(program_id: UUID) -> str:
    """One program: what to do next, the people there, what is in hand, who could speak."""
    return _page(program_id, {}, {})


@pages.get("/plan/programs/<uuid:program_id>/edit")
def edit_program(program_id: UUID) -> str:
    """The form to change a program."""
    found = get_owned(db.session, Program, my_id(), program_id)
    values = {name: getattr(found, name) for name in ProgramDetails.model_fields}
    return _form(values, {}, found)


@pages.post("/plan/programs/<uuid:program_id>/edit")
def change_program(program_id: UUID) -> Any:
    """Change a program; a field left blank is emptied."""
    found = get_owned(db.session, Program, my_id(), program_id)
    try:
        details = read_form(ProgramDetails, request.form)
    except Invalid as error:
        return _form(request.form, error.by_field(), found), 422
    changes = read_values(ProgramChanges, details.model_dump())
    plan.change_program(db.session, my_id(), program_id, changes, now())
    db.session.commit()
    return redirect(url_for("programs.program", program_id=program_id), 303)


@pages.post("/plan/programs/<uuid:program_id>/delete")
def remove_program(program_id: UUID) -> Any:
    """Take a program away."""
    gone = plan.remove_program(db.session, my_id(), program_id)
    db.session.commit()
    flash(f"{gone.name} is off your map. The people there stay.")
    return redirect(url_for("programs.programs"), 303)


@pages.post("/plan/programs/<uuid:program_id>/events")
def choose_events(program_id: UUID) -> Any:
    """Say which rotations and other events are at this program."""
    plan.link_events(db.session, my_id(), program_id, _ids("event_id"))
    db.session.commit()
    return redirect(url_for("programs.program", program_id=program_id), 303)


@pages.post("/plan/programs/<uuid:program_id>/people")
def new_person(program_id: UUID) -> Any:
    """Add a person of this program whom the owner has not met."""
    get_owned(db.session, Program, my_id(), program_id)
    try:
        details = read_form(NewPerson, request.form)
    except Invalid as error:
        return _page(program_id, request.form, error.by_field()), 422
    contact = add_person(db.session, my_id(), program_id, details, now())
    db.session.commit()
    flash(f"{contact.name} is on the map, not met yet.")
    return redirect(url_for("programs.program", program_id=program_id), 303)


@pages.post("/plan/programs/<uuid:program_id>/belong")
def belong(program_id: UUID) -> Any:
    """Put people who work there into the program."""
    count = let_belong(db.session, my_id(), program_id, _ids("contact_id"), now())
    db.session.commit()
    flash("One person is there now." if count == 1 else f"{count} people are there now.")
    return redirect(url_for("programs.program", program_id=program_id), 303)


_SHOWS = {"conference", "virtual_open_house", "society_meeting"}


def _ids(field: str) -> set[UUID]:
    return {found for found in map(_read_id, request.form.getlist(field)) if found}


def _read_id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _named(program: Program) -> str:
    return f"{program.name}, {program.city}" if program.city else program.name


def _page(program_id: UUID, values: Any, errors: dict[str, str]) -> str:
    get_owned(db.session, Program, my_id(), program_id)
    atlas = atlas_now()
    place = atlas.place(program_id)
    return render_template(
        "programs/program.html",
        place=place,
        program=place.program,
        survey=atlas.survey,
        tie_words=lambda step: tie_words(atlas.survey, step),
        on_day=lambda day: on_day(day, atlas.survey.today),
        targets=_targets_at(program_id),
        ahead=_ahead(atlas.survey),
        suggested=may_belong(atlas.survey, place.program),
        kinds=KINDS,
        states=STATES,
        histories=HISTORIES,
        asks=ASKS,
        answers=ANSWERS,
        values=values,
        errors=errors,
    )


def _targets_at(program_id: UUID) -> list[Target]:
    """What the owner means to visit there, at any event."""
    there = (Target.owner_id == my_id(), Target.program_id == program_id)
    return list(db.session.scalars(select(Target).where(*there).order_by(Target.id)))


def _ahead(seen: Survey) -> list[Event]:
    """Where programs show themselves, the next first."""
    ahead = (one for one in seen.events.values() if one.ends_on >= seen.today)
    return sorted((one for one in ahead if one.kind in _SHOWS), key=lambda one: one.starts_on)


def _form(values: Any, errors: dict[str, str], program: Program | None) -> str:
    return render_template(
        "programs/form.html",
        values=values,
        errors=errors,
        program=program,
        histories=list(HISTORIES.items()),
        states=list(STATES.items()),
    )
