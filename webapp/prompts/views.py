"""The prompts room over HTTP: the list to keep in order, and what other pages show of it."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for

from webapp.accounts.current import is_signed_in, my_id, require_sign_in
from webapp.api import Api
from webapp.db import db
from webapp.errors import Invalid
from webapp.pages import now
from webapp.prompts import prompts as domain
from webapp.prompts.choose import EVENTS, PLACES, TARGETS, kind_for, some
from webapp.prompts.details import PromptChanges, PromptDetails, PromptQuery
from webapp.prompts.model import KINDS
from webapp.prompts.prompts import Asked
from webapp.prompts.shapes import PromptOut, PromptsOut, prompt_out
from webapp.prompts.starters import STARTERS
from webapp.validation import read_form, read_values

pages = Blueprint("prompts", __name__)
pages.before_request(require_sign_in)
api = Api("prompts")

TURN_SECONDS = 600


@pages.app_template_global()
def prompts_here(place: str, event_kind: str = "") -> list[Asked]:
    """Two questions for somebody who stands here; others every ten minutes."""
    if not is_signed_in():
        return []
    kind = kind_for(place, event_kind)
    turn = int(now().timestamp()) // TURN_SECONDS
    return some(domain.list_prompts(db.session, my_id(), kind), turn)


@pages.app_template_global()
def prompts_for_kind(target_kind: str) -> list[Asked]:
    """Two questions for a target of this kind."""
    kind = TARGETS.get(target_kind, "anyone")
    turn = int(now().timestamp()) // TURN_SECONDS
    return some(domain.list_prompts(db.session, my_id(), kind), turn)


@pages.app_template_global()
def known_prompts(*, of_nobody: bool = False) -> dict[str, Any]:
    """All shown questions, mine or those everybody begins with, and the tables to choose by."""
    mine = is_signed_in() and not of_nobody
    shown = domain.list_prompts(db.session, my_id()) if mine else STARTERS
    items = [{"kind": one.kind, "question": one.question, "topic": one.topic} for one in shown]
    return {"places": PLACES, "events": EVENTS, "items": items}


@pages.get("/prompts")
def prompts() -> str:
    """All my questions, by kind."""
    return _page({}, {})


@pages.post("/prompts")
def add_prompt() -> Any:
    """Add a question of my own."""
    try:
        made = domain.add_prompt(db.session, my_id(), read_form(PromptDetails, request.form))
    except Invalid as error:
        return _page(request.form, error.by_field()), 422
    db.session.commit()
    return redirect(url_for("prompts.prompts", _anchor=f"prompt-{made.id}"), 303)


@pages.get("/prompts/<uuid:prompt_id>")
def edit_prompt(prompt_id: UUID) -> str:
    """The form to change a question."""
    found = domain.get_prompt(db.session, my_id(), prompt_id)
    return _form(found, {"question": found.question, "topic": found.topic}, {})


@pages.post("/prompts/<uuid:prompt_id>")
def change_prompt(prompt_id: UUID) -> Any:
    """Change a question; a topic left blank is emptied."""
    found = domain.get_prompt(db.session, my_id(), prompt_id)
    typed = {name: request.form.get(name, "") for name in ("question", "topic")}
    try:
        changes = read_values(PromptChanges, typed)
        domain.change_prompt(db.session, my_id(), prompt_id, changes)
    except Invalid as error:
        return _form(found, typed, error.by_field()), 422
    db.session.commit()
    return _back(prompt_id)


@pages.post("/prompts/<uuid:prompt_id>/<any(up, down, hide, show):way>")
def move_prompt(prompt_id: UUID, way: str) -> Any:
    """Move a question up or down among its kind, hide it, or show it again."""
    found = domain.get_prompt(db.session, my_id(), prompt_id)
    if way in ("hide", "show"):
        changes = PromptChanges(hidden=way == "hide")
    else:
        alike = domain.list_prompts(db.session, my_id(), found.kind)
        place = [one.id for one in alike].index(found.id) if found in alike else 0
        changes = PromptChanges(position=max(0, place + (-1 if way == "up" else 1)))
    domain.change_prompt(db.session, my_id(), prompt_id, changes)
    db.session.commit()
    return _back(prompt_id)


@pages.post("/prompts/<uuid:prompt_id>/delete")
def remove_prompt(prompt_id: UUID) -> Any:
    """Take a question of mine away; one of the house's is hidden."""
    domain.remove_prompt(db.session, my_id(), prompt_id)
    db.session.commit()
    return redirect(url_for("prompts.prompts"), 303)


@pages.post("/prompts/restore")
def restore() -> Any:
    """Give the house's questions back as they were; mine stay."""
    domain.restore(db.session, my_id())
    db.session.commit()
    flash("The questions that came with Hallway are back as they were. Yours stay.")
    return redirect(url_for("prompts.prompts"), 303)


@api.call("GET", "/prompts", query=PromptQuery, answers={200: PromptsOut})
def get_prompts(query: PromptQuery) -> PromptsOut:
    """Questions by kind and in my order; hidden ones with `hidden=true`."""
    found = domain.list_prompts(db.session, my_id(), query.kind, hidden=query.hidden)
    return PromptsOut(items=[prompt_out(one) for one in found])


@api.call("POST", "/prompts", body=PromptDetails, answers={201: PromptOut})
def post_prompt(body: PromptDetails) -> tuple[PromptOut, int]:
    """Add a question of my own."""
    made = domain.add_prompt(db.session, my_id(), body)
    db.session.commit()
    return prompt_out(made), 201


@api.call("GET", "/prompts/<uuid:prompt_id>", answers={200: PromptOut})
def get_prompt(prompt_id: UUID) -> PromptOut:
    """One question."""
    return prompt_out(domain.get_prompt(db.session, my_id(), prompt_id))


@api.call("PATCH", "/prompts/<uuid:prompt_id>", body=PromptChanges, answers={200: PromptOut})
def patch_prompt(prompt_id: UUID, body: PromptChanges) -> PromptOut:
    """Change, hide or move a question; what is not given stays."""
    changed = domain.change_prompt(db.session, my_id(), prompt_id, body)
    db.session.commit()
    return prompt_out(changed)


@api.call("DELETE", "/prompts/<uuid:prompt_id>", answers={204: None})
def delete_prompt(prompt_id: UUID) -> None:
    """Take a question of mine away; one of the house's is hidden."""
    domain.remove_prompt(db.session, my_id(), prompt_id)
    db.session.commit()


def _back(prompt_id: UUID) -> Any:
    return redirect(url_for("prompts.prompts", _anchor=f"prompt-{prompt_id}"), 303)


def _page(values: Any, errors: dict[str, str]) -> str:
    found = domain.list_prompts(db.session, my_id(), hidden=True)
    return render_template(
        "prompts/prompts.html", prompts=found, kinds=KINDS, values=values, errors=errors
    )


def _form(prompt: Asked, values: dict[str, str], errors: dict[str, str]) -> str:
    return render_template(
        "prompts/form.html", prompt=prompt, kinds=KINDS, values=values, errors=errors
    )
