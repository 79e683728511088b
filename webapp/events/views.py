"""The events room over HTTP."""

from typing import Any
from uuid import UUID

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for

from webapp.accounts.current import is_signed_in, me, my_id, require_sign_in
from webapp.accounts.details import time_zones
from webapp.api import Api
from webapp.db import db, get_owned
from webapp.errors import Invalid
from webapp.events import plan as domain
from webapp.events.details import EventChanges, EventDetails, TasksQuery, TaskState
from webapp.events.due import event_tasks, event_tasks_due, settle_task
from webapp.events.model import KINDS, ROLES, Event, list_events
from webapp.events.shapes import EventOut, EventsOut, TaskOut, TasksOut, event_out, task_out
from webapp.events.tasks import State, Task
from webapp.followups.at_event import replanned
from webapp.pages import now, today
from webapp.programs.model import list_programs
from webapp.security import local_path
from webapp.validation import read_form, read_values

pages = Blueprint("events", __name__)
pages.before_request(require_sign_in)
api = Api("events")

PARTS = (("Events", "/plan"), ("Programs", "/plan/programs"), ("Letters", "/plan/letters"))


@pages.app_template_global()
def known_events() -> list[dict[str, Any]]:
    """The owner's events as JSON, for pages that let the phone keep them."""
    if not is_signed_in():
        return []
    return [event_out(event).model_dump(mode="json") for event in list_events(db.session, my_id())]


@pages.app_template_global()
def plan_parts() -> list[tuple[str, str]]:
    """The parts of the plan as (words, path); a part that no room answers for is absent."""
    addresses = current_app.url_map.bind("")
    return [(words, path) for words, path in PARTS if addresses.test(path, "GET")]


@pages.app_template_global()
def tasks_today() -> list[Task]:
    """What the events ask of the signed-in user today."""
    return event_tasks_due(db.session, my_id(), today())


@pages.get("/plan")
def plan() -> str:
    """All events: those on now, to come, and over."""
    events = list_events(db.session, my_id())
    return render_template(
        "events/plan.html",
        on_now=[event for event in events if event.is_on(now())],
        coming=[event for event in reversed(events) if event.starts_on > today()],
        past=[event for event in events if event.ends_on < today()],
        kinds=KINDS,
        on=today(),
    )


@pages.get("/plan/events/new")
def new_event() -> str:
    """The form for a new event."""
    day = today().isoformat()
    return _form({"starts_on": day, "time_zone": me().time_zone}, {}, None)


@pages.post("/plan/events/new")
def make_event() -> Any:
    """Make the event."""
    try:
        details = read_form(EventDetails, request.form)
        event = domain.make_event(db.session, me(), details, now())
    except Invalid as error:
        return _form(request.form, error.by_field(), None), 422
    db.session.commit()
    return redirect(url_for("events.event", event_id=event.id), 303)


@pages.get("/plan/events/<uuid:event_id>")
def event(event_id: UUID) -> str:
    """One event."""
    found = get_owned(db.session, Event, my_id(), event_id)
    return render_template(
        "events/event.html",
        event=found,
        met=domain.people_met(db.session, my_id(), event_id),
        tasks=event_tasks(db.session, found),
        kinds=KINDS,
        roles=ROLES,
        on=today(),
        is_on=found.is_on(now()),
    )


@pages.get("/plan/events/<uuid:event_id>/edit")
def edit_event(event_id: UUID) -> str:
    """The form to change an event."""
    found = get_owned(db.session, Event, my_id(), event_id)
    return _form(event_out(found).model_dump(mode="json"), {}, found)


@pages.post("/plan/events/<uuid:event_id>/edit")
def change_event(event_id: UUID) -> Any:
    """Change an event; a field left blank is emptied."""
    found = get_owned(db.session, Event, my_id(), event_id)
    try:
        details = read_form(EventDetails, request.form)
        given = details.model_dump(exclude_none=True)
        emptied = {"ends_on": details.starts_on, "program_id": None}
        changes = read_values(EventChanges, {**emptied, **given})
        with replanned(db.session, me(), event_id, now()):
            domain.change_event(db.session, my_id(), event_id, changes)
    except Invalid as error:
        return _form(request.form, error.by_field(), found), 422
    db.session.commit()
    return redirect(url_for("events.event", event_id=event_id), 303)


