"""The ways back in over HTTP: a mailed link, or a recovery code."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for

from webapp.accounts import mailed, recovery
from webapp.accounts.details import EmailForm, PasswordForm, RecoveryForm
from webapp.accounts.going_in import count_try, go_in, here, too_many_words
from webapp.accounts.letters import can_mail, write_to
from webapp.accounts.model import User, find_by_email
from webapp.db import db
from webapp.errors import Invalid, NotFound, TooMany
from webapp.limits.buckets import take
from webapp.limits.rules import MAIL, MAIL_ADDRESS
from webapp.pages import base_url, now
from webapp.row_security import act_for
from webapp.validation import read_form

pages = Blueprint("recovery", __name__, url_prefix="/signin")

WRONG = "The e-mail address or the code is not right, or the code was used before."


@pages.get("/forgot")
def forgot() -> str:
    """Ask for the address that a new password shall be set for."""
    return render_template("accounts/forgot.html", values={}, errors={}, can_mail=can_mail())


@pages.post("/forgot")
def send_link() -> Any:
    """Mail a link to the account's address; the answer is the same without an account."""
    try:
        email = read_form(EmailForm, request.form).email
        take(db.session, MAIL_ADDRESS, here(), now=now())
        take(db.session, MAIL, email.lower(), now=now())
    except Invalid as error:
        errors = error.by_field()
        page = render_template(
            "accounts/forgot.html", values=request.form, errors=errors, can_mail=can_mail()
        )
        return page, 422
    if can_mail():
        _mail_link(email)
    db.session.commit()
    return render_template("accounts/sent.html", email=email, can_mail=can_mail())


@pages.get("/reset/<token>")
def reset(token: str) -> Any:
    """The page behind the link: a new password."""
    try:
        mailed.find(db.session, token, "password", now())
    except NotFound:
        return render_template("accounts/reset.html", token="", errors={}), 404
    return render_template("accounts/reset.html", token=token, errors={})


@pages.post("/reset/<token>")
def set_password(token: str) -> Any:
    """Set the new password; every sign-in of the account ends."""
    try:
        found = mailed.find(db.session, token, "password", now())
        given = read_form(PasswordForm, request.form)
        user = db.session.get_one(User, found.owner_id)
        act_for(db.session, user.id)
        mailed.set_password(db.session, user, given.password)
    except NotFound:
        return render_template("accounts/reset.html", token="", errors={}), 404
    except Invalid as error:
        return render_template("accounts/reset.html", token=token, errors=error.by_field()), 422
    db.session.commit()
    write_to(user.email, "changed", what="The password was set anew by a mailed link.")
    flash("The new password is set, and you are signed out everywhere. Sign in with it.")
    return redirect(url_for("accounts.signin"), 303)


@pages.get("/recovery")
def use() -> str:
    """The form for a recovery code."""
    return render_template("accounts/recovery.html", values={}, errors={})


@pages.post("/recovery")
def go_in_by_code() -> Any:
    """Use a recovery code up and go in."""
    try:
        given = read_form(RecoveryForm, request.form)
        count_try(given.email)
    except Invalid as error:
        return _recovery(error.by_field()), 422
    except TooMany as error:
        return _recovery({"code": too_many_words(error)}), 429
    user = _user_by_code(given)
    if user is None:
        return _recovery({"code": WRONG}), 422
    token = mailed.issue(db.session, user, "password", user.email, now())
    go_in(user)
    write_to(user.email, "changed", what="A recovery code was used to sign in.")
    flash("That code is used up. Set a new password now, and make new codes if few are left.")
    return redirect(url_for("recovery.reset", token=token), 303)


def _mail_link(email: str) -> None:
    user = find_by_email(db.session, email)
    if user is not None:
        token = mailed.issue(db.session, user, "password", user.email, now())
        link = f"{base_url()}{url_for('recovery.reset', token=token)}"
        write_to(user.email, "password", link=link)


def _user_by_code(given: RecoveryForm) -> User | None:
    user = find_by_email(db.session, given.email)
    if user is None:
        return None
    act_for(db.session, user.id)
    return user if recovery.use_code(db.session, user.id, given.code) else None


def _recovery(errors: dict[str, str]) -> str:
    return render_template("accounts/recovery.html", values=request.form, errors=errors)
