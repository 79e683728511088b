"""What a person says of a program, checked."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from webapp.events.details import Day
from webapp.validation import LongText, NeededName, NoteText, ShortText, Values

History = Literal["strong", "mixed", "rare", "once_burned", "unknown"]
State = Literal["looking", "applied", "interview", "ranked"]
Links = Annotated[list[LongText], Field(max_length=20)]

AskKind = Literal["introduction", "talk", "call"]


class ProgramDetails(Values):
    """A program as the form or the API sends it; text is kept exactly as typed."""

    name: NeededName
    city: ShortText = ""
    specialty: ShortText = ""
    links: Links = Field(default_factory=list)
    requirements: NoteText = ""
    history: History = "unknown"
    state: State = "looking"


class ProgramChanges(Values):
    """Changes to a program; what is not given stays."""

    name: NeededName | None = None
    city: ShortText | None = None
    specialty: ShortText | None = None
    links: Links | None = None
    requirements: NoteText | None = None
    history: History | None = None
    state: State | None = None
    event_ids: Annotated[list[UUID], Field(max_length=200)] | None = None


class AskDetails(Values):
    """What was asked of somebody; without a day, today."""

    contact_id: UUID
    kind: AskKind
    for_id: UUID | None = None
    asked_on: Day | None = None


class Answer(Values):
    """What somebody answered; an empty answer takes it back."""

    answer: Literal["", "yes", "no"]


class NewPerson(Values):
    """A person of a program whom the owner has not met."""

    name: NeededName
    title: ShortText = ""
    school: ShortText = ""
    email: ShortText = ""


class SchoolAnswer(Values):
    """Whether a school that is written much like the owner's is the same one."""

    school: NeededName
    same: bool


class ListDetails(Values):
    """A list of programs as the text of a CSV file."""

    csv: Annotated[str, Field(max_length=1024 * 1024)]


class ListQuery(Values):
    """Whether to take a list in or only to say what would become of it."""

    dry_run: bool = False
