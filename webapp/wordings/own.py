"""Templates in the owner's own words, and what they make of real people."""

from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.contacts.model import Contact
from webapp.errors import NotFound
from webapp.followups.drafts import Draft, Sender, write_with
from webapp.followups.letters import addressee, letter_for, meeting_of, occasion_of
from webapp.followups.model import FollowUp
from webapp.followups.queue import QueueItem, items_of
from webapp.followups.template_model import LetterTemplate
from webapp.followups.templates import TEMPLATES
from webapp.wordings.details import TemplateWording

_SHOWN = 3
_LOOKED_THROUGH = 60


class Wording(NamedTuple):
    """A template as it stands; `own` says that the owner worded it."""

    name: str
    title: str
    subject: str
    body: str
    own: bool


class Preview(NamedTuple):
    """What a template makes of a real person."""

    contact: Contact
    draft: Draft


def list_wordings(session: Session, owner_id: UUID) -> list[Wording]:
    """All templates as they stand for this owner."""
    own = _own(session, owner_id)
    return [_wording(name, own.get(name)) for name in TEMPLATES]


def get_wording(session: Session, owner_id: UUID, name: str) -> Wording:
    """One template as it stands; NotFound for a name that is none of them."""
    if name not in TEMPLATES:
        raise NotFound("Template")
    return _wording(name, session.get(LetterTemplate, (owner_id, name)))


def keep_wording(
    session: Session, owner_id: UUID, name: str, wording: TemplateWording, now: datetime
) -> Wording:
    """Keep the owner's own words; those that are ours already need not be kept."""
    get_wording(session, owner_id, name)
    body = "\n".join(wording.body.splitlines()).strip()
    ours = TEMPLATES[name]
    if (wording.subject, body) == (ours.subject, ours.body):
        restore(session, owner_id, name)
    else:
        kept = {"subject": wording.subject, "body": body, "changed_at": now}
        session.merge(LetterTemplate(owner_id=owner_id, name=name, **kept))
    session.flush()
    return get_wording(session, owner_id, name)


def restore(session: Session, owner_id: UUID, name: str) -> Wording:
    """Go back to Hallway's words; repeatable."""
    get_wording(session, owner_id, name)
    own = session.get(LetterTemplate, (owner_id, name))
    if own is not None:
        session.delete(own)
        session.flush()
    return get_wording(session, owner_id, name)


def previews(
    session: Session, owner_id: UUID, name: str, wording: Draft, me: Sender, on: date
) -> list[Preview]:
    """What a wording makes of the last few people whose letters begin from it.

    Where there are none, those stand in who have a follow-up of its kind, or any.
    """
    latest = _latest(session, owner_id, on)
    kind = name.partition(".")[0]
    ways = [
        [item for item in latest if letter_for(item, me).template == name],
        [item for item in latest if item.follow_up.kind == kind],
        latest,
    ]
    found = next((items for items in ways if items), [])
    return [Preview(item.follow_up.contact, _draft(item, wording, me)) for item in found[:_SHOWN]]


def _draft(item: QueueItem, wording: Draft, me: Sender) -> Draft:
    whom, meeting = addressee(item, me), meeting_of(item)
    return write_with(wording.subject, wording.body, whom, meeting, me, occasion_of(item, me))


def _latest(session: Session, owner_id: UUID, on: date) -> list[QueueItem]:
    query = select(FollowUp.id).where(FollowUp.owner_id == owner_id)
    ids = session.scalars(
        query.order_by(FollowUp.opens_on.desc(), FollowUp.id.desc()).limit(_LOOKED_THROUGH)
    )
    return sorted(items_of(session, owner_id, list(ids), on), key=_newest_first)


def _newest_first(item: QueueItem) -> tuple[int, str]:
    return (-item.follow_up.opens_on.toordinal(), str(item.follow_up.id))


def _own(session: Session, owner_id: UUID) -> dict[str, LetterTemplate]:
    query = select(LetterTemplate).where(LetterTemplate.owner_id == owner_id)
    return {one.name: one for one in session.scalars(query)}


def _wording(name: str, own: LetterTemplate | None) -> Wording:
    ours = TEMPLATES[name]
    stands = own or ours
    return Wording(name, ours.title, stands.subject, stands.body, own is not None)
