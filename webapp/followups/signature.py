"""Who signs the letters, and what a letter may know beyond its meeting."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.accounts.model import User
from webapp.cards.cards import list_cards
from webapp.days import day_at
from webapp.followups.drafts import Draft, Sender, SentLetter
from webapp.followups.letters import first_draft
from webapp.followups.queue import sent_lately
from webapp.followups.template_model import LetterTemplate
from webapp.relations.model import Act, Offer

HELPED = {
    "advice": "the advice you gave me, “{what}”",
    "review": "what you said when you read {what}",
    "introduction": "the introduction you made for me, “{what}”",
    "supervision": "what I learned working with you ({what})",
    "letter": "the letter you wrote for me",
    "call_to_program": "the call you made for me",
}
"""What a letter says of an act, as the person who did it is told."""


def signature_of(session: Session, user: User, base_url: str) -> Sender:
    """The user as their general card says, with its public address; without a card, the account.

    With them goes what a letter may know: their templates, what they can do for whom, what was
    done for them, and what they sent lately.
    """
    sender = _signing(session, user, base_url)
    return replace(sender, sent=tuple(_sent(session, user, sender)))


def _signing(session: Session, user: User, base_url: str) -> Sender:
    cards = list_cards(session, user.id)
    helped, seen = _acts(session, user.id)
    known: dict[str, Any] = {
        "templates": _templates(session, user.id),
        "offers": _offers(session, user.id),
        "helped": helped,
        "seen": seen,
        "applications_open_on": user.applications_open_on,
        "posters": frozenset(
            text.strip().casefold()
            for one in cards
            for text in (one.card.label, one.card.place, one.card.place.partition(",")[0])
            if text.strip()
        ),
    }
    if not cards:
        return Sender(user.name or user.email, school=user.school, **known)
    general = cards[0]
    card = general.card
    school = "" if user.school in card.headline else user.school
    return Sender(card.name, card.headline or card.title, school, general.url(base_url), **known)


def helped_words(kind: str, what: str) -> str:
    """What a letter says of an act: "your introduction to Dr. Klein"."""
    if kind == "introduction" and what.startswith("to "):
        return f"your introduction {what}"
    return HELPED[kind].format(what=what)


def _templates(session: Session, owner_id: UUID) -> dict[str, Draft]:
    own = session.scalars(select(LetterTemplate).where(LetterTemplate.owner_id == owner_id))
    return {one.name: Draft(one.subject, one.body) for one in own}


def _offers(session: Session, owner_id: UUID) -> dict[UUID, str]:
    query = select(Offer).where(Offer.owner_id == owner_id, Offer.done_on.is_(None))
    return {offer.contact_id: offer.what for offer in session.scalars(query.order_by(Offer.id))}


def _acts(session: Session, owner_id: UUID) -> tuple[dict[UUID, str], dict[UUID, str]]:
    """By contact, what they did last, and what they saw of my work last, each in words."""
    helped, seen = {}, {}
    acts = session.scalars(select(Act).where(Act.owner_id == owner_id).order_by(Act.on, Act.id))
    for act in acts:
        what = " ".join(act.what.split()).rstrip(" .,;:")
        helped[act.contact_id] = helped_words(act.kind, what)
        if act.kind == "supervision":
            seen[act.contact_id] = what
    return helped, seen


def _sent(session: Session, user: User, sender: Sender) -> Iterable[SentLetter]:
    for item in sent_lately(session, user.id):
        row = item.follow_up
        yield SentLetter(
            row.contact_id,
            row.contact.name,
            row.contact.organisation,
            day_at(row.state_at, row.zone),
            row.body or first_draft(item, sender).body,
        )
