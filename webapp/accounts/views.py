"""The accounts room over HTTP: signing up, in and out, and the settings."""

from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_login import current_user, logout_user

from webapp.accounts import signing
from webapp.accounts.changes import EMPTIED, change_account
from webapp.accounts.current import is_signed_in, me, require_sign_in
from webapp.accounts.details import AccountChanges, SignInForm, SignUp, time_zones
from webapp.accounts.going_in import count_try, go_in, here, wait_words
from webapp.accounts.letters import can_mail, change_or_confirm
from webapp.accounts.model import User
from webapp.accounts.passkey_views import site
from webapp.accounts.shapes import AccountOut, account_out
from webapp.api import Api
from webapp.db import db
from webapp.errors import Invalid, TooMany
from webapp.limits.buckets import take
from webapp.limits.rules import SIGN_UP
from webapp.pages import now
from webapp.security import local_path
from webapp.validation import read_form

pages = Blueprint("accounts", __name__)
api = Api("accounts")

SETTINGS_PAGES = (
    ("/settings/security", "Sign-in and security", "Passkeys, password, where you are signed in"),
    ("/settings/reminders", "Reminders", "Morning digest, calendar, notifications"),
    ("/settings/sending", "Sending", "Your CV, and a mail server of your own"),
    ("/settings/phone", "This phone", "Storage, installing, what waits to be sent"),
    ("/settings/data", "Your data", "Take everything with you, or delete the account"),
)
"""The pages under the settings: address, name, and what is there. A room adds its own here."""

WRONG = "The e-mail address or the password is not right. Nothing on this phone was lost."


@pages.get("/signup")
def signup() -> Any:
    """The form for a new account."""
    return _form("signup", {}, {})


@pages.post("/signup")
def make_account() -> Any:
    """Make the account and go in."""
    try:
        take(db.session, SIGN_UP, here(), now=now())
        db.session.commit()
        given = read_form(SignUp, request.form)
        user = signing.sign_up(
            db.session,
            email=given.email,
            password=given.password,
            name=given.name,
            time_zone=given.known_time_zone(),
            now=now(),
        )
    except Invalid as error:
        return _form("signup", request.form, error.by_field()), 422
    return _go_in(user, given.next)


@pages.get("/signin")
def signin() -> Any:
    """The form to sign in."""
    if is_signed_in():
        return redirect(local_path(request.args.get("next")), 303)
    return _form("signin", {}, {})


@pages.post("/signin")
def open_sign_in() -> Any:
    """Check the password and go in."""
    try:
        given = read_form(SignInForm, request.form)
    except Invalid as error:
        return _form("signin", request.form, error.by_field()), 422
    try:
        count_try(given.email)
    except TooMany as error:
        wait = wait_words(error.seconds)
        words = f"Too many tries for this account. Wait {wait}, or use another way in."
        return _form("signin", request.form, {"password": words}), 429
    user = signing.check_password(db.session, email=given.email, password=given.password)
    if user is None:
        return _form("signin", request.form, {"password": WRONG}), 422
    return _go_in(user, given.next)


@pages.post("/signout")
def signout() -> Any:
    """End this sign-in, and let the browser forget what it kept of it."""
    if is_signed_in():
        signing.sign_out(db.session, current_user.token)
        db.session.commit()
        logout_user()
    answer = redirect(url_for("accounts.signin"), 303)
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@pages.get("/settings")
def settings() -> Any:
    """The account and its settings."""
    return require_sign_in() or _settings({}, {})


@pages.post("/settings")
def change_settings() -> Any:
    """Change the account."""
    if (turned_away := require_sign_in()) is not None:
        return turned_away
    try:
        changes = _typed_changes()
        is_mailed = change_or_confirm(me(), changes.email)
        change_account(db.session, me(), changes)
    except Invalid as error:
        return _settings(request.form, error.by_field()), 422
    db.session.commit()
    flash("Saved. A letter to the new address confirms it." if is_mailed else "Saved.")
    return redirect(url_for("accounts.settings"), 303)


@api.call("GET", "/account", answers={200: AccountOut})
def get_account() -> AccountOut:
    """The signed-in user's account."""
    return account_out(me())


@api.call("PATCH", "/account", body=AccountChanges, answers={200: AccountOut})
def patch_account(body: AccountChanges) -> AccountOut:
    """Change the account; what is not given stays.

    An e-mail address is changed only for who signed in lately, and once its letter is confirmed
    where this Hallway can send letters.
    """
    change_or_confirm(me(), body.email)
    change_account(db.session, me(), body)
    db.session.commit()
    return account_out(me())


def _typed_changes() -> AccountChanges:
    changes = read_form(AccountChanges, request.form)
    emptied = {name for name in EMPTIED if request.form.get(name) == ""}
    return changes.model_copy(update=dict.fromkeys(emptied))


def _go_in(user: User, goes_on: str) -> Any:
    go_in(user)
    return redirect(local_path(goes_on), 303)


def _form(name: str, values: Any, errors: dict[str, str]) -> str:
    goes_on = local_path(values.get("next") or request.args.get("next"))
    return render_template(
        f"accounts/{name}.html",
        values=values,
        errors=errors,
        goes_on=goes_on,
        site=site(),
        can_mail=can_mail(),
    )


def _settings(values: Any, errors: dict[str, str]) -> str:
    user = me()
    shown = {**account_out(user).model_dump(mode="json"), **values}
    zones = [(name, name.replace("_", " ")) for name in sorted(time_zones())]
    here = {rule.rule for rule in current_app.url_map.iter_rules()}
    return render_template(
        "accounts/settings.html",
        values=shown,
        errors=errors,
        zones=zones,
        pages=[page for page in SETTINGS_PAGES if page[0] in here],
    )
