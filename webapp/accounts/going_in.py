"""Opening a sign-in in this browser, whichever way the person came."""

from flask import g, request
from flask import session as browser_session
from flask_login import current_user, login_user

from webapp.accounts import signing, ways_in
from webapp.accounts.current import Visitor, is_signed_in
from webapp.accounts.model import User
from webapp.db import db
from webapp.errors import TooMany
from webapp.limits.buckets import network_of
from webapp.pages import now


def go_in(user: User) -> None:
    """Open a sign-in for this user, end the one that was open here, and commit."""
    # The token of the old one must not outlive the new one.
    if is_signed_in():
        signing.sign_out(db.session, current_user.token)
    browser_session.clear()
    agent = request.headers.get("User-Agent", "")
    token = signing.sign_in(db.session, user.id, agent=agent, now=now())
    ways_in.forget_tries(db.session, user.email, here())
    db.session.commit()
    login_user(Visitor(user, token))
    g.owner = str(user.id)
    browser_session.permanent = True


def count_try(account: str) -> None:
    """Count a try for this account before it is looked at; TooMany when there were too many."""
    ways_in.count_try(db.session, account, here(), now())
    db.session.commit()


def here() -> str:
    """The network address that this request is counted under."""
    return network_of(request.remote_addr)


def too_many_words(error: TooMany) -> str:
    """What to say to whoever tried too often."""
    return f"Too many tries. Wait {wait_words(error.seconds)}."


def wait_words(seconds: int) -> str:
    """How long to wait, as a person says it."""
    minutes = -(-seconds // 60)
    return "a minute" if minutes <= 1 else f"{minutes} minutes"
