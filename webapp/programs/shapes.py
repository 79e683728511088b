"""Programs as the API gives them."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel

from webapp.formats.csv_programs import ProgramList
from webapp.programs.atlas import Atlas, Place
from webapp.programs.intake import Fate
from webapp.programs.introduction import Request
from webapp.programs.model import Ask
from webapp.programs.survey import Person, Survey
from webapp.programs.voices import Voice
from webapp.programs.warm_path import Step
from webapp.programs.wording import tie_words


class LeverOut(BaseModel):
    """One thing in hand at a program."""

    kind: str
    what: str
    contact_id: UUID | None


class ActionOut(BaseModel):
    """The one thing to do next, and why; `ask` says what is asked of whom, if anything is."""

    do: str
    why: str
    contact_id: UUID | None
    ask: str
    for_id: UUID | None
    follow_up_id: UUID | None
    event_id: UUID | None


class StepOut(BaseModel):
    """A person of a warm path, and what ties them to the one before."""

    contact_id: UUID
    name: str
    why: str


class SeenOut(BaseModel):
    """What a person did for the owner, and on which day."""

    kind: str
    on: date
    what: str


class VoiceOut(BaseModel):
    """A person who could speak for the owner there."""

    contact_id: UUID
    name: str
    saw: list[SeenOut]
    last_heard_on: date | None
    words: str


class AskOut(BaseModel):
    """What was asked of whom, and the answer."""

    id: UUID
    contact_id: UUID
    kind: str
    for_id: UUID | None
    asked_on: date
    answer: str
    answered_on: date | None


class ProgramOut(BaseModel):
    """One program of the map; `standing` says in words why it stands where it does."""

    id: UUID
    name: str
    city: str
    specialty: str
    links: list[str]
    requirements: str
    history: str
    state: str
    bucket: str
    standing: str
    leverage: list[LeverOut]
    next_action: ActionOut
    warm_path: list[StepOut]
    voices: list[VoiceOut]
    asks: list[AskOut]
    event_ids: list[UUID]


class ProgramsOut(BaseModel):
    """All programs in the order of the map; there is always the one page."""

    items: list[ProgramOut]
    cursor: str | None = None


class NewPersonOut(BaseModel):
    """The contact that was made."""

    contact_id: UUID


class RequestOut(BaseModel):
    """The letter to the first person of the warm path, and the paragraph to be passed on."""

    kind: str
    contact_id: UUID
    for_id: UUID | None
    subject: str
    body: str
    mailto: str
    about_me: str


class ReachedOut(BaseModel):
    """A person of the picture: how many introductions away, over whom, and why that holds.

    `level` 1 is somebody known to the owner; nobody leads to one without a level.
    """

    contact_id: UUID
    name: str
    program_id: UUID | None
    met: bool
    alumnus: bool
    level: int | None
    via: UUID | None
    why: str


class MapOut(BaseModel):
    """Who leads where: everybody, by name."""

    people: list[ReachedOut]


class ColumnOut(BaseModel):
    """A heading and the field it fills; none for one that goes into the requirements."""

    heading: str
    field: str | None


class FateOut(BaseModel):
    """What becomes of a line of a list."""

    line: int
    fate: str
    name: str
    why: str
    remarks: list[str]


class IntakeOut(BaseModel):
    """How a list was read, and the fate of each line."""

    charset: str
    separator: str
    columns: list[ColumnOut]
    missing: list[str]
    lines: list[FateOut]


def programs_out(atlas: Atlas) -> ProgramsOut:
    """The whole map as JSON."""
    return ProgramsOut(items=[program_out(atlas.survey, place) for place in atlas.places])


def program_out(survey: Survey, place: Place) -> ProgramOut:
    """A program as JSON."""
    program = place.program
    return ProgramOut(
        id=program.id,
        name=program.name,
        city=program.city,
        specialty=program.specialty,
        links=program.links,
        requirements=program.requirements,
        history=program.history,
        state=program.state,
        bucket=place.bucket,
        standing=place.standing,
        leverage=[LeverOut.model_validate(one, from_attributes=True) for one in place.leverage],
        next_action=ActionOut.model_validate(place.action, from_attributes=True),
        warm_path=[_step(survey, step) for step in place.path],
        voices=[_voice(survey, voice) for voice in place.voices],
        asks=[ask_out(ask) for ask in place.asks],
        event_ids=[event.id for event in survey.events_at.get(program.id, ())],
    )


def map_out(atlas: Atlas) -> MapOut:
    """Everybody and how they are reached, as JSON."""
    return MapOut(people=[_reached(atlas, person) for person in atlas.survey.people.values()])


def _reached(atlas: Atlas, person: Person) -> ReachedOut:
    step = atlas.reached.get(person.id)
    return ReachedOut(
        contact_id=person.id,
        name=person.name,
        program_id=person.program_id,
        met=person.met,
        alumnus=atlas.survey.is_alumnus(person),
        level=step.level if step else None,
        via=step.via if step else None,
        why=tie_words(atlas.survey, step) if step else "",
    )


def ask_out(ask: Ask) -> AskOut:
    """An ask as JSON."""
    return AskOut.model_validate(ask, from_attributes=True)


def request_out(request: Request) -> RequestOut:
    """A request as JSON."""
    return RequestOut(
        kind=request.kind,
        contact_id=request.asked.id,
        for_id=request.sought.id if request.sought else None,
        subject=request.draft.subject,
        body=request.draft.body,
        mailto=request.mailto,
        about_me=request.about_me,
    )


def _step(survey: Survey, step: Step) -> StepOut:
    name = survey.people[step.person_id].name
    return StepOut(contact_id=step.person_id, name=name, why=tie_words(survey, step))


def _voice(survey: Survey, voice: Voice) -> VoiceOut:
    return VoiceOut(
        contact_id=voice.person.id,
        name=voice.person.name,
        saw=[SeenOut.model_validate(act, from_attributes=True) for act in voice.saw],
        last_heard_on=voice.last_heard_on,
        words=voice.words(survey.today),
    )


def intake_out(read: ProgramList, fates: list[Fate]) -> IntakeOut:
    """What became of a list, line by line, as JSON."""
    return IntakeOut(
        charset=read.charset,
        separator=read.separator,
        columns=[ColumnOut(heading=name, field=of) for name, of in read.columns],
        missing=list(read.missing),
        lines=[FateOut.model_validate(fate, from_attributes=True) for fate in fates],
    )
