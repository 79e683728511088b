"""Sending from Hallway over HTTP: the person's own mail server, and one letter at a time."""

from typing import Any
from uuid import UUID

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for

from webapp.accounts.current import me, my_id, require_sign_in
from webapp.api import Api
from webapp.config import Config
from webapp.db import db
from webapp.errors import FieldError, Invalid, NotFound
from webapp.followups import fate
from webapp.followups.details import Wording
from webapp.followups.drafts import Sender
from webapp.followups.letters import Letter, letter_for, word
from webapp.followups.queue import QueueItem, get_item
from webapp.followups.signature import signature_of
from webapp.formats.eml import plain_address
from webapp.limits.buckets import take
from webapp.limits.rules import SENDING
from webapp.pages import base_url, now, tell, today
from webapp.sending import once
from webapp.sending.cv import cv_facts
from webapp.sending.letter_file import letter_of
from webapp.sending.model import MailServer
from webapp.sending.server import account_of, asked_account, forget_server, keep_server, server_of
from webapp.sending.shapes import MailServerIn, MailServerOut, SendingIn, SendingOut
from webapp.sending.smtp import Account, NotTaken, Unsure, check, hand_in
from webapp.validation import read_form

pages = Blueprint("sending_out", __name__)
pages.before_request(require_sign_in)
api = Api("sending_out")

AGAIN = "This letter was given to your mail server before, so it was not sent again."
UNSURE = (
    "The connection broke while your mail server was taking the letter. It may have been sent: "
    "look into your mailbox. It is not sent again."
)


@pages.app_template_global()
def my_mail_server() -> MailServer | None:
    """The owner's own mail server, for the pages that offer to send from it."""
    return server_of(db.session, my_id())


@pages.app_template_global()
def sending_of(follow_up_id: UUID) -> str:
    """What became of a letter that was given to the owner's mail server."""
    return once.sending_state(db.session, my_id(), follow_up_id)


@pages.post("/settings/sending/server")
def choose_server() -> Any:
    """Keep the mail server, once it lets the person in."""
    try:
        _keep(read_form(MailServerIn, request.form))
    except Invalid as error:
        shown = {**request.form, "password": ""}
        errors = error.by_field()
        return render_template("sending/settings.html", errors=errors, values=shown), 422
    flash("Your mail server let us in. Letters can be sent from here now, one at a time.")
    return redirect(url_for("sending.settings", _anchor="server"), 303)


@pages.post("/settings/sending/server/forget")
def end_server() -> Any:
    """Forget the server and its password."""
    forget_server(db.session, my_id())
    db.session.commit()
    flash("The mail server and its password are gone from Hallway.")
    return redirect(url_for("sending.settings", _anchor="server"), 303)


@pages.post("/follow-ups/<uuid:follow_up_id>/send")
def send(follow_up_id: UUID) -> Any:
    """Send the letter as it was worded, from the person's own mail server."""
    item = get_item(db.session, my_id(), follow_up_id, today())
    try:
        word(item, read_form(Wording, request.form), _me())
        db.session.commit()
        state = _send(item, with_cv="cv" in request.form)
    except Invalid as error:
        flash(f"It was not sent. {error.errors[0].message}")
        return redirect(url_for("followups.follow_up", follow_up_id=follow_up_id), 303)
    if state == "claimed":
        flash(UNSURE)
        return redirect(url_for("followups.follow_up", follow_up_id=follow_up_id), 303)
    undo = url_for("followups.reopen", follow_up_id=follow_up_id)
    tell(f"Sent to {item.follow_up.contact.name}.", undo=undo)
    return redirect(url_for("followups.queue"), 303)


@pages.post("/follow-ups/<uuid:follow_up_id>/not-sent")
def not_sent(follow_up_id: UUID) -> Any:
    """The person looked: it did not go out, so it may be sent again."""
    _not_sent(follow_up_id)
    return redirect(url_for("followups.follow_up", follow_up_id=follow_up_id), 303)


@api.call("GET", "/mail-server", answers={200: MailServerOut, 404: None})
def get_mail_server() -> MailServerOut:
    """The owner's own mail server; 404 where there is none."""
    server = server_of(db.session, my_id())
    if server is None:
        raise NotFound("MailServer")
    return MailServerOut.model_validate(server, from_attributes=True)


