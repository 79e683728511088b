"""Passkeys over HTTP: what the browser asks for and what it hands back, as JSON."""

import json
from typing import Any

from flask import Blueprint, Response, current_app, flash, redirect, request, url_for
from flask_login import current_user

from webapp.accounts import passkeys, signing
from webapp.accounts.current import is_signed_in, me, my_id, require_proof
from webapp.accounts.details import NameForm
from webapp.accounts.going_in import go_in, here
from webapp.accounts.letters import write_to
from webapp.accounts.model import User
from webapp.db import db
from webapp.errors import FieldError, Invalid, problem
from webapp.limits.buckets import take
from webapp.limits.rules import WAY_IN_ADDRESS
from webapp.pages import base_url, now
from webapp.security import local_path
from webapp.validation import read_form

pages = Blueprint("passkeys", __name__)

MOST_BYTES = 64 * 1024


@pages.errorhandler(Invalid)
def refused(error: Invalid) -> Response:
    """What is wrong, for the script that asked."""
    return problem(422, error.errors[0].message, error.errors)


@pages.post("/signin/passkey/options")
def ask() -> Response:
    """A challenge to show a passkey, of whomever."""
    return Response(passkeys.ask(site(), now()), content_type="application/json")


@pages.post("/signin/passkey")
def show() -> Any:
    """Check the passkey that was shown, and go in; the answer says where to."""
    shown = _sent()
    take(db.session, WAY_IN_ADDRESS, here(), now=now())
    db.session.commit()
    owner_id = passkeys.check(db.session, site(), shown, now())
    if is_signed_in() and owner_id == my_id():
        signing.prove(db.session, current_user.token, now())
        db.session.commit()
    else:
        go_in(db.session.get_one(User, owner_id))
    return {"next": local_path(request.args.get("next"))}


@pages.post("/settings/security/passkeys/options")
def offer() -> Any:
    """A challenge to make a passkey."""
    if (turned_away := require_proof()) is not None:
        return turned_away
    held = passkeys.list_passkeys(db.session, my_id())
    offered = passkeys.offer(site(), me(), held, now())
    return Response(offered, content_type="application/json")


@pages.post("/settings/security/passkeys")
def add() -> Any:
    """Keep the passkey that the browser made."""
    if (turned_away := require_proof()) is not None:
        return turned_away
    name = request.args.get("name", "")
    passkeys.add(db.session, site(), me(), _sent(), name, now())
    db.session.commit()
    write_to(me().email, "changed", what="A passkey was added.")
    flash("The passkey is ready. It signs you in without a password.")
    return {"next": url_for("security.page")}


@pages.post("/settings/security/passkeys/<handle>/name")
def rename(handle: str) -> Any:
    """Call a passkey something else."""
    if (turned_away := require_proof()) is not None:
        return turned_away
    passkey = passkeys.get_passkey(db.session, my_id(), handle)
    try:
        passkey.name = read_form(NameForm, request.form).name.strip() or "Passkey"
    except Invalid as error:
        flash(f"The name of the passkey {error.errors[0].message}")
    db.session.commit()
    return redirect(url_for("security.page"), 303)


@pages.post("/settings/security/passkeys/<handle>/remove")
def remove(handle: str) -> Any:
    """Forget a passkey."""
    if (turned_away := require_proof()) is not None:
        return turned_away
    db.session.delete(passkeys.get_passkey(db.session, my_id(), handle))
    db.session.commit()
    write_to(me().email, "changed", what="A passkey was removed.")
    flash("That passkey opens nothing now.")
    return redirect(url_for("security.page"), 303)


def site() -> passkeys.Site:
    """For which address passkeys are made here."""
    return passkeys.Site(base_url(), current_app.config["SECRET_KEY"])


def _sent() -> dict[str, Any]:
    request.max_content_length = MOST_BYTES
    try:
        sent = json.loads(request.get_data())
    except (ValueError, RecursionError):
        sent = None
    if not isinstance(sent, dict):
        raise Invalid(FieldError("body", "must be a JSON object."))
    return sent
