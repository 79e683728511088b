"""The targets room over HTTP: the checklist of an event, and each target on it."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for

from webapp.accounts.current import my_id, require_sign_in
from webapp.api import Api
from webapp.db import db, get_owned
from webapp.errors import Invalid
from webapp.events.model import Event
from webapp.pages import now
from webapp.programs.model import list_programs
from webapp.security import local_path
from webapp.targets import plan as domain
from webapp.targets.checklist import Item, by_day, get_target, list_targets
from webapp.targets.details import TargetChanges, TargetDetails, TargetQuery
from webapp.targets.model import KINDS, Target
from webapp.targets.prefill import capture_values
from webapp.targets.shapes import TargetOut, TargetsOut, target_out
from webapp.validation import read_form, read_values

pages = Blueprint("targets", __name__)
pages.before_request(require_sign_in)
api = Api("targets")


@pages.app_template_global()
def checklist_of(event_id: UUID) -> list[Any]:
    """An event's checklist as (day, items), for the event's own page."""
    return by_day(list_targets(db.session, my_id(), event_id))


@pages.app_template_global()
def prefill_of(item: Item) -> dict[str, str]:
    """What a capture made at this target already knows."""
    return capture_values(item.target)


@pages.get("/plan/events/<uuid:event_id>/targets/new")
def new_target(event_id: UUID) -> str:
    """The form for a new target."""
    event = get_owned(db.session, Event, my_id(), event_id)
    given = {name: request.args.get(name, "") for name in ("name", "program_id")}
    return _form({"kind": request.args.get("kind", "person"), **given}, {}, event, None)


@pages.post("/plan/events/<uuid:event_id>/targets/new")
def make_target(event_id: UUID) -> Any:
    """Put a target down."""
    event = get_owned(db.session, Event, my_id(), event_id)
    form = request.form.copy()
    form["event_id"] = str(event_id)
    try:
        made = domain.make_target(db.session, my_id(), read_form(TargetDetails, form), now())
    except Invalid as error:
        return _form(form, error.by_field(), event, None), 422
    db.session.commit()
    if "another" in form:
        flash(f"{made.name} is on the list.")
        return redirect(url_for("targets.new_target", event_id=event_id, kind=made.kind), 303)
    return redirect(url_for("events.event", event_id=event_id, _anchor="targets"), 303)


@pages.get("/plan/targets/<uuid:target_id>")
def target(target_id: UUID) -> str:
    """One target: where, why, what to ask and how to begin."""
    item = get_target(db.session, my_id(), target_id)
    event = get_owned(db.session, Event, my_id(), item.target.event_id)
    return render_template("targets/target.html", item=item, event=event, kinds=KINDS)


@pages.get("/plan/targets/<uuid:target_id>/edit")
def edit_target(target_id: UUID) -> str:
    """The form to change a target."""
    found = get_owned(db.session, Target, my_id(), target_id)
    event = get_owned(db.session, Event, my_id(), found.event_id)
    return _form({name: getattr(found, name) or "" for name in FIELDS}, {}, event, found)


@pages.post("/plan/targets/<uuid:target_id>/edit")
def change_target(target_id: UUID) -> Any:
    """Change a target; a field left blank is emptied."""
    found = get_owned(db.session, Target, my_id(), target_id)
    event = get_owned(db.session, Event, my_id(), found.event_id)
    form = request.form.copy()
    form["event_id"] = str(found.event_id)
    try:
        details = read_form(TargetDetails, form)
        changes = read_values(TargetChanges, details.model_dump(include=set(FIELDS)))
        domain.change_target(db.session, my_id(), target_id, changes, now())
    except Invalid as error:
        return _form(form, error.by_field(), event, found), 422
    db.session.commit()
    return redirect(url_for("targets.target", target_id=target_id), 303)


@pages.post("/plan/targets/<uuid:target_id>/<any(done, undone):state>")
def settle_target(target_id: UUID, state: str) -> Any:
    """Tick a target by hand, or take its tick off."""
    found = get_owned(db.session, Target, my_id(), target_id)
    domain.settle(db.session, found, now(), done=state == "done")
    db.session.commit()
    otherwise = url_for("events.event", event_id=found.event_id, _anchor="targets")
    return redirect(local_path(request.form.get("next"), otherwise), 303)


@pages.post("/plan/targets/<uuid:target_id>/delete")
def drop_target(target_id: UUID) -> Any:
    """Take a target off the list."""
    gone = domain.drop_target(db.session, my_id(), target_id)
    db.session.commit()
    flash(f"{gone.name} is off the list. Whom you met there stays.")
    return redirect(url_for("events.event", event_id=gone.event_id, _anchor="targets"), 303)


@api.call("GET", "/targets", query=TargetQuery, answers={200: TargetsOut})
def get_targets(query: TargetQuery) -> TargetsOut:
    """Targets in the order of the checklist: by day, time and place."""
    items = list_targets(db.session, my_id(), query.event)
    return TargetsOut(items=[target_out(item) for item in items])


@api.call("POST", "/targets", body=TargetDetails, answers={201: TargetOut})
def post_target(body: TargetDetails) -> tuple[TargetOut, int]:
    """Put a target down; it is ticked at once where it was met before."""
    made = domain.make_target(db.session, my_id(), body, now())
    db.session.commit()
    return target_out(get_target(db.session, my_id(), made.id)), 201


@api.call("GET", "/targets/<uuid:target_id>", answers={200: TargetOut})
def get_one_target(target_id: UUID) -> TargetOut:
    """One target, with whom I met there."""
    return target_out(get_target(db.session, my_id(), target_id))


@api.call("PATCH", "/targets/<uuid:target_id>", body=TargetChanges, answers={200: TargetOut})
def patch_target(target_id: UUID, body: TargetChanges) -> TargetOut:
    """Change a target, or tick it with `done`; what is not given stays."""
    domain.change_target(db.session, my_id(), target_id, body, now())
    db.session.commit()
    return target_out(get_target(db.session, my_id(), target_id))


@api.call("DELETE", "/targets/<uuid:target_id>", answers={204: None})
def delete_target(target_id: UUID) -> None:
    """Take a target off the list; whom I met there stays."""
    domain.drop_target(db.session, my_id(), target_id)
    db.session.commit()


FIELDS = (
    "kind",
    "name",
    "who",
    "on",
    "time",
    "until",
    "place",
    "why",
    "question",
    "introduction",
    "program_id",
)


def _form(values: Any, errors: dict[str, str], event: Event, target: Target | None) -> str:
    return render_template(
        "targets/form.html",
        values=values,
        errors=errors,
        event=event,
        target=target,
        kinds=list(KINDS.items()),
        programs=[(one.id, one.name) for one in list_programs(db.session, my_id())],
    )
