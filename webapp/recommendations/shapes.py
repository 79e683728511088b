"""Letters of recommendation, as the API gives them."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from pydantic import BaseModel

from webapp.recommendations.asking import lukewarm
from webapp.recommendations.model import PACKET, Recommendation
from webapp.recommendations.season import ask_window
from webapp.relations.model import Act


class WriterOut(BaseModel):
    """Who is to write a letter."""

    id: UUID
    name: str


class LetterOut(BaseModel):
    """A letter of recommendation; to ask for between `ask_from` and `ask_until`.

    `needed_by` is the letter's own day, else the day that applications open. `warning` says why
    this writer may be a lukewarm one, and is empty where nothing speaks for that.
    """

    id: UUID
    contact: WriterOut
    state: str
    needed_by: date | None
    ask_from: date | None
    ask_until: date | None
    packet: list[str]
    packet_missing: list[str]
    bullet_points: str
    note: str
    asked_on: date | None
    answered_on: date | None
    received_on: date | None
    reminded_on: list[date]
    thanked_on: date | None
    outcome: str
    told_outcome_on: date | None
    warning: str


class LettersOut(BaseModel):
    """All letters; there is always the one page."""

    items: list[LetterOut]
    cursor: str | None = None


def letter_out(
    letter: Recommendation, applications_open_on: date | None, acts: Sequence[Act]
) -> LetterOut:
    """A letter as JSON; `acts` are what its writer did."""
    needed_by = letter.needed_by or applications_open_on
    asks = ask_window(needed_by) if needed_by else None
    return LetterOut(
        id=letter.id,
        contact=WriterOut(id=letter.contact.id, name=letter.contact.name),
        state=letter.state,
        needed_by=needed_by,
        ask_from=asks.opens_on if asks else None,
        ask_until=asks.closes_on if asks else None,
        packet=letter.packet,
        packet_missing=[part for part in PACKET if part not in letter.packet],
        bullet_points=letter.bullet_points,
        note=letter.note,
        asked_on=letter.asked_on,
        answered_on=letter.answered_on,
        received_on=letter.received_on,
        reminded_on=[date.fromisoformat(day) for day in letter.reminded_on],
        thanked_on=letter.thanked_on,
        outcome=letter.outcome,
        told_outcome_on=letter.told_outcome_on,
        warning=lukewarm(acts, letter.contact.name),
    )