@api.call("PUT", "/mail-server", body=MailServerIn, answers={200: MailServerOut})
def put_mail_server(body: MailServerIn) -> MailServerOut:
    """Keep a mail server, once it lets the owner in."""
    return MailServerOut.model_validate(_keep(body), from_attributes=True)


@api.call("DELETE", "/mail-server", answers={204: None})
def delete_mail_server() -> None:
    """Forget the server and its password; without one nothing happens."""
    forget_server(db.session, my_id())
    db.session.commit()


@api.call(
    "POST",
    "/follow-ups/<uuid:follow_up_id>/send",
    body=SendingIn,
    body_needed=False,
    answers={200: SendingOut, 422: None},
)
def post_send(follow_up_id: UUID, body: SendingIn | None) -> SendingOut:
    """Send the letter as it stands, from the owner's own mail server; never twice."""
    item = get_item(db.session, my_id(), follow_up_id, today())
    with_cv = body is not None and body.cv
    return SendingOut.model_validate({"state": _send(item, with_cv=with_cv)})


@api.call("POST", "/follow-ups/<uuid:follow_up_id>/not-sent", answers={204: None})
def post_not_sent(follow_up_id: UUID) -> None:
    """Say of a letter that is `claimed` that it did not go out; it may be sent again."""
    _not_sent(follow_up_id)


def _not_sent(follow_up_id: UUID) -> None:
    get_item(db.session, my_id(), follow_up_id, today())
    once.give_up(db.session, my_id(), follow_up_id)
    db.session.commit()


def _keep(given: MailServerIn) -> MailServer:
    account = asked_account(db.session, my_id(), given, _keys(), _settings().smtp_hosts)
    take(db.session, SENDING, str(my_id()), now=now())
    # Nobody waits for the database while another house's server is asked.
    db.session.commit()
    check(account)
    server = keep_server(db.session, my_id(), account, given.address, _keys())
    db.session.commit()
    return server


def _send(item: QueueItem, *, with_cv: bool) -> str:
    """Claim the letter, commit, and only then talk to the server; Invalid where it was not sent."""
    row, letter = item.follow_up, letter_for(item, _me())
    if row.state != "queued":
        raise Invalid(FieldError("state", "It is no longer open. Open it again to send it."))
    if with_cv and cv_facts(db.session, my_id()) is None:
        raise Invalid(FieldError("cv", "There is no CV yet. Add it under Settings, Sending."))
    account, sender = _account(letter)
    take(db.session, SENDING, str(my_id()), now=now())
    if not once.claim(db.session, my_id(), row.id, now()):
        raise Invalid(FieldError("state", AGAIN))
    data = letter_of(db.session, me(), item, letter, now(), sender=sender, with_cv=with_cv)
    db.session.commit()
    try:
        hand_in(account, sender, plain_address(letter.to), data)
    except NotTaken as error:
        once.give_up(db.session, my_id(), row.id)
        db.session.commit()
        raise Invalid(FieldError("server", str(error))) from error
    except Unsure:
        return "claimed"
    once.note_sent(db.session, my_id(), row.id)
    fate.note(db.session, row, "sent", now())
    db.session.commit()
    return "sent"


def _account(letter: Letter) -> tuple[Account, str]:
    server = server_of(db.session, my_id())
    if server is None:
        raise Invalid(FieldError("server", "Name your mail server under Settings, Sending."))
    if not plain_address(letter.to):
        raise Invalid(FieldError("to", "No e-mail address of theirs is known."))
    try:
        return account_of(server, _keys(), _settings().smtp_hosts), server.address
    except NotFound:
        words = "Type the password of your mail server again, under Settings, Sending."
        raise Invalid(FieldError("server", words)) from None


def _me() -> Sender:
    return signature_of(db.session, me(), base_url())


def _keys() -> tuple[str, ...]:
    return (_settings().secret_key, *_settings().old_secret_keys)


def _settings() -> Config:
    settings: Config = current_app.config["HALLWAY"]
    return settings
