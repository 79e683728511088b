"""The inbox over HTTP: what visitors of my cards left, and what I make of it."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for

from webapp.accounts.current import is_signed_in, me, my_id, require_sign_in
from webapp.api import Api
from webapp.db import db
from webapp.exchange import inbox
from webapp.exchange.details import Acceptance
from webapp.exchange.shapes import ExchangeOut, InboxOut, exchange_out, inbox_out
from webapp.pages import now, tell
from webapp.validation import read_form

pages = Blueprint("exchange", __name__)
pages.before_request(require_sign_in)
api = Api("exchange")


@pages.app_template_global()
def inbox_waiting() -> int:
    """How many visitors' details wait for the signed-in user."""
    return inbox.count_waiting(db.session, my_id()) if is_signed_in() else 0


@pages.get("/inbox")
def waiting() -> str:
    """Who left details on my cards."""
    return render_template(
        "exchange/inbox.html",
        waiting=inbox.list_waiting(db.session, me()),
        erased=inbox.list_erased(db.session, my_id()),
    )


@pages.post("/inbox/<uuid:exchange_id>/accept")
def accept(exchange_id: UUID) -> Any:
    """Take a visitor down as met; `contact_id` says as whom, if known."""
    given = read_form(Acceptance, request.form)
    left = inbox.accept(db.session, me(), exchange_id, given.contact_id, now())
    db.session.commit()
    person = url_for("contacts.person", contact_id=left.contact_id)
    tell(
        f"{left.name} is among your people, with a follow-up.",
        undo=url_for("exchange.reopen", exchange_id=exchange_id),
        link=("Open", person),
    )
    return redirect(url_for("exchange.waiting"), 303)


@pages.post("/inbox/<uuid:exchange_id>/reopen")
def reopen(exchange_id: UUID) -> Any:
    """Undo an acceptance."""
    inbox.reopen(db.session, my_id(), exchange_id, now())
    db.session.commit()
    return redirect(url_for("exchange.waiting"), 303)


@pages.post("/inbox/<uuid:exchange_id>/refuse")
def refuse(exchange_id: UUID) -> Any:
    """Forget what a visitor left."""
    name = inbox.refuse(db.session, my_id(), exchange_id)
    db.session.commit()
    flash(f"Nothing of {name} was kept.")
    return redirect(url_for("exchange.waiting"), 303)


@pages.post("/inbox/<uuid:exchange_id>/block")
def block(exchange_id: UUID) -> Any:
    """Forget what a visitor left, and take nothing more from them."""
    name = inbox.block(db.session, my_id(), exchange_id, now())
    db.session.commit()
    flash(f"Nothing of {name} was kept, and nothing more will come from there.")
    return redirect(url_for("exchange.waiting"), 303)


@api.call("GET", "/inbox", answers={200: InboxOut})
def get_inbox() -> InboxOut:
    """What visitors of my cards left and what waits, the newest first."""
    return inbox_out(inbox.list_waiting(db.session, me()))


@api.call(
    "POST",
    "/inbox/<uuid:exchange_id>/accept",
    body=Acceptance,
    body_needed=False,
    answers={200: ExchangeOut},
)
def post_accept(exchange_id: UUID, body: Acceptance | None) -> ExchangeOut:
    """Take a visitor down as met, as a known contact or a new one; repeatable."""
    known = body.contact_id if body else None
    left = inbox.accept(db.session, me(), exchange_id, known, now())
    db.session.commit()
    return exchange_out(left)


@api.call("POST", "/inbox/<uuid:exchange_id>/reopen", answers={200: ExchangeOut})
def post_reopen(exchange_id: UUID) -> ExchangeOut:
    """Undo an acceptance: the details wait again."""
    left = inbox.reopen(db.session, my_id(), exchange_id, now())
    db.session.commit()
    return exchange_out(left)


@api.call("POST", "/inbox/<uuid:exchange_id>/refuse", answers={204: None})
def post_refuse(exchange_id: UUID) -> None:
    """Forget what a visitor left."""
    inbox.refuse(db.session, my_id(), exchange_id)
    db.session.commit()


@api.call("POST", "/inbox/<uuid:exchange_id>/block", answers={204: None})
def post_block(exchange_id: UUID) -> None:
    """Forget what a visitor left, and take nothing more from that address or number."""
    inbox.block(db.session, my_id(), exchange_id, now())
    db.session.commit()
