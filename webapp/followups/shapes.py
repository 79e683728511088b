"""Follow-ups as the API gives them."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel

from webapp.followups.drafts import Sender
from webapp.followups.letters import Letter, letter_for
from webapp.followups.queue import QueueItem


class CheckOut(BaseModel):
    """Whether a letter passes one check, and why."""

    name: str
    ok: bool
    why: str
    overruled: bool


class DraftOut(BaseModel):
    """The letter as it stands; `mailto` opens it in the mail program (RFC 6068)."""

    subject: str
    body: str
    mailto: str
    checks: list[CheckOut]


class PersonOut(BaseModel):
    """Whom a follow-up is owed to."""

    id: UUID
    name: str


class FollowUpOut(BaseModel):
    """Something owed to a contact; `group` is what the day asks that was asked for.

    `next` is true of the one that comes first for its person. `best_on` is a better day for
    writing than the day it is due, and `best_why` says why. `too_soon_until` is set where another
    letter of one's own accord would be one too many.
    """

    id: UUID
    kind: str
    contact: PersonOut
    encounter_id: UUID | None
    act_id: UUID | None
    letter_id: UUID | None
    opens_on: date
    due_on: date
    closes_on: date
    state: str
    snoozed_until: date | None
    group: str
    next: bool
    best_on: date | None
    best_why: str
    too_soon_until: date | None
    draft: DraftOut


class FollowUpsOut(BaseModel):
    """What a day asks, in order; there is always the one page."""

    items: list[FollowUpOut]
    cursor: str | None = None


def follow_up_out(item: QueueItem, me: Sender) -> FollowUpOut:
    """A follow-up as JSON; `me` signs the letter."""
    row, best = item.follow_up, item.best
    return FollowUpOut(
        id=row.id,
        kind=row.kind,
        contact=PersonOut(id=row.contact.id, name=row.contact.name),
        encounter_id=row.encounter_id,
        act_id=row.act_id,
        letter_id=row.recommendation_id,
        opens_on=row.opens_on,
        due_on=row.due_on,
        closes_on=row.closes_on,
        state=row.state,
        snoozed_until=row.snoozed_until,
        group=item.group,
        next=item.is_next,
        best_on=best.on if best else None,
        best_why=item.best_why,
        too_soon_until=item.too_soon_until,
        draft=draft_out(letter_for(item, me)),
    )


def draft_out(letter: Letter) -> DraftOut:
    """A letter as JSON."""
    return DraftOut(
        subject=letter.subject,
        body=letter.body,
        mailto=letter.mailto,
        checks=[CheckOut(**check._asdict()) for check in letter.checks],
    )
