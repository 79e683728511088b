"""The calendar feed over HTTP, and the page where its address is made and taken back."""

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for

from webapp.accounts.current import my_id, require_sign_in
from webapp.accounts.details import zone
from webapp.db import db
from webapp.errors import NotFound, page_or_problem
from webapp.feeds.addresses import feed_owner, feed_token, issue_feed, withdraw_feed
from webapp.feeds.days import follow_up_days, task_days
from webapp.formats.calendar import write_calendar
from webapp.limits.guessing import too_many_guesses
from webapp.pages import base_url, now

pages = Blueprint("reminders", __name__)
public = Blueprint("feeds", __name__)


@public.get("/feeds/<token>/follow-ups.ics")
def follow_ups(token: str) -> Response:
    """The open follow-ups and event tasks as a calendar; 304 while nothing has changed."""
    try:
        owner = feed_owner(db.session, token)
    except NotFound:
        return too_many_guesses() or page_or_problem(404)
    today = now().astimezone(zone(owner.time_zone)).date()
    given = (db.session, owner.id, today, base_url())
    days = [*follow_up_days(*given), *task_days(*given)]
    answer = Response(
        write_calendar("Hallway follow-ups", days), content_type="text/calendar; charset=utf-8"
    )
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["X-Robots-Tag"] = "noindex"
    answer.add_etag()
    answer.make_conditional(request)
    return answer


@pages.get("/settings/reminders")
def reminders() -> Any:
    """Where follow-ups reach me: the calendar, and what other rooms add."""
    if (turned_away := require_sign_in()) is not None:
        return turned_away
    token = feed_token(db.session, my_id())
    path = url_for("feeds.follow_ups", token=token) if token else ""
    return render_template("feeds/reminders.html", address=f"{base_url()}{path}" if path else "")


@pages.post("/settings/reminders/calendar")
def make_address() -> Any:
    """Make a new address for the calendar; the one before ends."""
    if (turned_away := require_sign_in()) is not None:
        return turned_away
    issue_feed(db.session, my_id(), now())
    db.session.commit()
    return redirect(url_for("reminders.reminders", _anchor="calendar"), 303)


@pages.post("/settings/reminders/calendar/end")
def end_address() -> Any:
    """Take the address back."""
    if (turned_away := require_sign_in()) is not None:
        return turned_away
    withdraw_feed(db.session, my_id())
    db.session.commit()
    flash("The calendar’s address is gone. Programs that read it get nothing from now on.")
    return redirect(url_for("reminders.reminders", _anchor="calendar"), 303)
