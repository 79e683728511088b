"""Addresses and tokens that are nobody's may be guesses: one network may make only so many.

What is there is never limited, however many ask for it from one hall.
"""

from flask import Response, request

from webapp.db import db, writing
from webapp.errors import TooMany, page_or_problem
from webapp.limits.buckets import network_of, take
from webapp.limits.rules import GUESS
from webapp.moments import now


def count_guess() -> None:
    """Count one; TooMany once there were too many from this network."""
    with writing():
        take(db.session, GUESS, network_of(request.remote_addr), now=now())
        db.session.commit()


def too_many_guesses() -> Response | None:
    """Count one; the answer to give instead of the usual one once there were too many."""
    try:
        count_guess()
    except TooMany as error:
        answer = page_or_problem(429)
        answer.headers["Retry-After"] = str(error.seconds)
        return answer
    return None
