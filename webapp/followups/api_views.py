"""Follow-ups as JSON: the queue, one letter, and what becomes of it."""

from typing import Any
from uuid import UUID

from webapp.accounts.current import me, my_id
from webapp.api import Api
from webapp.contacts.meet import get_contact
from webapp.db import db
from webapp.errors import FieldError, Invalid, NotFound
from webapp.followups import fate, states
from webapp.followups.details import ByHand, FollowUpChanges, QueueQuery, Snooze
from webapp.followups.drafts import Sender
from webapp.followups.letters import change
from webapp.followups.opening import open_by_hand
from webapp.followups.queue import QueueItem, get_item, list_queue
from webapp.followups.shapes import FollowUpOut, FollowUpsOut, follow_up_out
from webapp.followups.signature import signature_of
from webapp.pages import base_url, now, today

api = Api("followups")


@api.call("GET", "/follow-ups", query=QueueQuery, answers={200: FollowUpsOut})
def get_follow_ups(query: QueueQuery) -> FollowUpsOut:
    """What a day asks, in order; today unless another is given."""
    items = list_queue(db.session, my_id(), query.on or today(), query.state)
    sender = _me()
    return FollowUpsOut(items=[follow_up_out(item, sender) for item in items])


@api.call("GET", "/follow-ups/<uuid:follow_up_id>", answers={200: FollowUpOut})
def get_follow_up(follow_up_id: UUID) -> FollowUpOut:
    """One follow-up with its letter."""
    return _out(_item(follow_up_id))


@api.call("POST", "/follow-ups/<uuid:follow_up_id>/sent", answers={200: FollowUpOut})
def post_sent(follow_up_id: UUID) -> FollowUpOut:
    """Note that it was sent; again, nothing changes."""
    return _acted(follow_up_id, "sent")


@api.call("POST", "/follow-ups/<uuid:follow_up_id>/skipped", answers={200: FollowUpOut})
def post_skipped(follow_up_id: UUID) -> FollowUpOut:
    """Note that it will not be written; again, nothing changes."""
    return _acted(follow_up_id, "skipped")


@api.call("POST", "/follow-ups/<uuid:follow_up_id>/replied", answers={200: FollowUpOut})
def post_replied(follow_up_id: UUID) -> FollowUpOut:
    """Note that the person answered; again, nothing changes."""
    return _acted(follow_up_id, "replied")


@api.call("POST", "/follow-ups/<uuid:follow_up_id>/reopened", answers={200: FollowUpOut})
def post_reopened(follow_up_id: UUID) -> FollowUpOut:
    """Take back whatever was said of it: it is open again."""
    return _acted(follow_up_id, "reopened")


@api.call(
    "POST",
    "/follow-ups/<uuid:follow_up_id>/snoozed",
    body=Snooze,
    body_needed=False,
    answers={200: FollowUpOut},
)
def post_snoozed(follow_up_id: UUID, body: Snooze | None) -> Any:
    """Put it off until the day `until` of an optional JSON body, else until tomorrow."""
    states.snooze(_item(follow_up_id).follow_up, body.until if body else None, today())
    db.session.commit()
    return _out(_item(follow_up_id))


@api.call("POST", "/follow-ups", body=ByHand, answers={201: FollowUpOut})
def post_follow_up(body: ByHand) -> tuple[FollowUpOut, int]:
    """Open a thank-you, news or a sign of life by hand; an open one begins anew."""
    try:
        contact = get_contact(db.session, my_id(), body.contact_id)
    except NotFound:
        raise Invalid(FieldError("contact_id", "is none of your contacts.")) from None
    row = open_by_hand(db.session, me(), contact, body.kind, now(), body.about)
    db.session.commit()
    return _out(_item(row.id)), 201


@api.call(
    "PATCH", "/follow-ups/<uuid:follow_up_id>", body=FollowUpChanges, answers={200: FollowUpOut}
)
def patch_follow_up(follow_up_id: UUID, body: FollowUpChanges) -> FollowUpOut:
    """Word the letter, overrule checks, or say what it is about; what is not given stays."""
    change(_item(follow_up_id), body, _me())
    db.session.commit()
    return _out(_item(follow_up_id))


def _item(follow_up_id: UUID) -> QueueItem:
    return get_item(db.session, my_id(), follow_up_id, today())


def _me() -> Sender:
    return signature_of(db.session, me(), base_url())


def _out(item: QueueItem) -> FollowUpOut:
    return follow_up_out(item, _me())


def _acted(follow_up_id: UUID, verb: str) -> FollowUpOut:
    fate.note(db.session, _item(follow_up_id).follow_up, verb, now())
    db.session.commit()
    return _out(_item(follow_up_id))
