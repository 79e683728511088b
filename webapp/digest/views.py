"""The digest over HTTP: choosing it, devices that show it, and the way to be rid of it."""

from typing import Any
from uuid import UUID

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for

from webapp.accounts.current import my_id, require_sign_in
from webapp.accounts.doors import device_words
from webapp.api import Api
from webapp.config import Config
from webapp.db import db, writing
from webapp.digest.choice import choice_of, choose, latest_day, subscribe, unsubscribe
from webapp.digest.model import subscriptions_of
from webapp.digest.off import owner_of
from webapp.digest.push import house_keys, known_key
from webapp.digest.shapes import (
    DeviceOut,
    DigestForm,
    ReminderChanges,
    RemindersOut,
    Subscription,
    device_out,
    reminders_out,
)
from webapp.digest.words import outcome_words
from webapp.errors import Invalid, NotFound
from webapp.limits.guessing import count_guess
from webapp.pages import now
from webapp.row_security import act_for
from webapp.validation import read_form

pages = Blueprint("digest", __name__)
public = Blueprint("digest_off", __name__)
pages.before_request(require_sign_in)
pages.add_app_template_global(outcome_words, "last_words")
api = Api("digest")


@pages.app_template_global()
def digest() -> RemindersOut:
    """How the digest comes to the signed-in person, for the page of reminders."""
    return _out()


@pages.app_template_global()
def hours() -> list[tuple[int, str]]:
    """The hours to choose from, as the page shows them."""
    return [(hour, f"{hour:02}:00") for hour in range(24)]


@pages.post("/settings/reminders/digest")
def choose_digest() -> Any:
    """Choose the hour, and whether it comes by mail."""
    try:
        chosen = read_form(DigestForm, request.form)
    except Invalid:
        flash("Choose one of the hours. Nothing was changed.")
        return _back()
    choose(db.session, my_id(), hour=chosen.hour, by_mail=chosen.by_mail)
    db.session.commit()
    flash("Saved.")
    return _back()


@pages.post("/settings/reminders/devices/<uuid:device_id>/forget")
def forget_device(device_id: UUID) -> Any:
    """Show nothing on this device any more."""
    unsubscribe(db.session, my_id(), device_id)
    db.session.commit()
    flash("Nothing is shown on that device any more.")
    return _back()


@public.get("/digest/off/<token>")
def ask_off(token: str) -> Any:
    """Ask before turning it off: programs that read mail ahead follow its links."""
    _owner_of(token)
    return render_template("digest/off.html", token=token, done=False)


@public.post("/digest/off/<token>")
def turn_off(token: str) -> Any:
    """Turn the digest by mail off, at one press or by a mail program itself (RFC 8058)."""
    owner_id = _owner_of(token)
    act_for(db.session, owner_id)
    choose(db.session, owner_id, by_mail=False)
    db.session.commit()
    return render_template("digest/off.html", token=token, done=True)


@api.call("GET", "/reminders", answers={200: RemindersOut})
def get_reminders() -> RemindersOut:
    """How the morning digest comes, and what became of the last one."""
    return _out()


@api.call("PATCH", "/reminders", body=ReminderChanges, answers={200: RemindersOut})
def patch_reminders(body: ReminderChanges) -> RemindersOut:
    """Choose the hour of the digest, and whether it comes by mail."""
    choose(db.session, my_id(), hour=body.hour, by_mail=body.by_mail)
    db.session.commit()
    return _out()


@api.call("POST", "/push-subscriptions", body=Subscription, answers={200: DeviceOut})
def post_push_subscription(body: Subscription) -> DeviceOut:
    """Show the digest on this browser; again, nothing changes."""
    device = subscribe(
        db.session,
        my_id(),
        body.endpoint,
        (body.keys.p256dh, body.keys.auth),
        body.name or device_words(request.user_agent.string),
        now(),
        more_hosts=_settings().push_hosts,
    )
    db.session.commit()
    return device_out(device)


@api.call("DELETE", "/push-subscriptions/<uuid:device_id>", answers={204: None})
def delete_push_subscription(device_id: UUID) -> None:
    """Show nothing on this device any more."""
    unsubscribe(db.session, my_id(), device_id)
    db.session.commit()


def _out() -> RemindersOut:
    return reminders_out(
        choice_of(db.session, my_id()),
        subscriptions_of(db.session, my_id()),
        latest_day(db.session, my_id()),
        push_key=_push_key(),
        can_mail=_settings().smtp_url is not None,
    )


def _push_key() -> str:
    found = known_key(db.session)
    if found is None:
        with writing():
            found = house_keys(db.session).public
            db.session.commit()
    return found


def _owner_of(token: str) -> UUID:
    try:
        return owner_of(_secret_keys(), token)
    except NotFound:
        count_guess()
        raise


def _secret_keys() -> tuple[str, ...]:
    return (_settings().secret_key, *_settings().old_secret_keys)


def _settings() -> Config:
    settings: Config = current_app.config["HALLWAY"]
    return settings


def _back() -> Any:
    return redirect(url_for("reminders.reminders", _anchor="digest"), 303)
