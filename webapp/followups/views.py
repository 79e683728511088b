"""The followups room over HTTP: the queue, one letter, and what becomes of it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, redirect, render_template, request, url_for

from webapp.accounts.current import me, my_id, require_sign_in
from webapp.contacts.meet import get_contact
from webapp.db import db
from webapp.errors import Invalid
from webapp.followups import fate, states, words
from webapp.followups.details import ByHand, Overruling, QueuePageQuery, QueueQuery, Snooze, Wording
from webapp.followups.drafts import Sender
from webapp.followups.export import queue_cards
from webapp.followups.letters import begin_from, letter_for, overrule, word
from webapp.followups.opening import open_by_hand
from webapp.followups.queue import QueueItem, get_item, list_queue
from webapp.followups.queue_page import SHOWN, SHOWN_ALONE, queue_parts
from webapp.followups.signature import signature_of
from webapp.followups.templates import TEMPLATES
from webapp.followups.windows import ASKS_NOW, GROUPS
from webapp.formats.downloads import content_disposition
from webapp.formats.vcard_writer import write_vcards
from webapp.pages import base_url, now, tell, today
from webapp.validation import read_form

pages = Blueprint("followups", __name__)
pages.before_request(require_sign_in)
SAID = {
    "sent": "Noted: sent to {name}.",
    "skipped": "Skipped {name}.",
    "replied": "Noted: {name} replied.",
}


@pages.get("/follow-ups")
def queue() -> str:
    """What today asks, in its groups."""
    query = read_form(QueuePageQuery, request.args)
    parts = queue_parts(
        db.session,
        my_id(),
        query.on or today(),
        groups=[query.group] if query.group else GROUPS,
        skip=query.skip if query.group else 0,
        most=SHOWN_ALONE if query.group else SHOWN,
        state=query.state,
    )
    return render_template(
        "followups/queue.html",
        parts=parts,
        query=query,
        words=words,
        asked=sum(len(parts[group].items) for group in ASKS_NOW if group in parts),
        is_empty=not any(part.items or part.following for part in parts.values()),
    )


@pages.get("/follow-ups.vcf")
def queue_vcards() -> Response:
    """The people to whom anything is owed, or from whom an answer is awaited, as vCards."""
    query = read_form(QueueQuery, request.args)
    items = list_queue(db.session, my_id(), query.on or today(), query.state)
    open_items = [item for item in items if query.state or item.group != "done"]
    text = "".join(write_vcards(queue_cards(db.session, my_id(), open_items)))
    answer = Response(text, content_type="text/vcard; charset=utf-8")
    answer.headers["Content-Disposition"] = content_disposition("Hallway follow-ups", "vcf")
    return answer


@pages.get("/follow-ups/<uuid:follow_up_id>")
def follow_up(follow_up_id: UUID) -> str:
    """One letter: read it, word it, open it in the mail program."""
    return _page(_item(follow_up_id), {}, {})


@pages.post("/follow-ups/<uuid:follow_up_id>/draft")
def save_wording(follow_up_id: UUID) -> Any:
    """Keep the person's own wording."""
    item = _item(follow_up_id)
    try:
        word(item, read_form(Wording, request.form), _me())
    except Invalid as error:
        return _page(item, request.form, error.by_field()), 422
    db.session.commit()
    return redirect(_address(follow_up_id), 303)


@pages.post("/follow-ups/<uuid:follow_up_id>/<any(sent, skipped, replied):verb>")
def note(follow_up_id: UUID, verb: str) -> Any:
    """Note what became of it; undo is offered on the next page."""
    item = _item(follow_up_id)
    fate.note(db.session, item.follow_up, verb, now())
    db.session.commit()
    return _done(item, SAID[verb])


@pages.post("/follow-ups/<uuid:follow_up_id>/overruled")
def overrule_check(follow_up_id: UUID) -> Any:
    """Let a check's finding stand, or take that back."""
    said = read_form(Overruling, request.form)
    overrule(_item(follow_up_id).follow_up, said.check, off=said.off)
    db.session.commit()
    return redirect(_address(follow_up_id) + "#checks", 303)


@pages.post("/follow-ups/<uuid:follow_up_id>/template")
def begin_anew(follow_up_id: UUID) -> Any:
    """Word the letter from another template."""
    item, name = _item(follow_up_id), request.form.get("template", "")
    if name in TEMPLATES:
        begin_from(item, name, _me())
        db.session.commit()
    return redirect(_address(follow_up_id), 303)


@pages.post("/follow-ups/by-hand")
def by_hand() -> Any:
    """Open a letter that no meeting asks for, and go to it."""
    said = read_form(ByHand, request.form)
    contact = get_contact(db.session, my_id(), said.contact_id)
    row = open_by_hand(db.session, me(), contact, said.kind, now(), said.about)
    db.session.commit()
    return redirect(_address(row.id), 303)


@pages.post("/follow-ups/<uuid:follow_up_id>/snoozed")
def snooze(follow_up_id: UUID) -> Any:
    """Put it off, until tomorrow unless a day is given."""
    item = _item(follow_up_id)
    try:
        states.snooze(item.follow_up, read_form(Snooze, request.form).until, item.on)
    except Invalid as error:
        return _page(item, request.form, error.by_field()), 422
    db.session.commit()
    return _done(item, words.put_off_words(item.follow_up, item.on))


@pages.post("/follow-ups/<uuid:follow_up_id>/reopen")
def reopen(follow_up_id: UUID) -> Any:
    """Take back whatever was said of it."""
    fate.note(db.session, _item(follow_up_id).follow_up, "reopened", now())
    db.session.commit()
    return redirect(_address(follow_up_id), 303)


def _item(follow_up_id: UUID) -> QueueItem:
    return get_item(db.session, my_id(), follow_up_id, today())


def _me() -> Sender:
    return signature_of(db.session, me(), base_url())


def _done(item: QueueItem, said: str) -> Any:
    row = item.follow_up
    undo = url_for("followups.reopen", follow_up_id=row.id)
    tell(said.format(name=row.contact.name), undo=undo)
    return redirect(url_for("followups.queue"), 303)


def _address(follow_up_id: UUID) -> str:
    return url_for("followups.follow_up", follow_up_id=follow_up_id)


def _page(item: QueueItem, values: Any, errors: dict[str, str]) -> str:
    return render_template(
        "followups/follow_up.html",
        item=item,
        words=words,
        row=item.follow_up,
        letter=letter_for(item, _me()),
        values=values,
        errors=errors,
        templates=[(name, one.title) for name, one in TEMPLATES.items()],
        met=words.met_words(item.follow_up, item.on),
        ahead={days: item.on + timedelta(days=days) for days in (1, 2, 366)},
    )
