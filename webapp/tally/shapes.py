"""What came of each event, as the API gives it."""

from uuid import UUID

from pydantic import BaseModel

from webapp.tally.tally import Tally


class TallyOut(BaseModel):
    """People met, written to and answered; without an event, those met outside of any."""

    event_id: UUID | None
    name: str
    met: int
    written: int
    answered: int


class TalliesOut(BaseModel):
    """All events where people were met, the latest first."""

    items: list[TallyOut]
    cursor: str | None = None


def tally_out(tally: Tally) -> TallyOut:
    """One event's counts as JSON."""
    event = tally.event
    return TallyOut(
        event_id=event.id if event else None,
        name=event.name if event else "",
        met=tally.met,
        written=tally.written,
        answered=tally.answered,
    )
