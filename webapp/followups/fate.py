"""What became of a follow-up, and what follows from it for the rest of the plan."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.accounts.model import User
from webapp.days import day_at
from webapp.followups import states
from webapp.followups.model import FollowUp
from webapp.followups.plan import FIRST_LETTERS, is_open_first_letter, replan, rest, wake
from webapp.recommendations.model import Recommendation
from webapp.relations.model import Act

Verb = Callable[[FollowUp, datetime], None]
VERBS: dict[str, Verb] = {
    "sent": states.mark_sent,
    "skipped": states.skip,
    "replied": states.mark_replied,
    "reopened": states.reopen,
}
_GREETS = (*FIRST_LETTERS, "promise")
"""Letters that greet somebody after a meeting, so that a further greeting would be one too many."""


def note(session: Session, row: FollowUp, verb: str, now: datetime) -> None:
    """Note that a follow-up was `sent`, `skipped`, `replied` or `reopened`; the caller commits.

    What the person did for me, and the letter of recommendation, know of it then; a greeting that
    became needless rests until this is taken back. A repeat changes nothing.
    """
    before = row.state
    VERBS[verb](row, now)
    if row.state == before:
        return
    row.rested_by_id = None
    others = _others(session, row)
    if row.state == "queued":
        _take_back(session, row, others, now)
    elif row.state in ("sent", "replied"):
        _tell(session, row, now)
        _let_rest(row, others, now)
    session.flush()
    replan(session, session.get_one(User, row.owner_id), row.contact_id, now)


def _others(session: Session, row: FollowUp) -> list[FollowUp]:
    query = select(FollowUp).where(
        FollowUp.owner_id == row.owner_id,
        FollowUp.contact_id == row.contact_id,
        FollowUp.id != row.id,
    )
    return list(session.scalars(query))


def _let_rest(row: FollowUp, others: list[FollowUp], now: datetime) -> None:
    for other in others:
        greets_again = row.kind in _GREETS and is_open_first_letter(other)
        if (greets_again and other.opens_on <= day_at(now, row.time_zone)) or (
            row.state == "replied" and other.state == "sent"
        ):
            rest(other, row, now)


def _tell(session: Session, row: FollowUp, now: datetime) -> None:
    """Let the act or the recommendation know that the letter about it went out."""
    today = day_at(now, row.time_zone)
    act = session.get(Act, (row.owner_id, row.act_id)) if row.act_id else None
    if act is not None and row.kind == "report_back":
        act.reported_back_on = act.reported_back_on or today
    wanted = _recommendation(session, row)
    if wanted is None or row.state != "sent":
        return
    match row.kind:
        case "letter_request" if wanted.state == "to_ask":
            wanted.state, wanted.asked_on = "asked", today
        case "reminder":
            wanted.reminded_on = [*wanted.reminded_on, today.isoformat()]
        case "thank_you":
            wanted.thanked_on = today
        case "news":
            wanted.told_outcome_on = today


def _take_back(session: Session, row: FollowUp, others: list[FollowUp], now: datetime) -> None:
    for other in others:
        if other.rested_by_id == row.id:
            wake(other, now)
    act = session.get(Act, (row.owner_id, row.act_id)) if row.act_id else None
    if act is not None and row.kind == "report_back":
        act.reported_back_on = None
    wanted = _recommendation(session, row)
    if wanted is None:
        return
    match row.kind:
        case "letter_request" if wanted.state == "asked":
            wanted.state, wanted.asked_on = "to_ask", None
        case "reminder":
            wanted.reminded_on = wanted.reminded_on[:-1]
        case "thank_you":
            wanted.thanked_on = None
        case "news":
            wanted.told_outcome_on = None


def _recommendation(session: Session, row: FollowUp) -> Recommendation | None:
    if row.recommendation_id is None:
        return None
    return session.get(Recommendation, (row.owner_id, row.recommendation_id))
