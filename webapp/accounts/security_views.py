"""Sign-in and security over HTTP: what opens the account, and where it is open."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user

from webapp.accounts import doors, mailed, passkeys, recovery, signing
from webapp.accounts.changes import change_email
from webapp.accounts.current import has_proven, me, my_id, require_proof, require_sign_in
from webapp.accounts.details import EmailForm, NameForm, NewPasswordForm, ProofForm
from webapp.accounts.going_in import count_try, here, too_many_words
from webapp.accounts.letters import can_mail, change_or_confirm, write_to
from webapp.accounts.passkey_views import site
from webapp.accounts.ways_in import forget_tries
from webapp.db import db
from webapp.errors import FieldError, Invalid, TooMany
from webapp.pages import now
from webapp.security import local_path
from webapp.validation import read_form

pages = Blueprint("security", __name__, url_prefix="/settings")


@pages.before_request
def only_the_user() -> Any:
    """Every page here but the one that asks for proof needs a proof of a moment ago."""
    if request.endpoint in {"security.confirm", "security.prove"}:
        return require_sign_in()
    return require_proof()


@pages.get("/confirm")
def confirm() -> str:
    """Ask for the password or a passkey before what is sensitive."""
    return _proof_form("")


@pages.post("/confirm")
def prove() -> Any:
    """Check the password again."""
    try:
        given = read_form(ProofForm, request.form)
        _check_present("password", given.password)
    except TooMany as error:
        return _proof_form(too_many_words(error)), 429
    except Invalid as error:
        return _proof_form(error.errors[0].message), 422
    signing.prove(db.session, current_user.token, now())
    db.session.commit()
    return redirect(local_path(given.next, url_for("security.page")), 303)


@pages.get("/security")
def page() -> str:
    """What opens the account, and where it is open."""
    return _page()


@pages.post("/security/password")
def change_password() -> Any:
    """Set a new password in place of the present one; every other sign-in ends."""
    try:
        given = read_form(NewPasswordForm, request.form)
        _check_present("present", given.present)
        mailed.set_password(db.session, me(), given.password, besides=_door())
    except TooMany as error:
        return _page(errors={"present": too_many_words(error)}), 429
    except Invalid as error:
        return _page(errors=error.by_field()), 422
    db.session.commit()
    _tell("The password was changed.")
    return _done("The password was changed. Every other sign-in has ended.")


@pages.post("/security/email")
def ask_for_email() -> Any:
    """Change the address: by a letter to the new one, or at once where there is no mail."""
    try:
        email = read_form(EmailForm, request.form).email
        is_mailed = change_or_confirm(me(), email)
    except Invalid as error:
        return _page(errors=error.by_field(), email=request.form.get("email", "")), 422
    db.session.commit()
    if is_mailed:
        return _done(f"A letter is on its way to {email}. The link in it makes the change.")
    return _done(f"You sign in with {me().email} now.")


@pages.get("/security/email/<token>")
def confirm_email(token: str) -> Any:
    """The page behind the link in the letter."""
    found = mailed.find(db.session, token, "email", now())
    return render_template("accounts/confirm_email.html", email=found.email, token=token)


@pages.post("/security/email/<token>")
def take_email(token: str) -> Any:
    """Change the address that was confirmed."""
    found = mailed.find(db.session, token, "email", now())
    if found.owner_id != my_id():
        return _done("That link belongs to another account. Nothing was changed.")
    before = me().email
    try:
        change_email(db.session, me(), found.email)
    except Invalid as error:
        return _page(errors=error.by_field()), 422
    mailed.forget(db.session, me(), "email")
    db.session.commit()
    write_to(before, "changed", what=f"The address to sign in with is {me().email} now.")
    return _done(f"You sign in with {me().email} now.")


@pages.post("/security/codes")
def make_codes() -> str:
    """Make ten recovery codes and show them this once."""
    codes = recovery.new_codes(db.session, my_id())
    db.session.commit()
    _tell("New recovery codes were made.")
    return render_template("accounts/codes.html", codes=codes)


@pages.post("/security/sign-ins/<handle>/end")
def end_sign_in(handle: str) -> Any:
    """End one sign-in."""
    doors.close_sign_in(db.session, my_id(), handle)
    db.session.commit()
    return _done("That sign-in has ended.")


@pages.post("/security/sign-ins/end")
def end_all() -> Any:
    """End every sign-in but this one."""
    doors.close_all(db.session, my_id(), besides=_door())
    db.session.commit()
    return _done("You are signed out everywhere else.")


@pages.post("/security/tokens")
def make_token() -> Any:
    """Make an API token and show it this once."""
    try:
        name = read_form(NameForm, request.form).name.strip() or "Unnamed"
        doors.check_token_count(db.session, my_id())
    except Invalid as error:
        return _page(errors={"token": error.errors[0].message}), 422
    token = signing.issue_token(db.session, my_id(), name=name, now=now())
    db.session.commit()
    _tell(f"An API token was made: {name}.")
    return render_template("accounts/token.html", token=token, name=name)


@pages.post("/security/tokens/<handle>/revoke")
def revoke_token(handle: str) -> Any:
    """Take an API token back."""
    doors.close_token(db.session, my_id(), handle)
    db.session.commit()
    return _done("The token is worth nothing now.")


def _check_present(field: str, password: str) -> None:
    """Invalid names the field where this is not the user's password; each try is counted."""
    count_try(me().email)
    if signing.check_password(db.session, email=me().email, password=password) is None:
        raise Invalid(FieldError(field, "The password is not right."))
    forget_tries(db.session, me().email, here())


def _tell(what: str) -> None:
    write_to(me().email, "changed", what=what)


def _door() -> bytes:
    return bytes(current_user.door.token_hash)


def _done(words: str) -> Any:
    flash(words)
    return redirect(url_for("security.page"), 303)


def _proof_form(error: str) -> str:
    goes_on = local_path(request.values.get("next"), url_for("security.page"))
    return render_template(
        "accounts/confirm.html", error=error, goes_on=goes_on, site=site(), proven=has_proven()
    )


def _page(errors: dict[str, str] | None = None, email: str = "") -> str:
    return render_template(
        "accounts/security.html",
        errors=errors or {},
        email=email,
        can_mail=can_mail(),
        site=site(),
        passkeys=passkeys.list_passkeys(db.session, my_id()),
        handle_of=passkeys.handle_of,
        codes_left=recovery.count_codes(db.session, my_id()),
        sign_ins=doors.list_sign_ins(db.session, my_id(), now()),
        here=_door(),
        device_words=doors.device_words,
        tokens=doors.list_tokens(db.session, my_id()),
    )
