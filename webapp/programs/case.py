"""What is looked at to say what to do next at a program, and what can be said."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from webapp.programs.model import Ask, Program
from webapp.programs.survey import Person, Survey
from webapp.programs.voices import Voice
from webapp.programs.warm_path import Reached
from webapp.programs.wording import on_day

TURNS = {
    "now": "something is due",
    "open": "nothing asked yet",
    "waiting": "asked, no answer yet",
    "begin": "nobody there yet",
    "rest": "nothing to ask now",
}
"""Whose turn it is, the most pressing first."""


class Action(NamedTuple):
    """What to do and why; whom it is about, and what is asked of them (a key of ASKS), if any."""

    do: str
    why: str
    turn: str
    contact_id: UUID | None = None
    ask: str = ""
    for_id: UUID | None = None
    follow_up_id: UUID | None = None
    event_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """What the rules look at."""

    survey: Survey
    program: Program
    reached: Reached
    voices: list[Voice]
    asks: list[Ask]
    people: list[Person] = field(default_factory=list)

    def day(self, day: date) -> str:
        """A day as it stands in a sentence."""
        return on_day(day, self.survey.today)

    def name(self, contact_id: UUID | None) -> str:
        """Somebody's name, also of one who is no longer there."""
        person = self.survey.people.get(contact_id) if contact_id else None
        return person.name if person else "somebody"

    def has_been_asked(self, person: Person) -> bool:
        """Whether something was asked of a person, for this program or by their own deed."""
        asked = any(ask.contact_id == person.id for ask in self.asks)
        return asked or bool(self.survey.acts.get(person.id))

    def was_asked_for(self, person: Person, kind: str) -> bool:
        """Whether a person was asked for this kind of thing (a key of ASKS) for this program."""
        return any(ask.contact_id == person.id and ask.kind == kind for ask in self.asks)

    def unasked(self, *, met: bool) -> Iterable[Person]:
        """Those there of whom nothing was asked yet."""
        return (one for one in self.people if one.met is met and not self.has_been_asked(one))


Rule = Callable[[Case], Action | None]
