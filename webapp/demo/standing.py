"""How the made-up person stands with people: acts, letters, follow-ups of every kind and state."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.accounts.model import User
from webapp.contacts.model import Contact
from webapp.followups import fate, states
from webapp.followups.model import FollowUp
from webapp.followups.opening import open_by_hand
from webapp.followups.plan import replan
from webapp.recommendations.asking import change_letter, want_letter
from webapp.recommendations.details import LetterChanges, LetterDetails
from webapp.relations.acts import log_act, make_offer
from webapp.relations.details import ActDetails, OfferDetails

ACTS: list[tuple[str, str, str, int]] = [
    ("Dr. Robert Klein", "supervision", "six weeks on 4 West, with forty patients", 12),
    ("Dr. Robert Klein", "advice", "open every presentation with the one-line summary", 20),
    ("Dr. Sunita Desai", "supervision", "the case report on lactate", 14),
    ("Dr. Sunita Desai", "review", "my personal statement", 9),
    ("Dr. Hiro Sato", "supervision", "three weekends on call", 11),
    ("Marcus Oyelaran", "introduction", "to Prof. Lena Vogt", 3),
    ("Chidi Eze", "advice", "apply early and broadly", 16),
    ("Dr. Zainab Bello", "advice", "ask for letters in person", 22),
    ("Dr. Peter Nwosu", "call_to_program", "to the cardiology fellowship at Toledo Union", 5),
]
"""Who, what kind, what, and how many days ago."""

STAGES = {"Dr. Robert Klein": "mentor", "Chidi Eze": "alum", "Dr. Peter Nwosu": "alum"}

LETTERS: list[tuple[str, dict[str, Any]]] = [
    ("Dr. Robert Klein", {"packet": ["cv", "statement", "bullet_points"]}),
    ("Dr. Hiro Sato", {"state": "asked", "packet": ["cv", "statement"]}),
    ("Dr. Sunita Desai", {"state": "received", "packet": ["cv", "statement", "bullet_points"]}),
    ("Dr. Ruth Abara", {}),
]


def make_standing(session: Session, owner: User, now: datetime) -> None:
    """Acts, stages, letters of recommendation, and what became of some follow-ups."""
    owner.applications_open_on = now.date() + timedelta(days=80)
    people = {
        one.name: one for one in session.scalars(select(Contact).filter_by(owner_id=owner.id))
    }
    for name, kind, what, days in ACTS:
        on = now.date() - timedelta(days=days)
        details = ActDetails.model_validate({"kind": kind, "what": what, "on": on})
        log_act(session, owner, people[name].id, details, now, now.date())
    for name, stage in STAGES.items():
        people[name].stage = stage
    offer = OfferDetails(what="send him the discharge note in Portuguese")
    make_offer(session, owner.id, people["Miguel Santos"].id, offer, now)
    _ask_for_letters(session, owner, people, now)
    for name in {name for name, *_ in ACTS}:
        replan(session, owner, people[name].id, now)
    _write(session, owner, people, now)


def _ask_for_letters(
    session: Session, owner: User, people: dict[str, Contact], now: datetime
) -> None:
    for name, changes in LETTERS:
        wanted = LetterDetails(contact_id=people[name].id)
        letter = want_letter(session, owner, wanted, now, now.date())
        asked: date = now.date() - timedelta(days=15)
        if changes.get("state") == "asked":
            changes = {**changes, "asked_on": asked}
        given = LetterChanges.model_validate(changes)
        change_letter(session, owner, letter.id, given, now, now.date())
        replan(session, owner, people[name].id, now)


def _write(session: Session, owner: User, people: dict[str, Contact], now: datetime) -> None:
    """What was sent, answered, given up and put off."""
    for name, verbs, days in (
        ("Miguel Santos", ["sent", "replied"], 21),
        ("Carlos Vega", ["sent"], 20),
        ("Dr. Ingrid Solberg", ["sent"], 19),
        ("Olga Ivanova", ["skipped"], 20),
        ("Tomás Rivera", ["sent"], 1),
    ):
        row = _first(session, people[name])
        for verb in verbs:
            fate.note(session, row, verb, now - timedelta(days=days))
    states.snooze(_first(session, people["Yusuf Demir"]), None, now.date())
    about = "Toledo Union has invited me to an interview"
    open_by_hand(session, owner, people["Dr. Peter Nwosu"], "news", now, about)


def _first(session: Session, contact: Contact) -> FollowUp:
    query = select(FollowUp).where(
        FollowUp.owner_id == contact.owner_id,
        FollowUp.contact_id == contact.id,
        FollowUp.kind == "nice_to_meet_you",
    )
    return session.scalars(query).one()
