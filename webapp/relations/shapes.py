"""How we stand, as the API gives it."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from pydantic import BaseModel

from webapp.contacts.model import Contact
from webapp.relations.model import Act, Offer
from webapp.relations.stages import Proposal


class ActOut(BaseModel):
    """Something that they did for me."""

    id: UUID
    contact_id: UUID
    kind: str
    on: date
    what: str
    program_id: UUID | None
    reported_back_on: date | None


class OfferOut(BaseModel):
    """Something that I can do for them."""

    id: UUID
    contact_id: UUID
    what: str
    done_on: date | None


class ProposalOut(BaseModel):
    """A stage to which a relation may rise, and why."""

    stage: str
    why: str


class RelationOut(BaseModel):
    """How we stand; `limit_a_year` is null where there is no limit.

    `relation` says whom letters speak to, as corrected or guessed; `too_soon_until` is set where
    another letter of one's own accord would be one too many.
    """

    contact_id: UUID
    stage: str
    proposed_stage: ProposalOut | None
    relation: str
    limit_a_year: int | None
    last_contact_on: date | None
    too_soon_until: date | None
    acts: list[ActOut]
    offers: list[OfferOut]


def act_out(act: Act) -> ActOut:
    """An act as JSON."""
    return ActOut.model_validate(act, from_attributes=True)


def offer_out(offer: Offer) -> OfferOut:
    """An offer as JSON."""
    return OfferOut.model_validate(offer, from_attributes=True)


def relation_out(
    contact: Contact,
    relation: str,
    proposal: Proposal | None,
    acts: Sequence[Act],
    offers: Sequence[Offer],
    *,
    limit: int | None,
    last_contact_on: date | None,
    too_soon_until: date | None,
) -> RelationOut:
    """How we stand, as JSON."""
    return RelationOut(
        contact_id=contact.id,
        stage=contact.stage,
        proposed_stage=ProposalOut(**proposal._asdict()) if proposal else None,
        relation=relation,
        limit_a_year=limit,
        last_contact_on=last_contact_on,
        too_soon_until=too_soon_until,
        acts=[act_out(act) for act in acts],
        offers=[offer_out(offer) for offer in offers],
    )