@pages.post("/plan/events/<uuid:event_id>/tasks/<kind>/<any(done, skipped, open):state>")
def settle(event_id: UUID, kind: str, state: State) -> Any:
    """Mark what an event asked done or not done, or open it again."""
    settle_task(db.session, my_id(), event_id, kind, state, now())
    db.session.commit()
    otherwise = url_for("events.event", event_id=event_id)
    return redirect(local_path(request.form.get("next"), otherwise), 303)


@pages.post("/plan/events/<uuid:event_id>/delete")
def remove_event(event_id: UUID) -> Any:
    """Take an event away."""
    with replanned(db.session, me(), event_id, now()):
        gone = domain.remove_event(db.session, my_id(), event_id)
    db.session.commit()
    flash(f"{gone.name} is gone. The people you met there stay.")
    return redirect(url_for("events.plan"), 303)


@api.call("GET", "/events", answers={200: EventsOut})
def get_events() -> EventsOut:
    """All events, the latest first."""
    return EventsOut(items=[event_out(event) for event in list_events(db.session, my_id())])


@api.call("POST", "/events", body=EventDetails, answers={201: EventOut})
def post_event(body: EventDetails) -> tuple[EventOut, int]:
    """Make an event."""
    made = domain.make_event(db.session, me(), body, now())
    db.session.commit()
    return event_out(made), 201


@api.call("GET", "/events/<uuid:event_id>", answers={200: EventOut})
def get_event(event_id: UUID) -> EventOut:
    """One event."""
    return event_out(get_owned(db.session, Event, my_id(), event_id))


@api.call("PATCH", "/events/<uuid:event_id>", body=EventChanges, answers={200: EventOut})
def patch_event(event_id: UUID, body: EventChanges) -> EventOut:
    """Change an event; what is not given stays."""
    with replanned(db.session, me(), event_id, now()):
        changed = domain.change_event(db.session, my_id(), event_id, body)
    db.session.commit()
    return event_out(changed)


@api.call("DELETE", "/events/<uuid:event_id>", answers={204: None})
def delete_event(event_id: UUID) -> None:
    """Take an event away; the people met there stay."""
    with replanned(db.session, me(), event_id, now()):
        domain.remove_event(db.session, my_id(), event_id)
    db.session.commit()


@api.call("GET", "/events/<uuid:event_id>/tasks", answers={200: TasksOut})
def get_event_tasks(event_id: UUID) -> TasksOut:
    """What the event asks of me, with what became of it."""
    found = get_owned(db.session, Event, my_id(), event_id)
    return TasksOut(items=[task_out(task) for task in event_tasks(db.session, found)])


@api.call("PUT", "/events/<uuid:event_id>/tasks", body=TaskState, answers={200: TaskOut})
def put_event_task(event_id: UUID, body: TaskState) -> TaskOut:
    """Settle one of the event's tasks, or open it again; repeatable."""
    task = settle_task(db.session, my_id(), event_id, body.kind, body.state, now())
    db.session.commit()
    return task_out(task)


@api.call("GET", "/event-tasks", query=TasksQuery, answers={200: TasksOut})
def get_tasks_due(query: TasksQuery) -> TasksOut:
    """What a day asks of me at my events; today unless given."""
    due = event_tasks_due(db.session, my_id(), query.on or today())
    return TasksOut(items=[task_out(task) for task in due])


def _form(values: Any, errors: dict[str, str], event: Event | None) -> str:
    zones = [(name, name.replace("_", " ")) for name in sorted(time_zones())]
    return render_template(
        "events/form.html",
        values=values,
        errors=errors,
        event=event,
        kinds=list(KINDS.items()),
        roles=list(ROLES.items()),
        zones=zones,
        programs=[(one.id, one.name) for one in list_programs(db.session, my_id())],
    )
