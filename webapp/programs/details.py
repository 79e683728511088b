"""What a person says of a program, checked."""

from typing import Annotated, Literal

from pydantic import Field

from webapp.validation import LongText, NeededName, NoteText, ShortText, Values

History = Literal["strong", "mixed", "rare", "once_burned", "unknown"]
State = Literal["looking", "applied", "interview", "ranked"]
Links = Annotated[list[LongText], Field(max_length=20)]


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
